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

/** General delivery, lots in mobile-home parks, "calle Pino 88", "one forty two Juniper Court", "4410 N Kedzie". */
export function addressFormAt({ tokens }: Reading, index: number): AddressForm | null {
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
    (token.text === 'lot' || token.text === 'space' || token.text === 'spc') &&
    tokens[index + 1]?.kind === 'number'
  ) {
    for (let at = index + 3; at <= index + 6 && at < tokens.length; at++) {
      if (!parkWords.has(text(at))) continue;
      if (tokens[at]!.capital === 0) break;
      for (let mobile = index + 2; mobile < at; mobile++)
        if (['mobile', 'trailer', 'rv', 'home', 'homes', 'manufactured'].includes(text(mobile)))
          return { first: index, last: at, evidence: 'a lot in a mobile-home park', box: true, sure: true };
    }
    return null;
  }
  if (spanishStreets.has(token.text) && (tokens[index - 1]?.kind ?? 'word') === 'word') {
    for (let at = index + 2; at <= index + 6 && at < tokens.length; at++) {
      const { kind, text: word } = tokens[at]!;
      if (kind === 'number')
        return { first: index, last: at, evidence: 'calle y número', box: false, sure: token.text !== 'av' };
      if (kind !== 'word' || ['esta', 'y', 'con', 'en', 'entre'].includes(word)) break;
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
      if (spokenSuffixes.has(text(at)) && tokens[at - 1]!.capital > 0 && number.value > 2)
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
    if (
      spanishStreets.has(text(index + 1)) &&
      spaced(index + 1) &&
      tokens[index + 1]!.capital > 0 &&
      spaced(index + 2) &&
      tokens[index + 2]!.capital > 0
    )
      return { first: index, last: index + 2, evidence: 'número y calle', box: false, sure: true };
  }
  return null;
}
