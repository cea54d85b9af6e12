import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import type { Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { spokenNumberAt } from '../text/spoken-number.ts';
import { Gap } from '../text/tokens.ts';

/** An address in a form other than house number and street. `sure`: a person's unless a business is named. */
export type AddressForm = { first: number; last: number; evidence: string; box: boolean; sure: boolean };

const spanishStreets = listed('spanishStreets');
const spokenSuffixes = listed('spokenSuffixes');
const parkWords = setOf('park court estates village acres community');
const flats = setOf('apts apartments condos condominiums townhomes townhouses villas lofts flats');
/** Words in which no Spanish street's name ends: "la avenida está cerrada hasta las 5", "el paseo de 5 km". */
const notNames = setOf(
  'el dame esta y con en entre a la las los de del hay hasta es son llega tiene como antes mide unos',
);

/** General delivery, lots in mobile-home parks, "calle Pino 88", "one forty two Juniper Court", "4410 N Kedzie". */
export function addressFormAt({ tokens, mixedCase }: Reading, index: number): AddressForm | null {
  const token = tokens[index]!;
  const text = (at: number): string => tokens[at]?.text ?? '';
  const spaced = (at: number): boolean => tokens[at] !== undefined && (tokens[at].gap & ~Gap.space) === 0;
  if (token.text === 'general' && text(index + 1) === 'delivery' && token.capital > 0) {
    let last = index + 1;
    if (text(last + 1) === 'box' && tokens[last + 2]?.kind === 'number') last += 2;
    const box = last > index + 1;
    // The town is what tells it from goods to be delivered.
    for (let at = last + 1; at <= last + 4; at++)
      if (((tokens[at]?.classes ?? 0) & Class.stateCode) !== 0 && tokens[at]!.capital === 2)
        return { first: index, last: at, evidence: 'general delivery', box: true, sure: true };
    return box ? { first: index, last, evidence: 'general delivery', box, sure: true } : null;
  }
  if (
    ['lot', 'space', 'spc', 'trlr', 'trailer'].includes(token.text) &&
    tokens[index + 1]?.kind === 'number'
  ) {
    const trailer = token.text.startsWith('tr') ? 0 : 2;
    for (let at = index + 3; at <= index + 6 && at < tokens.length; at++) {
      if (!parkWords.has(text(at))) continue;
      if (tokens[at]!.capital === 0) break;
      for (let mobile = index + trailer; mobile < at; mobile++)
        if (['mobile', 'trailer', 'trlr', 'rv', 'home', 'homes', 'manufactured'].includes(text(mobile)))
          return { first: index, last: at, evidence: 'a lot in a mobile-home park', box: true, sure: true };
    }
    return null;
  }
  // "Casa Verde Apts bldg 6 #203"
  if (flats.has(token.text) && token.capital > 0 && index > 0 && tokens[index - 1]!.capital > 0) {
    let first = index - 1;
    while (first > 0 && tokens[first - 1]!.capital > 0 && spaced(first) && first > index - 3) first--;
    for (let at = index + 1; at <= index + 4 && at < tokens.length; at++)
      if (
        tokens[at]!.kind !== 'word' &&
        ((tokens[at]!.gap & Gap.hash) !== 0 || ['apt', 'unit', 'no', 'apto'].includes(text(at - 1)))
      )
        return { first, last: at, evidence: 'a flat in a named house', box: true, sure: true };
    return null;
  }
  if (spanishStreets.has(token.text) && (tokens[index - 1]?.kind ?? 'word') === 'word') {
    if (!spaced(index + 1)) return null;
    for (let at = index + 2; at <= index + 6 && at < tokens.length; at++) {
      const { kind, gap } = tokens[at]!;
      // "Va en camino, llega a las 2"
      if ((gap & (Gap.stop | Gap.newline)) !== 0 || ((gap & Gap.comma) !== 0 && kind === 'word')) break;
      if (kind === 'number')
        return !notNames.has(text(at - 1)) &&
          (!mixedCase || tokens[at - 1]!.capital > 0 || text(at - 1).length < 4)
          ? { first: index, last: at, evidence: 'calle y número', box: false, sure: token.text !== 'av' }
          : null;
      if (kind !== 'word' || ['esta', 'y', 'con', 'en', 'entre'].includes(text(at))) break;
    }
    return null;
  }
  if (
    (token.classes & Class.digitWord) !== 0 &&
    (tokens[index - 1] === undefined || (tokens[index - 1]!.classes & Class.digitWord) === 0)
  ) {
    const number = spokenNumberAt(tokens, index);
    if (number === null) return null;
    for (let at = number.last + 2; at <= number.last + 4 && spaced(at) && spaced(at - 1); at++)
      if (
        spokenSuffixes.has(text(at)) &&
        (tokens[at - 1]!.classes & Class.plainWord) === 0 &&
        number.value > 2
      )
        return {
          first: index,
          last: at,
          evidence: 'a house number in words and a street',
          box: false,
          sure: false,
        };
    return null;
  }
  if (token.kind === 'number' && token.text.length <= 5) {
    const name = tokens[index + 2];
    if (
      token.text.length >= 3 &&
      ((tokens[index + 1]?.classes ?? 0) & Class.direction) !== 0 &&
      tokens[index + 1]!.capital > 0 &&
      spaced(index + 1) &&
      name !== undefined &&
      name.kind === 'word' &&
      name.capital === 1 &&
      spaced(index + 2) &&
      (name.classes & (Class.plainWord | Class.street | Class.month | Class.weekday)) === 0 &&
      ((tokens[index + 3]?.classes ?? 0) & Class.street) === 0
    )
      return {
        first: index,
        last: index + 2,
        evidence: 'a house number and a street in a quarter',
        box: false,
        sure: false,
      };
    let named = index + 2;
    while (named < index + 4 && ((tokens[named]?.classes ?? 0) & Class.particle) !== 0) named++;
    if (
      spanishStreets.has(text(index + 1)) &&
      spaced(index + 1) &&
      tokens[index + 1]!.capital > 0 &&
      spaced(named) &&
      tokens[named]!.capital > 0
    )
      return { first: index, last: named, evidence: 'número y calle', box: false, sure: true };
  }
  return null;
}
