import { listed } from '../text/listed.ts';
import { Frame } from '../lexicon/frames.ts';
import type { Match } from '../text/reading.ts';
import { setOf, type WordSet } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import type { PhiType } from '../types.ts';
import { longest, type Context } from './context.ts';
import type { RawFinding } from './finding.ts';

/** What a body part does or is when something is wrong with it. */
const complaints = listed('bodyComplaints');
/** "How is the knee?", "your back feels better": its state asked after or told. */
const states = setOf('better worse healing healed heals heal doing mejor peor');
const inquiries = setOf('how hows como hope');
/** Only with "out" or "up" after it: "the knee gave out", "locks up". */
const phrasal = setOf('giving give gave gives falling lock locking locks');
const conditions = listed('bodyConditions');
const fillers = listed('bodyFillers');
const between = listed('bodyLinks');
const links = listed('bodyJoins');
/** Parts whose names are everyday words: these want somebody's part. */
const everydayParts = listed('everydayParts');
const owners = listed('bodyOwners');

/** "Your knee gave out", "tingling in your fingers", "hip fracture": a body part and what is wrong with it, in either order. */
export function findBodyComplaints(context: Context, known: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const parts = reading.matches.filter((match) => match.entry.kind === 'bodyPart');
  if (parts.length === 0) return findings;

  const near = (index: number, sentence: number): boolean => tokens[index]?.sentence === sentence;
  /** Where a complaint follows the part, only fillers between; -1 where none does. */
  const after = ({ last }: Match, words: WordSet, reach: number): number => {
    const { sentence } = tokens[last]!;
    for (let index = last + 1; index <= last + reach && near(index, sentence); index++) {
      if ((tokens[index]!.gap & (Gap.comma | Gap.colon | Gap.stop | Gap.newline)) !== 0) return -1;
      if (words.has(text(index)))
        return phrasal.has(text(index)) && !['out', 'up', 'asleep'].includes(text(index + 1)) ? -1 : index;
      if (!fillers.has(text(index))) return -1;
    }
    return -1;
  };
  const before = ({ first }: Match, words: WordSet): number => {
    const { sentence } = tokens[first]!;
    let linked = false;
    for (let index = first - 1; index >= first - 5 && index >= 0 && near(index, sentence); index--) {
      if ((tokens[index + 1]!.gap & (Gap.comma | Gap.colon | Gap.stop | Gap.newline)) !== 0) return -1;
      if (words.has(text(index))) return linked || index === first - 1 ? index : -1;
      if (!between.has(text(index))) return -1;
      if (links.has(text(index))) linked = true;
    }
    return -1;
  };
  const add = (first: number, last: number, type: PhiType, part: Match): void => {
    const { start } = tokens[first]!;
    const { end } = tokens[last]!;
    if (known.some((finding) => finding.severity === 'block' && finding.start <= start && finding.end >= end))
      return;
    findings.push({
      start,
      end,
      type,
      severity: 'block',
      detector: 'body-complaints',
      evidence: [`"${part.entry.phrase}" with "${text(first === part.first ? last : first)}"`],
    });
  };

  for (const part of longest(parts)) {
    reading.steps.count += 6;
    const { first, last } = part;
    if (context.firstPerson(first) || context.inPlace(first, last) !== null) continue;
    const things = (context.frame(first) & Frame.things) !== 0;
    const owned = owners.has(text(first - 1)) || context.bound(first, last) !== null;
    const everyday = first === last && everydayParts.has(text(first));
    if ((context.publicEvent || context.openOffer) && context.personal(first, last) === null) continue;
    const definite = ['your', 'ur', 'her', 'his', 'the', 'su', 'that'].includes(text(first - 1));
    if (context.conditional(first) && !definite) continue;
    let word = after(part, complaints, 5);
    let type: PhiType = 'SYMPTOM';
    if (word < 0) {
      word = after(part, conditions, 3);
      if (word >= 0) type = 'DIAGNOSIS';
    }
    if (word < 0 && definite && !things) {
      word = after(part, states, 4);
      if (word < 0 && inquiries.has(text(first - (text(first - 2) === 'is' ? 3 : 2))) && !context.publicEvent)
        word = last;
    }
    let from = first;
    let to = word;
    if (word < 0) {
      word = before(part, complaints);
      if (word < 0) {
        word = before(part, conditions);
        if (word >= 0) type = 'DIAGNOSIS';
      }
      from = word;
      to = last;
    }
    if (word < 0 || context.covered(Math.min(from, to), Math.max(from, to)) || context.covered(word, word))
      continue;
    if (phrasal.has(text(word)) && to === word) to++;
    const strongTie = owned && !(text(first - 1) === 'the' && things);
    if (!strongTie && (things || (everyday && (context.frame(first) & (Frame.you | Frame.person)) === 0)))
      continue;
    // "broken hand dryer", "back door is broken": the part only names a thing.
    const next = tokens[last + 1];
    if (
      next !== undefined &&
      to === last &&
      next.gap === Gap.space &&
      ((next.word?.frame ?? 0) & Frame.things) !== 0
    )
      continue;
    add(from, to, type, part);
  }
  return findings;
}
