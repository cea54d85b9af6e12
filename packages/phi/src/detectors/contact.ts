import { listed } from '../text/listed.ts';
import type { Reading } from '../text/reading.ts';
import { Gap } from '../text/tokens.ts';
import type { Freed } from '../text/value.ts';
import type { RawFinding } from './finding.ts';

const genericMailboxes = new Set(
  'info billing support help contact frontdesk front.desk front-desk reception office admin appointments appts scheduling schedule records medicalrecords noreply no-reply hello hr jobs careers care team careteam service services customerservice referrals referral refills pharmacy intake nurse nurses clinic privacy compliance sales news newsletter events feedback portal staff help.desk helpdesk webmaster mail inquiries membership outreach volunteer donate accounts payments citas desk portalhelp portalsupport it ithelp'.split(
    ' ',
  ),
);
const businessBefore = listed('businessBefore');
const ownerWords = new Set('your ur his her their su tu yours hers'.split(' '));
const contactNouns = listed('contactNouns');
const personVerbs = listed('personVerbs');

/** A person's own phone number or e-mail address; the business's own pass. */
export function findContacts(reading: Reading, freed: Freed): RawFinding[] {
  const findings: RawFinding[] = [];
  const { tokens } = reading;
  const text = (index: number): string => tokens[index]?.text ?? '';
  const personal = (first: number, last: number): string | null => {
    const { sentence } = tokens[first]!;
    let from = first;
    while (from > 0 && tokens[from - 1]!.sentence === sentence && first - from < 16) from--;
    let to = last;
    while (to + 1 < tokens.length && tokens[to + 1]!.sentence === sentence && to - last < 16) to++;
    for (let index = first - 1; index >= Math.max(from, first - 5); index--)
      if (
        businessBefore.has(text(index)) &&
        !ownerWords.has(text(index - 1)) &&
        !(text(index) === 'text' && ['her', 'him', 'them'].includes(text(index + 1)))
      )
        return null;
    for (let index = from; index <= to; index++) {
      if (index >= first && index <= last) continue;
      const word = text(index);
      if (['us', 'our', 'ours', 'llamenos'].includes(word)) return null;
      if (ownerWords.has(word)) {
        for (let ahead = index + 1; ahead <= Math.min(to, index + 4); ahead++)
          if (contactNouns.has(text(ahead)) && text(ahead + 1) !== 'us') return `"${word} … ${text(ahead)}"`;
      }
      if (tokens[index]!.possessive && contactNouns.has(text(index + 1))) return "somebody's number or mail";
      if (
        (word === 'best' ||
          word === 'good' ||
          word === 'right' ||
          word === 'new' ||
          word === 'current' ||
          word === 'still' ||
          word === 'correct' ||
          word === 'mejor') &&
        ['number', 'phone', 'email', 'numero', 'contact', 'way', 'good', 'one', 'correo'].includes(
          text(index + 1),
        )
      )
        return `"${word} ${text(index + 1)}"`;
      if ((word === 'him' || word === 'her' || word === 'them') && personVerbs.has(text(index - 1)))
        return `"${text(index - 1)} ${word}"`;
      if (word === 'reached' && index < first) return '"can be reached"';
      if (word === 'file' && text(index - 1) === 'on') return '"on file"';
      if (word === 'cell' || word === 'celular' || word === 'landline') return `"${word}"`;
      if ((word === 'called' || word === 'texted' || word === 'calling') && text(index + 1) === 'from')
        return '"called from"';
      if (word === 'emergency' && text(index + 1) === 'contact') return '"emergency contact"';
      if ((word === 'her' || word === 'his') && text(index + 1) === 'at' && index + 2 >= first - 1)
        return 'a third person';
      if (['shes', 'hes', 'theyre'].includes(word) || ((word === 'she' || word === 'he') && index > last))
        return 'a third person';
    }
    return null;
  };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.kind === 'email') {
      const mailbox = token.text.slice(0, token.text.indexOf('@'));
      if (genericMailboxes.has(mailbox) || genericMailboxes.has(mailbox.replaceAll(/[._-]/g, ''))) continue;
      let business = false;
      for (let back = index - 1; back >= Math.max(0, index - 5); back--)
        if (
          [
            'our',
            'us',
            'office',
            'clinic',
            'billing',
            'support',
            'records',
            'desk',
            'hr',
            'questions',
            'manager',
          ].includes(text(back)) &&
          !ownerWords.has(text(back - 1))
        )
          business = true;
      if (!business)
        findings.push({
          start: token.start,
          end: token.end,
          type: 'EMAIL',
          severity: 'warn',
          detector: 'contact',
          evidence: ["an address that is not the business's own by name or context"],
        });
      continue;
    }
    if (token.kind !== 'number' || freed.has(index)) continue;
    const first = index;
    let last = -1;
    const joined = (at: number): boolean =>
      tokens[at]?.kind === 'number' &&
      (tokens[at]!.gap & (Gap.stop | Gap.newline | Gap.comma | Gap.colon)) === 0;
    if (token.text.length === 10 && /^[2-9]/.test(token.text)) last = index;
    else if (token.text.length === 11 && token.text.startsWith('1')) last = index;
    else {
      const area = token.text === '1' && joined(index + 1) ? index + 1 : index;
      if (
        tokens[area]!.text.length === 3 &&
        joined(area + 1) &&
        text(area + 1).length === 3 &&
        joined(area + 2) &&
        text(area + 2).length === 4
      )
        last = area + 2;
      else if (tokens[area]!.text.length === 3 && joined(area + 1) && text(area + 1).length === 7)
        last = area + 1;
      else if (
        area === index &&
        token.text.length === 3 &&
        joined(index + 1) &&
        text(index + 1).length === 4 &&
        (tokens[index + 1]!.gap & (Gap.hyphen | Gap.dot)) !== 0
      )
        last = index + 1;
    }
    if (last < 0) continue;
    const why = personal(first, last);
    if (why !== null) {
      const open = reading.folded[tokens[first]!.start - 1] === '(' ? 1 : 0;
      findings.push({
        start: tokens[first]!.start - open,
        end: tokens[last]!.end,
        type: 'PHONE',
        severity: 'warn',
        detector: 'contact',
        evidence: [why],
      });
    }
    index = last;
  }
  return findings;
}

/** A person's phone or e-mail beside a full name or clinical content is no longer only a warning. */
export function raiseContacts(findings: RawFinding[]): void {
  const tied = findings.some((finding) => finding.severity === 'block' && finding.detector !== 'contact');
  if (!tied) return;
  for (const finding of findings) {
    if (finding.detector === 'contact') {
      finding.severity = 'block';
      finding.evidence.push('beside another protected detail');
    }
  }
}
