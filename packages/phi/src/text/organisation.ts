import { Class } from '../lexicon/classes.ts';
import type { Reading } from './reading.ts';
import { Gap } from './tokens.ts';
import { listedGroup } from './word-group.ts';

/** Token ranges that are the name of an organisation, place or building: capitalised words up to "Clinic", "Center", "Park"... */
export type NamedPlace = { first: number; last: number; park: boolean };

const joiners = new Set(['&', 'and', 'of', 'for', 'the', 'de', 'del', 'at', 'y', 'la', 'las', 'los', 'el']);
const parks = listedGroup('parkWords');
const business = listedGroup('businessNames');

/** Names of organisations and places. In a text without meaningful capitals only a name before a colon or after "this is" counts. */
export function findNamedPlaces(reading: Reading): NamedPlace[] {
  const { tokens } = reading;
  const places: NamedPlace[] = [];
  if ((reading.classes & Class.organisation) === 0 && (reading.groups & (business | parks)) === 0)
    return places;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if ((token.classes & Class.organisation) === 0 && (token.groups & (business | parks)) === 0) continue;
    // "Okonedo-Hall" is a surname.
    if (token.gap === Gap.hyphen) continue;
    reading.steps.count++;
    const capital = token.capital > 0;
    let first = index;
    if (capital && reading.mixedCase) {
      while (first > 0) {
        const previous = tokens[first - 1]!;
        const gap = tokens[first]!.gap;
        if (
          (gap & (Gap.stop | Gap.newline | Gap.colon | Gap.open | Gap.comma)) !== 0 ||
          ((gap & Gap.dot) !== 0 && previous.text.length > 3)
        )
          break;
        if (previous.capital > 0 && previous.kind !== 'url') {
          if (
            (previous.classes & (Class.greeting | Class.possessive)) !== 0 &&
            previous.text !== 'el' &&
            previous.text !== 'la'
          )
            break;
          first--;
        } else if (
          joiners.has(previous.text) &&
          first >= 2 &&
          tokens[first - 2]!.capital > 0 &&
          (tokens[first - 1]!.gap & (Gap.stop | Gap.comma)) === 0
        )
          first -= 2;
        else break;
        if (index - first > 8) break;
      }
    } else {
      // Lower case or capitals throughout: "riverside oncology associates: please call".
      const after = tokens[index + 1];
      const opens = (at: number): boolean =>
        at === 0 || (at >= 2 && tokens[at - 2]!.text === 'this' && tokens[at - 1]!.text === 'is');
      if (after === undefined || (after.gap & Gap.colon) === 0) {
        let from = index;
        while (from > 0 && index - from < 5 && !opens(from)) from--;
        if (!(from >= 2 && opens(from)) || from === index) continue;
        first = from;
      } else {
        let from = index;
        while (from > 0 && index - from < 5 && !opens(from)) from--;
        if (!opens(from) || from === index) continue;
        first = from;
      }
    }
    if (first < index) {
      const known = places.at(-1);
      const place = { first, last: index, park: (token.groups & parks) !== 0 };
      if (known !== undefined && first <= known.last) {
        known.last = index;
        known.park ||= place.park;
      } else places.push(place);
    }
  }
  return places;
}
