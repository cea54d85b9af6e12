import { listed } from '../text/listed.ts';
import { setOf } from '../text/set-of.ts';
import { Gap } from '../text/tokens.ts';
import { listedGroup, wordGroup } from '../text/word-group.ts';
import type { PhiType } from '../types.ts';
import type { Context } from './context.ts';
import type { RawFinding } from './finding.ts';

/** Second words of a pair: "alcohol counseling", "cholesterol pills", "liver doctor". */
const substanceCare = listedGroup('substanceCare');
const remedies = listedGroup('remedies');
const doctors = wordGroup('doctor doctors doc docs specialist specialists surgeon surgeons');

const substances = listed('substances');
/** Only care makes these a matter of treatment: "drug test" is, "drug store" is not; "smoking class" may be for anyone. */
const complaints = listed('treatedComplaints');
const organs = listed('organs');
const owners = setOf('your ur his her their su sus moms dads sons daughters');
const taking = listed('pairTaking');

/** Procedures known by two letters. */
const ampersands: Record<string, PhiType> = {
  'd&c': 'REPRODUCTIVE',
  'd&e': 'REPRODUCTIVE',
  'l&d': 'REPRODUCTIVE',
  't&a': 'PROCEDURE',
  'i&d': 'PROCEDURE',
};

/** Two words that together name a treatment, a remedy or a specialist, though neither does alone. */
export function findCarePairs(context: Context, known: readonly RawFinding[]): RawFinding[] {
  const { reading } = context;
  const { tokens } = reading;
  const findings: RawFinding[] = [];
  const text = (index: number): string => tokens[index]?.text ?? '';
  const add = (
    first: number,
    last: number,
    type: PhiType,
    severity: 'block' | 'warn',
    variant?: string,
  ): void => {
    const { start } = tokens[first]!;
    const { end } = tokens[last]!;
    if (known.some((finding) => finding.severity === 'block' && finding.start < end && finding.end > start))
      return;
    findings.push({
      start,
      end,
      type,
      severity,
      detector: 'care-pairs',
      evidence: [`"${text(first)} ${text(last)}"`],
      ...(variant === undefined ? {} : { variant }),
    });
  };
  // "D&C at 7", "T&A consult"
  for (let at = reading.folded.indexOf('&'); at >= 0; at = reading.folded.indexOf('&', at + 1)) {
    const index = tokens.findIndex((token) => token.end === at);
    const type = index < 0 ? undefined : ampersands[`${text(index)}&${text(index + 1)}`];
    if (
      type !== undefined &&
      tokens[index]!.capital + tokens[index + 1]!.capital > 0 &&
      tokens[index + 1]!.start === at + 1
    )
      add(index, index + 1, type, 'block');
  }
  if ((reading.groups & (substanceCare | remedies | doctors)) === 0) return findings;
  const vaccines = reading.matches.filter((match) => match.entry.kind === 'vaccine');
  const ofVaccine = (index: number): boolean =>
    vaccines.some((match) => match.last >= index && match.first <= index);
  const open = context.publicEvent || context.openOffer;
  for (let index = 1; index < tokens.length; index++) {
    const { groups, gap } = tokens[index]!;
    if ((groups & (substanceCare | remedies | doctors)) === 0) continue;
    if ((gap & ~(Gap.space | Gap.hyphen | Gap.slash | Gap.wide)) !== 0) continue;
    reading.steps.count++;
    const before = index - 1;
    const word = text(before);
    if (context.covered(before, index) || context.firstPerson(before)) continue;
    if ((groups & substanceCare) !== 0 && substances.has(word)) {
      if (open && context.personal(before, index) === null)
        add(before, index, 'SUBSTANCE_USE', 'warn', 'general');
      else add(before, index, 'SUBSTANCE_USE', 'block');
      continue;
    }
    if (context.inPlace(before, index) !== null) continue;
    if ((groups & remedies) !== 0 && complaints.has(word) && !ofVaccine(index)) {
      const first = word === 'pressure' && text(before - 1) === 'blood' ? before - 1 : before;
      if (open && context.personal(first, index) === null) continue;
      let owner = false;
      for (let back = Math.max(0, first - 3); back < first; back++)
        if (owners.has(text(back)) || tokens[back]!.possessive) owner = true;
      let verb = false;
      for (let at = Math.max(0, first - 8); at < Math.min(tokens.length, index + 8); at++)
        if (tokens[at]!.sentence === tokens[index]!.sentence && taking.has(text(at))) verb = true;
      const asked = context.asking(first) || context.conditional(first) || text(first - 1) === 'any';
      if (!owner && asked) add(first, index, 'MEDICATION', 'warn', 'class');
      else if (owner || verb) add(first, index, 'MEDICATION', 'block');
      else add(first, index, 'MEDICATION', 'warn', 'class');
      continue;
    }
    if ((groups & doctors) !== 0 && organs.has(word) && !open)
      add(
        before,
        index,
        'SPECIALTY',
        word === 'cancer' ? 'block' : 'warn',
        word === 'cancer' ? undefined : 'other',
      );
  }
  return findings;
}
