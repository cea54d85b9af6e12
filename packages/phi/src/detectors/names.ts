import { Class } from '../lexicon/classes.ts';
import { publicPeople } from '../lexicon/public-people.ts';
import type { NamedPlace } from '../text/organisation.ts';
import type { Reading } from '../text/reading.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { RawFinding } from './finding.ts';
import { readPersonWords } from './person-words.ts';
import { markStaff } from './staff.ts';

const strongSlots = setOf(
  'for tell patient pt client member resident contact caller named guardian kin lead dear hi hello hey hola cancel confirming reschedule rebook remind paciente estimado estimada wife husband son daughter mom dad mother father brother sister about regarding re attn thanks ask let is',
);

/** Full names of patients, relatives and contacts; titles with a surname; staff, businesses and public figures pass. */
export function findNames(reading: Reading, places: readonly NamedPlace[]): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens, mixedCase } = reading;
  const taken = new Uint8Array(tokens.length);
  for (const place of places) for (let index = place.first; index <= place.last; index++) taken[index] = 1;
  const words = readPersonWords(reading);
  const { text, is, givenOf, surnameScore, between, dotted, isInitial, hidden, clinical, isCommon } = words;
  markStaff(reading, words, taken);

  const add = (
    first: number,
    last: number,
    severity: 'block' | 'warn',
    evidence: string[],
    variant?: string,
  ): void => {
    const end = tokens[last]!;
    const stop = end.possessive ? end.end - 2 : end.end;
    findings.push({
      start: tokens[first]!.start,
      end: stop,
      type: 'NAME',
      severity,
      detector: 'names',
      evidence,
      ...(variant === undefined ? {} : { variant }),
    });
    for (let index = first; index <= last; index++) taken[index] = 3;
  };

  // LAST, FIRST
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (taken[index] !== 0 || taken[index + 1] !== 0) continue;
    const family = tokens[index]!;
    const next = tokens[index + 1]!;
    if ((next.gap & Gap.comma) === 0 || (next.gap & ~(Gap.comma | Gap.space)) !== 0) continue;
    const particled = index > 0 && is(index - 1, Class.particle) && dotted(index) && family.capital > 0;
    const score = particled && givenOf(index + 1) === 'sure' ? 3 : surnameScore(index);
    const given = givenOf(index + 1);
    const shoutedPair =
      reading.hasLower &&
      family.capital === 2 &&
      next.capital === 2 &&
      score >= 2 &&
      family.text.length >= 4 &&
      next.text.length >= 4 &&
      next.classes === 0 &&
      !isCommon(next.stem) &&
      !clinical(next);
    if (shoutedPair && given === null) {
      add(
        index,
        isInitial(index + 2) && between(index + 2) ? index + 2 : index + 1,
        'block',
        ['two words in capitals with a comma'],
        'reversed',
      );
      continue;
    }
    if (
      isInitial(index + 1) &&
      score === 3 &&
      family.capital > 0 &&
      !is(index, Class.firstName) &&
      next.kind === 'word' &&
      /[A-Z]/.test(next.written) &&
      (tokens[index + 2] === undefined ||
        (tokens[index + 2]!.gap & (Gap.dot | Gap.stop | Gap.comma | Gap.slash | Gap.hyphen)) !== 0) &&
      !is(index - 1, Class.greeting)
    ) {
      add(index, index + 1, 'block', ['a surname, a comma and an initial'], 'initial');
      continue;
    }
    const initialFollows = isInitial(index + 2) && between(index + 2);
    const askedAfter =
      index > 0 && (is(index - 1, Class.personSlot) || (family.gap & Gap.colon) !== 0) && mixedCase;
    if (
      given === null ||
      (given === 'unknown' &&
        !(family.capital === 2 && next.capital === 2 && mixedCase && score >= 2) &&
        !((initialFollows || is(index + 2, Class.verbAfterName)) && score >= 2 && next.capital === 1)) ||
      score < (mixedCase && (askedAfter || initialFollows) && given === 'sure' ? 0 : 2)
    )
      continue;
    if (
      next.written.includes("'") ||
      is(index + 1, Class.weekday | Class.month) ||
      family.written.includes("'ll")
    )
      continue;
    if (!mixedCase && (given !== 'sure' || score < 2 || is(index, Class.firstName))) continue;
    if (mixedCase && (family.capital === 0 || next.capital === 0)) continue;
    const hyphenated =
      (family.gap & Gap.hyphen) !== 0 && (family.gap & Gap.space) === 0 && surnameScore(index - 1) >= 2;
    const followedByInitial = isInitial(index + 2) && between(index + 2);
    const shouted = family.capital === 2;
    if (is(index, Class.firstName) && !shouted && !followedByInitial && !particled) continue;
    if (
      score < 3 &&
      !shouted &&
      !followedByInitial &&
      !askedAfter &&
      !(index === 0 && !mixedCase && family.capital > 0)
    )
      continue;
    if (given === 'wordy' && !shouted && !followedByInitial && mixedCase && next.capital === 0) continue;
    if (is(index - 1, Class.greeting) && !followedByInitial && !shouted) continue;
    if (text(index + 2) === 'and' && givenOf(index + 3) !== null) continue;
    if (is(index + 1, Class.stateCode) && next.capital === 2 && next.text.length === 2) continue;
    add(
      hyphenated ? index - 1 : index,
      followedByInitial ? index + 2 : index + 1,
      'block',
      ['a surname, a comma and a first name'],
      'reversed',
    );
  }

  for (let index = 0; index < tokens.length; index++) {
    reading.steps.count++;
    if (taken[index] !== 0) continue;
    const token = tokens[index]!;
    const slot =
      index === 0 ||
      is(index - 1, Class.greeting | Class.personSlot | Class.relation | Class.title) ||
      tokens[index - 1]!.sentence !== token.sentence ||
      (token.gap & (Gap.comma | Gap.colon | Gap.slash | Gap.hyphen | Gap.open)) !== 0;
    const strongSlot =
      index > 0 &&
      ((text(index - 1) === '4' && !mixedCase) ||
        strongSlots.has(text(index - 1)) ||
        (text(index - 1) === 'a' && text(index - 2) === 'for') ||
        is(index - 1, Class.relation | Class.title) ||
        is(index - 1, Class.greeting));

    // Title and surname alone.
    if (
      is(index, Class.title) &&
      tokens[index + 1] !== undefined &&
      dotted(index + 1) &&
      taken[index + 1] === 0
    ) {
      const next = tokens[index + 1]!;
      const nextIsName =
        next.kind === 'word' &&
        !is(index + 1, Class.plainWord) &&
        (mixedCase
          ? next.capital > 0 && token.capital > 0
          : surnameScore(index + 1) >= 2 || givenOf(index + 1) === 'sure');
      const isMs = token.text === 'ms' && !mixedCase && surnameScore(index + 1) < 3;
      if (nextIsName && !isMs && next.text.length > 1) {
        const family = index + 2;
        const hyphen =
          tokens[family] !== undefined &&
          (tokens[family]!.gap & Gap.hyphen) !== 0 &&
          tokens[family]!.gap === Gap.hyphen;
        const full =
          tokens[family] !== undefined &&
          (between(family) || (isInitial(family) && between(family))) &&
          !hyphen &&
          (givenOf(index + 1) !== null || next.capital > 0) &&
          (isInitial(family)
            ? surnameScore(family + 1) >= 0
            : surnameScore(family) >= (mixedCase ? 0 : 2) && (!mixedCase || tokens[family]!.capital > 0)) &&
          !is(family, Class.organisation | Class.street);
        // "Mr Jean-Luc Moreau", "Sra. Ana de la Torre": more than one word apart.
        let parts = 0;
        for (let at = index + 1; at <= words.nameRun(index + 1); at++)
          if (!is(at, Class.particle) && (at === index + 1 || tokens[at]!.gap !== Gap.hyphen)) parts++;
        if (!full && !(parts >= 2 && mixedCase && !is(index + 1, Class.particle))) {
          let last = hyphen ? family : index + 1;
          if (is(index + 1, Class.particle))
            while (
              last < index + 4 &&
              tokens[last + 1] !== undefined &&
              between(last + 1) &&
              tokens[last + 1]!.capital > 0
            )
              last++;
          if (!is(last + 1, Class.organisation | Class.street) || tokens[last + 1]!.capital === 0)
            add(index, last, 'warn', ['a title and a surname'], 'title');
          continue;
        }
      }
    }

    // Initial(s) and surname.
    if (isInitial(index) && tokens[index + 1] !== undefined && dotted(index + 1)) {
      let family = index + 1;
      while (family < index + 3 && isInitial(family) && dotted(family + 1)) family++;
      const dots = (tokens[index + 1]!.gap & Gap.dot) !== 0;
      const score = surnameScore(family);
      const family_ = tokens[family];
      const suffixed = is(family + 1, Class.street | Class.organisation) && tokens[family + 1]!.capital > 0;
      if (
        family_ !== undefined &&
        score >= 0 &&
        (mixedCase ? family_.capital > 0 : score >= 3) &&
        taken[family] === 0 &&
        !suffixed &&
        tokens[index]!.kind === 'word'
      ) {
        const points =
          score +
          (is(family + 1, Class.verbAfterName) ? 1 : 0) +
          (index === 0 ? 1 : 0) +
          (tokens[family]!.possessive ? 1 : 0) +
          (dots ? (family > index + 1 ? 3 : 2) : 0) +
          (strongSlot ? 2 : slot ? 1 : 0);
        const everyday =
          token.text === 'u' ||
          (!dots && (['a', 'i', 'o', 'e', 'y', 'u', 'r', 'n', 'b', 'c'].includes(token.text) || !mixedCase));
        const numbered =
          index > 0 &&
          (tokens[index - 1]!.kind === 'number' ||
            [
              'vitamin',
              'plan',
              'hepatitis',
              'hep',
              'gate',
              'group',
              'section',
              'door',
              'building',
              'part',
              'type',
              'unit',
              'option',
              'suite',
              'room',
              'apt',
              'bldg',
              'lot',
              'wing',
              'table',
              'line',
              'exit',
              'seat',
            ].includes(text(index - 1)));
        if (points >= 4 && !everyday && !numbered) {
          while (
            tokens[family + 1] !== undefined &&
            (tokens[family + 1]!.gap & Gap.hyphen) !== 0 &&
            tokens[family + 1]!.gap === Gap.hyphen &&
            surnameScore(family + 1) >= 0
          )
            family++;
          add(index, family, 'block', ['initial and surname'], 'initial');
          index = family;
          continue;
        }
      }
    }

    const given = givenOf(index);
    if (given === null) continue;
    // A longer run of words that no dictionary has is another language, not a name.
    if (given === 'unknown' && between(index) && index > 0 && givenOf(index - 1) === 'unknown') continue;
    if (token.possessive) continue;
    if (mixedCase && token.capital === 0 && given !== 'sure') continue;
    // Walk over middle names, initials and particles to the surname.
    let last = -1;
    let best = -9;
    for (let at = index + 1; at <= index + 5 && at < tokens.length; at++) {
      const part = tokens[at]!;
      if (!dotted(at) || taken[at] !== 0) break;
      if ((part.gap & Gap.dot) !== 0 && tokens[at - 1]!.text.length > 2) break;
      if (mixedCase && part.capital === 0 && !is(at, Class.particle) && token.capital > 0) {
        // "Keisha monroe" with one capital is still a name when both are known; anything else in lower case ends it.
        if (!(
          at === index + 1 &&
          given === 'sure' &&
          surnameScore(at) === 3 &&
          (part.classes & Class.plainWord) === 0
        ))
          break;
      }
      if (isInitial(at)) {
        continue;
      }
      const score = part.gap === Gap.hyphen && last < 0 ? -1 : surnameScore(at);
      if (part.gap === Gap.hyphen && last < 0 && part.kind === 'word' && at === index + 1) continue;
      if (score >= 0) {
        best = Math.max(best, score);
        last = at;
        if (part.possessive) break;
        continue;
      }
      if (
        score < 0 &&
        tokens[at + 1]?.gap === Gap.hyphen &&
        tokens[at + 1]!.kind === 'word' &&
        part.capital > 0 &&
        surnameScore(at + 1) >= 2
      )
        continue;
      if (
        is(at, Class.firstName | Class.wordyFirstName) &&
        part.capital > 0 &&
        at === index + 1 &&
        (part.classes & Class.plainWord) === 0 &&
        surnameScore(at + 1) >= 2 &&
        between(at + 1)
      )
        continue;
      // "Femke de Wit": what follows a particle is a surname, be it a word or not.
      if (
        is(at, Class.particle) &&
        mixedCase &&
        tokens[at + 1]?.capital === 1 &&
        between(at + 1) &&
        given !== 'wordy' &&
        !is(at + 1, Class.organisation | Class.firstName)
      ) {
        best = Math.max(best, 2);
        last = at + 1;
        break;
      }
      if (
        is(at, Class.particle) &&
        at + 1 < tokens.length &&
        !(['y', 'e'].includes(part.text) && (last < 0 || is(at + 1, Class.firstName)))
      )
        continue;
      break;
    }
    if (
      last < 0 &&
      !mixedCase &&
      given === 'sure' &&
      strongSlot &&
      tokens[index + 1] !== undefined &&
      between(index + 1) &&
      tokens[index + 1]!.kind === 'word' &&
      tokens[index + 1]!.text.length >= 4 &&
      tokens[index + 1]!.classes === 0 &&
      !isCommon(tokens[index + 1]!.text) &&
      !clinical(tokens[index + 1]!) &&
      (tokens[index + 2] === undefined || tokens[index + 2]!.classes !== 0)
    ) {
      add(index, index + 1, 'block', [
        'a known first name and a word no dictionary has',
        'where a person is named',
      ]);
      index++;
      continue;
    }
    if (last < 0) continue;
    // A hyphen inside either name; a suffix after it.
    const next = tokens[last + 1];
    if (
      next !== undefined &&
      next.capital > 0 &&
      mixedCase &&
      between(last + 1) &&
      is(last + 1, Class.organisation | Class.street | Class.state) &&
      !tokens[last]!.possessive
    )
      continue;
    if (
      next !== undefined &&
      !mixedCase &&
      is(last + 1, Class.street | Class.organisation) &&
      between(last + 1) &&
      !['desk', 'home', 'house', 'team', 'run', 'walk', 'visit'].includes(next.text) &&
      !tokens[last]!.possessive
    )
      continue;
    if (
      next !== undefined &&
      (next.gap & Gap.comma) !== 0 &&
      is(last + 1, Class.stateCode) &&
      next.capital === 2 &&
      next.text.length === 2
    )
      continue;
    if (tokens[index - 1]?.kind === 'number' && is(last + 1, Class.street)) continue;
    const pair = `${token.stem} ${tokens[index + 1]!.stem}`;
    if (publicPeople.has(pair) || publicPeople.has(`${token.stem} ${tokens[last]!.stem}`)) continue;
    let points = given === 'sure' ? 3 : given === 'wordy' ? 1 : 0;
    points += best;
    const evidence = [
      given === 'sure'
        ? 'a known first name'
        : given === 'wordy'
          ? 'a first name that is also a word'
          : 'a capitalised word',
      best === 3
        ? 'a known surname'
        : best === 2
          ? 'a surname that is also a word or first name'
          : 'another capitalised word',
    ];
    if (mixedCase && token.capital > 0 && tokens[last]!.capital > 0) points += 1;
    if (strongSlot) points += 2;
    else if (slot) points += 1;
    if (strongSlot || slot) evidence.push('where a person is named');
    if (tokens[last]!.possessive) points += 1;
    if (hidden(token) || hidden(tokens[last]!)) {
      points += 3;
      evidence.push('letters of another script');
    }
    if (is(last + 1, Class.verbAfterName)) points += 1;
    // Two capitalised words that no dictionary has are most often a name, unless they follow "at", "in" or "the".
    if (
      mixedCase &&
      given === 'unknown' &&
      best === 3 &&
      index > 0 &&
      tokens[index - 1]!.sentence === token.sentence &&
      !['at', 'in', 'near', 'from', 'the', 'our', 'a', 'an', 'via', 'use'].includes(text(index - 1)) &&
      token.capital === 1
    )
      points += 1;
    if (
      mixedCase &&
      given === 'unknown' &&
      best === 0 &&
      last === index + 1 &&
      token.text.length >= 3 &&
      tokens[last]!.text.length >= 3 &&
      !['at', 'in', 'near', 'from', 'the', 'our', 'a', 'an', 'via', 'use', 'app'].includes(text(index - 1)) &&
      token.capital === 1 &&
      tokens[last]!.capital === 1
    ) {
      points += 2;
      evidence.push('no ordinary words');
    }
    if (strongSlot && mixedCase && given === 'unknown' && best === 0) {
      const closed =
        next === undefined ||
        (next.gap & (Gap.comma | Gap.stop | Gap.dot | Gap.hyphen | Gap.exclamation)) !== 0;
      const afterPerson =
        is(index - 1, Class.relation | Class.title | Class.greeting) ||
        ['patient', 'pt', 'named', 'client', 'member', 'guardian', 'paciente'].includes(text(index - 1));
      if (
        text(index - 1) === 'is' &&
        ['there', 'available', 'home', 'ur', 'your', 'you', 'still', 'ok', 'coming', 'with'].includes(
          text(last + 1),
        )
      )
        points += 2;
      else if (
        last === index + 1 &&
        (afterPerson || closed || is(last + 1, Class.verbAfterName) || tokens[last]!.possessive)
      )
        points += 2;
    }
    const ends =
      next === undefined ||
      next.kind !== 'word' ||
      (next.gap & ~Gap.space) !== 0 ||
      is(last + 1, Class.verbAfterName);
    // All in lower case: two words of no dictionary where a person is named.
    if (!mixedCase && token.capital === 0 && given === 'unknown') {
      if (!strongSlot || !ends || best < 2 || last !== index + 1) continue;
      points += 2;
    }
    if (
      mixedCase &&
      given === 'wordy' &&
      best === 2 &&
      ends &&
      token.capital === 1 &&
      tokens[last]!.capital === 1 &&
      !['love', 'dear', 'king', 'queen', 'happy'].includes(token.text)
    )
      points += 1;
    if (
      text(index - 1) === 'the' &&
      ['family', 'household', 'kids', 'residence', 'twins'].includes(text(last + 1))
    )
      points += 3;
    if (best === 1 && !(strongSlot || tokens[last]!.possessive || ends)) continue;
    if (['in', 'at', 'near', 'downtown'].includes(text(index - 1)) && given !== 'sure') points -= 3;
    const threshold = mixedCase ? 5 : 6;
    if (points < threshold) continue;
    if (
      !mixedCase &&
      (best < 2 || (token.capital === 0 && !strongSlot && token.text.length + tokens[last]!.text.length < 10))
    )
      continue;
    if (
      given === 'wordy' &&
      best === 2 &&
      !strongSlot &&
      !tokens[last]!.possessive &&
      !(mixedCase && ends && points >= 5) &&
      !is(last + 1, Class.verbAfterName)
    )
      continue;
    if (
      token.text === tokens[last]!.text ||
      (token.written.includes("'") && !/^[DOL]'[A-Z]/.test(token.written)) ||
      last - index > 4
    )
      continue;
    if (
      given === 'unknown' &&
      last - index >= 3 &&
      !is(index + 1, Class.particle) &&
      !is(index + 2, Class.particle)
    )
      continue;
    const reversed =
      given === 'unknown' &&
      best === 2 &&
      index === 0 &&
      last === 1 &&
      givenOf(last) === 'sure' &&
      (next === undefined || next.kind !== 'word');
    if (given === 'unknown' && best === 2 && !strongSlot && !reversed) continue;
    if (mixedCase && (token.capital === 0) !== (tokens[last]!.capital === 0) && !strongSlot) continue;
    if (mixedCase && token.capital === 0 && best < 3) continue;
    let first = index;
    if (index > 0 && is(index - 1, Class.title) && taken[index - 1] === 0) first = index - 1;
    if (['jr', 'sr', 'ii', 'iii'].includes(text(last + 1)) && dotted(last + 1)) last++;
    add(first, last, 'block', evidence);
    index = last;
  }
  return findings;
}
