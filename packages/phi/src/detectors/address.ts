import { listed } from '../text/listed.ts';
import { addressFormAt } from './address-forms.ts';
import { Class } from '../lexicon/classes.ts';
import type { Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap, nextBeside } from '../text/tokens.ts';
import { listedGroup, wordGroup } from '../text/word-group.ts';
import type { RawFinding } from './finding.ts';

const unitWords = listed('unitWords');
const notStreets = listed('notStreets');
const homeTies = listed('homeTies');
const clearSuffixes = listed('clearSuffixes');
const smallSuffixes = setOf('dr ct pl drive court place cir way trl row cove ridge terrace trail loop');
const personWords = listed('homeWords');
const ownerWords = new Set('your ur his her their su tu pt patient patients'.split(' '));
const businessPhrases = listed('businessWords');
/** What brings people together at a place that is nobody's home. */
const gatherings = listed('gatherings');
/** What stands right before the address of a place that people go to. */
const ourPlaces = listed('ourPlaces');
/** What tells that anybody may come. */
const openTo = listed('openTo');
const ownedPlaces = listed('ownedPlaces');
const ourThings = listed('ourThings');
const oneself = setOf('he she him her his you ur my mom dad');
const strongBusiness = listed('strongBusiness');

/** Words that an address may begin with; it begins with a number otherwise. */
const openers = listedGroup('addressOpeners');

const units = wordGroup('apt apartment unit apto depto trlr trailer lot');

/** "N6120 County Hwy Q", "W222 Oak Rd" */
const gridNumber = /^[nsew]\d{2,5}$/;
const spelledStreet = /^[a-z]{3,}(?:st|ave|rd|ln|dr|ct|blvd|way|pl|street|road|lane|avenue)$/;
const returns = setOf('sent came come bounced kicked comes');
const comers = setOf('will well ill nurse aide driver van can hell shell');
const noSign = 'no sign that it is the business’s own';
const unsaid: ReadonlySet<string> = new Set([noSign]);

/** A person's street address or post-office box; where the business is passes. */
export function findAddresses(reading: Reading): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  /** Whether anything in the text can close an address that begins with a number. */
  const closes = (reading.classes & Class.street) !== 0 || (reading.groups & units) !== 0;
  const text = (index: number): string => tokens[index]?.text ?? '';
  const extend = (from: number): { last: number; unit: boolean } => {
    let last = from;
    let unit = false;
    for (let index = from + 1; index < tokens.length && index <= from + 8; index++) {
      const token = tokens[index]!;
      if ((token.gap & (Gap.stop | Gap.newline | Gap.question)) !== 0 && index === from + 1) break;
      if (
        unitWords.has(token.text) &&
        (tokens[index + 1]?.kind !== 'word' || tokens[index + 1]!.text.length <= 2)
      ) {
        if (!['suite', 'ste', 'floor', 'fl', 'bldg'].includes(token.text)) unit = true;
        index++;
        last = Math.min(index, tokens.length - 1);
      } else if ((token.gap & Gap.hash) !== 0) {
        unit = true;
        last = index;
      } else if (token.kind === 'number' && token.text.length === 5 && last === index - 1) {
        last = index;
        break;
      } else if (
        (token.classes & Class.stateCode) !== 0 &&
        (token.capital === 2 || tokens[index + 1]?.text.length === 5) &&
        index - last <= 3
      ) {
        last = index;
      } else if (
        token.kind !== 'word' ||
        token.capital === 0 ||
        ((token.gap & Gap.comma) === 0 && index === last + 1 && last !== from && index > from + 1)
      ) {
        if (token.kind === 'word' && token.capital > 0) continue;
        break;
      }
    }
    return { last, unit };
  };
  const judge = (first: number, last: number, unit: boolean, box: boolean): string | null => {
    if (!unit && tokens.some((token) => ['estamos', 'nos'].includes(token.text))) return null;
    const near = tokens.slice(Math.max(0, first - 12), first).concat(tokens.slice(last + 1, last + 9));
    let person = '';
    let business = '';
    let suite = false;
    for (let index = first; index <= last; index++)
      if (text(index) === 'suite' || text(index) === 'ste') suite = true;
    for (let index = Math.max(0, first - 12); index < Math.min(tokens.length, last + 9); index++) {
      if (index >= first && index <= last) continue;
      const word = text(index);
      if (ownerWords.has(word) && ownedPlaces.has(text(index + 1))) person = `"${word} ${text(index + 1)}"`;
      else if (
        (word === 'our' || word === 'nuestra' || word === 'nuestro') &&
        [text(index + 1), text(index + 2), text(index + 3)].some((near_) => ourThings.has(near_)) &&
        (index > last || !ownerWords.has(text(first - 2)))
      )
        business = 'our';
      else if (
        (word === 'pick' ||
          word === 'picking' ||
          word === 'get' ||
          word === 'collect' ||
          word === 'recoger' ||
          word === 'drop' ||
          word === 'dropping' ||
          word === 'bring') &&
        (ownerWords.has(text(index + 1)) ||
          ['you', 'up', 'him', 'them', 'lo', 'la'].includes(text(index + 1)))
      )
        person ||= 'a ride';
      else if ((word === 'ride' || word === 'rides') && index < first && text(first - 1) === 'from')
        person ||= 'a ride';
      // "can the nurse come to 2207 S Delmar Ave, im at my sisters"
      else if (
        // "sent back from", "came back"
        (word === 'back' && returns.has(text(index - 1))) ||
        (word === 'im' && text(index + 1) === 'at') ||
        // "We will come to 1455 Camino Real"
        (word === 'come' && text(index + 1) === 'to' && comers.has(text(index - 1)))
      )
        person ||= 'where somebody is';
      // "Clinic address: 88 King St"
      else if (word === 'address' && strongBusiness.has(text(index - 1)))
        business ||= '"address" of an office';
      else if (
        personWords.has(word) &&
        !(
          word === 'address' &&
          text(index - 1) === 'new' &&
          !near.some((token) => ownerWords.has(token.text))
        ) &&
        !(word === 'house' && text(index - 1) === 'open') &&
        !(word === 'moved' && ourPlaces.has(text(index - 1))) &&
        !(word === 'address' && text(index + 1) === 'for' && !ownerWords.has(text(index - 1)))
      )
        person ||= `"${word}"`;
      else if (strongBusiness.has(word) && !(word === 'at' || word === 'new')) business ||= `"${word}"`;
    }
    // "We moved to", "we have moved"; not "Moved? We still have"
    if (
      !unit &&
      near.some(
        (token, at) =>
          (token.text === 'moved' || token.text === 'moving') &&
          !['you', 'u', 'they', 'she', 'he'].includes(near[at - 1]?.text ?? '') &&
          [near[at - 1], near[at - 2], near[at - 3]].some(
            (part) => (part?.text === 'we' || part?.text === 'weve') && part.sentence === token.sentence,
          ),
      ) &&
      !near.some((token) => ownerWords.has(token.text))
    )
      return null;
    // "Mail forms to Attn: Records, PO Box 4400"
    if (near.some((token) => token.text === 'attn') && !near.some((token) => ownerWords.has(token.text)))
      return null;
    // "Use the Oak Street door, 611 Oak St"
    if (text(first - 1) === 'door' && text(first - 2) === 'street') return null;
    // "The 210 Elm St door is locked"
    if (text(first - 1) === 'the' && (ourPlaces.has(text(last + 1)) || gatherings.has(text(last + 1))))
      return null;
    if (business === 'our' || (suite && !unit && !person.startsWith('"your'))) return null;
    if (
      tokens.some(
        (token, at) =>
          ['payment', 'payments', 'pay', 'remit', 'checks', 'donations', 'donate'].includes(token.text) ||
          // "mail a check to", not "wellness check at"
          (token.text === 'check' &&
            (['to', 'payable', 'or'].includes(text(at + 1)) ||
              ['a', 'by', 'mail', 'send', 'your'].includes(text(at - 1)))),
      ) &&
      !person.startsWith('"your') &&
      !person.startsWith('"ur')
    )
      return null;
    // "The school has 905 Whitcomb Ave for you"
    if (text(last + 1) === 'for' && ['you', 'him', 'her', 'u'].includes(text(last + 2)))
      person ||= 'kept for a person';
    if (person !== '') return person;
    if (business !== '') return null;
    if (unit) return 'an apartment or unit';
    // "Shuttle stop is 500 Pine St", "Lab site: 15 W 34th St"
    for (let index = Math.max(0, first - 6); index < first; index++)
      if (ourPlaces.has(text(index)) && tokens[index]!.sentence === tokens[first]!.sentence) return null;
    // "9 Beacon Hill Rd is the new urgent care"
    if (text(last + 1) === 'is' && ['the', 'closed', 'open'].includes(text(last + 2))) return null;
    if (text(last + 1) === 'open' || text(last + 1) === 'front') return null;
    // "The pantry at St. Mark's, 512 Grove St"
    if (tokens[first - 1]?.possessive === true && (text(first - 2) === 'st' || text(first - 2) === 'saint'))
      return null;
    if (box) return 'a post-office box';
    const before = text(first - 1);
    // "We're at 44 Elm St", "Walgreens at 500 N Main St"
    if (before === 'at' && first >= 2) {
      const who = tokens[first - 2]!;
      if (who.text === 'were' && who.written.includes("'")) return null;
      if (who.text === 'are' && text(first - 3) === 'we') return null;
      if (who.capital > 0 && (who.classes & Class.plainWord) !== 0 && who.start === 0) return null;
    }
    if (before === 'from' && near.some((token) => token.text === 'ride' || token.text === 'rides'))
      return 'a ride';
    if (['near', 'on', 'by', 'outside', 'opposite'].includes(before)) return null;
    if (['at', 'from'].includes(before) && near.some((token) => gatherings.has(token.text))) return null;
    if (before === 'to' && near.some((token) => businessPhrases.has(token.text) && token.text !== 'at'))
      return null;
    // "Free eye exams at Lions Club, 908 Oak Ave"
    if (near.some((token) => openTo.has(token.text)) && !near.some((token) => oneself.has(token.text)))
      return null;
    return noSign;
  };
  const next = (from: number): number => nextBeside(tokens, from, openers, Class.digitWord);
  for (let index = next(0); index < tokens.length; index = next(index + 1)) {
    const token = tokens[index]!;
    // "4 1 2 E l m S t": letters and figures written apart
    if (
      token.text.length === 1 &&
      tokens[index + 1]?.text.length === 1 &&
      tokens[index + 1]!.kind === 'number'
    ) {
      let at = index + 1;
      while (tokens[at]?.kind === 'number' && tokens[at]!.text.length === 1) at++;
      const street = tokens[at];
      if (
        street !== undefined &&
        spelledStreet.test(street.text) &&
        street.end - street.start > street.text.length + 3
      ) {
        findings.push({
          start: token.start,
          end: street.end,
          type: 'ADDRESS',
          severity: 'block',
          detector: 'address',
          evidence: ['a street written apart'],
        });
        index = at;
        continue;
      }
    }
    // Post-office boxes and rural routes.
    const box =
      token.text === 'po' && (text(index + 1) === 'box' || text(index + 1) === 'bx')
        ? index + 2
        : token.text === 'p' &&
            text(index + 1) === 'o' &&
            (text(index + 2) === 'box' || text(index + 2) === 'bx')
          ? index + 3
          : token.text === 'pobox' || token.text === 'pob'
            ? index + 1
            : token.text === 'apartado' && text(index + 1) === 'postal'
              ? index + 2
              : (token.text === 'rr' || token.text === 'hc') &&
                  tokens[index + 1]?.kind === 'number' &&
                  text(index + 2) === 'box'
                ? index + 3
                : -1;
    if (
      box > 0 &&
      tokens[box] !== undefined &&
      (tokens[box]!.kind === 'number' || tokens[box]!.kind === 'mixed')
    ) {
      const { last } = extend(box);
      const why = judge(index, last, false, true);
      if (why !== null)
        findings.push({
          start: token.start,
          end: tokens[last]!.end,
          type: 'ADDRESS',
          severity: 'block',
          detector: 'address',
          evidence: ['a post-office box or rural route', why],
        });
      index = last;
      continue;
    }
    const form = addressFormAt(reading, index);
    if (form !== null) {
      const { last, unit } = extend(form.last);
      const why = judge(form.first, last, unit, form.box);
      if (why !== null && (form.sure || !unsaid.has(why)))
        findings.push({
          start: tokens[form.first]!.start,
          end: tokens[last]!.end,
          type: 'ADDRESS',
          severity: 'block',
          detector: 'address',
          evidence: [form.evidence, why],
        });
      if (why !== null) {
        index = last;
        continue;
      }
    }
    // "2120 Route 9, Lot 14", "443 County Rd 12"; "lives with her son at 14 Alder"
    const road =
      text(index + 1) === 'county' || text(index + 1) === 'state' || text(index + 1) === 'rural'
        ? index + 2
        : index + 1;
    if (
      (token.kind === 'number' || (token.kind === 'mixed' && gridNumber.test(token.text))) &&
      token.text.length <= 6 &&
      ['route', 'rte', 'highway', 'hwy', 'road', 'rd', 'fm', 'cr'].includes(text(road)) &&
      (tokens[road + 1]?.kind === 'number' ||
        /^\d{1,4}[a-z]$/.test(tokens[road + 1]?.text ?? '') ||
        (tokens[road + 1]?.text.length === 1 && tokens[road + 1]!.capital > 0 && road > index + 1)) &&
      (tokens[road + 1]!.gap & ~Gap.space) === 0
    ) {
      const { last, unit } = extend(road + 1);
      const why = judge(index, last, unit, false);
      if (why !== null)
        findings.push({
          start: token.start,
          end: tokens[last]!.end,
          type: 'ADDRESS',
          severity: 'block',
          detector: 'address',
          evidence: ['a number on a numbered road', why],
        });
      index = last;
      continue;
    }
    if (
      token.kind === 'number' &&
      text(index - 1) === 'at' &&
      token.text.length >= 2 &&
      token.text.length <= 5 &&
      tokens[index + 1] !== undefined &&
      tokens[index + 1]!.kind === 'word' &&
      tokens[index + 1]!.capital === 1 &&
      (tokens[index + 1]!.gap & ~Gap.space) === 0 &&
      (tokens[index + 1]!.classes & (Class.month | Class.weekday | Class.street)) === 0 &&
      tokens
        .slice(Math.max(0, index - 8), index)
        .some((part) =>
          [
            'live',
            'lives',
            'living',
            'moved',
            'home',
            'house',
            'stays',
            'staying',
            'resides',
            'reside',
          ].includes(part.text),
        ) &&
      (tokens[index + 2] === undefined || (tokens[index + 2]!.classes & Class.street) === 0)
    ) {
      findings.push({
        start: token.start,
        end: tokens[index + 1]!.end,
        type: 'ADDRESS',
        severity: 'block',
        detector: 'address',
        evidence: ['where somebody lives'],
      });
      continue;
    }
    // "u still at 900 w oak?", "your house on 1420 Larkspur"
    if (
      token.kind === 'number' &&
      token.text.length >= 2 &&
      token.text.length <= 5 &&
      ['at', 'on', 'home', 'house', 'en', 'is', 'to'].includes(text(index - 1))
    ) {
      const street =
        (tokens[index + 1]?.classes ?? 0) & Class.direction && (tokens[index + 1]!.gap & ~Gap.space) === 0
          ? index + 2
          : index + 1;
      const name = tokens[street];
      const sentence = token.sentence;
      const living = tokens.some(
        (part, at) =>
          part.sentence === sentence &&
          at < index &&
          (homeTies.has(part.text) || (part.text === 'still' && text(at + 1) === 'at')),
      );
      if (
        living &&
        name !== undefined &&
        name.kind === 'word' &&
        (name.gap & ~Gap.space) === 0 &&
        name.text.length >= 3 &&
        (name.capital === 1 || street === index + 2) &&
        (name.classes & (Class.month | Class.weekday | Class.unit | Class.plainWord)) === 0 &&
        !['minutes', 'hours', 'hrs', 'mins', 'weeks', 'days', 'percent'].includes(name.text) &&
        !((tokens[street + 1]?.classes ?? 0) & Class.street)
      ) {
        findings.push({
          start: token.start,
          end: name.end,
          type: 'ADDRESS',
          severity: 'block',
          detector: 'address',
          evidence: ['where somebody lives'],
        });
        continue;
      }
    }
    const houseNumber =
      (token.kind === 'number' && token.text.length <= 6) ||
      (token.kind === 'mixed' && (/^\d{1,5}[a-d]$/.test(token.text) || gridNumber.test(token.text)));
    if (
      !closes ||
      !houseNumber ||
      ((token.gap & (Gap.colon | Gap.slash | Gap.dot)) !== 0 && (token.gap & Gap.space) === 0)
    )
      continue;
    // "9 1/2 Cobbler's Walk", "1420½ Poplar Rd"
    const half =
      text(index + 1) === '1' && text(index + 2) === '2' && tokens[index + 2]!.gap !== Gap.space
        ? 2
        : text(index + 1) === '2' && tokens[index + 1]!.gap === Gap.slash
          ? 1
          : 0;
    for (let at = index + 1 + half; at <= index + 6 + half && at < tokens.length; at++) {
      reading.steps.count++;
      const part = tokens[at]!;
      // A unit after the number and the street's bare name: "400 W 7th unit 9".
      if (
        (part.groups & units) !== 0 &&
        at > index + 1 &&
        tokens[at + 1] !== undefined &&
        (tokens[at + 1]!.kind !== 'word' || tokens[at + 1]!.text.length <= 2)
      ) {
        const why = judge(index, at + 1, true, false);
        if (why !== null)
          findings.push({
            start: token.start,
            end: tokens[at + 1]!.end,
            type: 'ADDRESS',
            severity: 'block',
            detector: 'address',
            evidence: ['house number and unit', why],
          });
        index = at + 1;
        break;
      }
      if (
        (part.gap & (Gap.comma | Gap.stop | Gap.newline | Gap.colon | Gap.hash | Gap.question | Gap.open)) !==
        0
      )
        break;
      // "is now 230 bc dr is in a meeting"
      if (
        part.text === 'dr' &&
        part.capital === 0 &&
        ((tokens[at + 1]?.classes ?? 0) & Class.verbAfterName) !== 0
      )
        break;
      if ((part.classes & Class.street) !== 0 && at > index + 1) {
        const direct = clearSuffixes.has(part.text);
        const capital = reading.mixedCase ? part.capital > 0 || tokens[at - 1]!.capital > 0 : direct;
        // "5 Park Pl": a suffix may stand inside the street's name; take the last one.
        if (
          (tokens[at + 1]?.classes ?? 0) & Class.street &&
          tokens[at + 1]!.capital > 0 &&
          (tokens[at + 1]!.gap & ~Gap.space) === 0
        )
          continue;
        if (
          !(direct && (capital || !reading.mixedCase || part.capital > 0)) &&
          !(part.capital > 0 && tokens[at - 1]!.capital > 0)
        ) {
          const lowerAddress =
            direct &&
            ['st', 'ave', 'blvd', 'rd', 'ln', 'street', 'avenue', 'road', 'lane', 'hwy'].includes(part.text);
          // "at ur place 27b copperfield row"
          const personal =
            smallSuffixes.has(part.text) &&
            tokens
              .slice(Math.max(0, index - 6), index)
              .some((near) => ownerWords.has(near.text) || personWords.has(near.text));
          if (!lowerAddress && !personal) {
            if (((tokens[at + 1]?.classes ?? 0) | (tokens[at + 2]?.classes ?? 0)) & Class.street) continue;
            break;
          }
        }
        if (
          part.text === 'dr' &&
          (tokens[at + 1]?.capital ?? 0) > 0 &&
          (tokens[at + 1]!.gap & Gap.comma) === 0 &&
          (tokens[at + 1]!.classes & (Class.stateCode | Class.direction)) === 0 &&
          (tokens[at - 1]!.classes & Class.plainWord) !== 0
        )
          break;
        const { last, unit } = extend(at);
        const why = judge(index, last, unit, false);
        if (why !== null)
          findings.push({
            start: token.start,
            end: tokens[last]!.end,
            type: 'ADDRESS',
            severity: 'block',
            detector: 'address',
            evidence: ['house number and street', why],
          });
        index = last;
        break;
      }
      const wordy =
        part.kind === 'word' &&
        ((part.classes & Class.plainWord) === 0 ||
          (part.capital > 0 && reading.mixedCase) ||
          ['new', 'old', 'first', 'second', 'third'].includes(part.text));
      const hiddenWord = part.kind === 'mixed' && /[a-z].*[a-z]/.test(part.text);
      const ordinal = hiddenWord || (part.kind === 'mixed' && /^\d+(?:st|nd|rd|th)$/.test(part.text));
      const direction = (part.classes & Class.direction) !== 0;
      if (!wordy && !ordinal && !direction) break;
      if (part.kind === 'word' && notStreets.has(part.text)) break;
    }
  }
  return findings;
}
