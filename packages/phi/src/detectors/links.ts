import { listed } from '../text/listed.ts';
import { Class } from '../lexicon/classes.ts';
import { know, type Reading } from '../text/reading.ts';
import type { RawFinding } from './finding.ts';

const personKeys = listed('personKeys');
const personFolders = listed('personFolders');
/** Clinical words that tell on whoever a link is sent to. */
const sensitiveSlugs = listed('sensitiveSlugs');
const harmlessFolders = listed('harmlessFolders');

/** Links whose path or query carries a person's data. */
export function findLinks(reading: Reading): RawFinding[] {
  const findings: RawFinding[] = [];
  const { isSurname, lexicon } = know();
  for (const token of reading.tokens) {
    if (token.kind !== 'url') continue;
    const link = token.written.toLowerCase().replace(/^[a-z]+:\/\//, '');
    const slash = link.search(/[/?#]/);
    if (slash < 0) continue;
    const rest = link.slice(slash, slash + 400);
    reading.steps.count += rest.length;
    const query = rest.search(/[?#]/);
    const path = query < 0 ? rest : rest.slice(0, query);
    let why = '';
    for (const pair of query < 0 ? [] : rest.slice(query + 1).split(/[&;?#]/)) {
      const [key, value] = pair.split('=');
      if (value === undefined || value === '') continue;
      if (
        personKeys.has(key!.replaceAll(/[^a-z_]/g, '')) &&
        !['test', 'result', 'user', 'provider'].includes(key!) &&
        // "?ln=es" is a language
        !(key === 'ln' && value.length === 2)
      )
        why = `"${key}" in the query`;
      else if (/^\d{4}-\d\d-\d\d$/.test(value) && /birth|dob/.test(key!)) why = 'a date in the query';
      else if (/@|%40/.test(value)) why = 'an e-mail address in the query';
    }
    const folders = path.split('/').filter((folder) => folder !== '');
    for (const [index, folder] of folders.entries()) {
      if (why !== '' || (index > 0 && harmlessFolders.has(folders[index - 1]!.replaceAll('-', '')))) continue;
      const number = /\d{4,}/.test(folder);
      if (number && index > 0 && personFolders.has(folders[index - 1]!.replaceAll('-', '')))
        why = 'a number after a person’s folder';
      if (/^(?:mrn|pt|patient|acct|chart|member)[-_]?\d{3,}$/.test(folder))
        why = 'a record number in the path';
      if (/(?:19[0-9]{2}|200[0-9]|201[0-2])-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])/.test(folder))
        why = 'a date from a life in the path';
      if (/@|%40/.test(folder)) why = 'an e-mail address in the path';
      if (/^\d{3}-\d{2}-\d{4}$/.test(folder)) why = 'an SSN in the path';
      if (
        folder.length <= 40 &&
        folder.split(/[-_]/).some((part) => sensitiveSlugs.has(part)) &&
        folders.length > 1
      )
        why = 'a clinical word in the path';
      const parts = folder
        .replace(/\.(?:html?|php|pdf|aspx?|jsp|jpe?g|png|docx?)$/, '')
        .split(/[-_.+]|%20/)
        .filter((part) => part !== '');
      if (parts.length >= 2 && parts.length <= 4 && parts[0] !== 'dr') {
        for (let at = 0; at + 1 < parts.length; at++) {
          const given = lexicon.words.get(parts[at]!);
          const family = parts[at + 1]!;
          const familyWord = lexicon.words.get(family);
          if (
            given !== undefined &&
            (given.classes & Class.firstName) !== 0 &&
            (given.classes & (Class.wordyFirstName | Class.plainWord)) === 0 &&
            (isSurname(family) ||
              (folder.includes('.') && family.length > 3 && familyWord === undefined) ||
              ((familyWord?.classes ?? 0) & (Class.wordySurname | Class.firstName)) !== 0)
          )
            why = 'a name in the path';
          const reversed = lexicon.words.get(family);
          if (
            reversed !== undefined &&
            (reversed.classes & Class.firstName) !== 0 &&
            (reversed.classes & (Class.wordyFirstName | Class.plainWord)) === 0 &&
            isSurname(parts[at]!) &&
            ((given?.classes ?? 0) & Class.plainWord) === 0
          )
            why = 'a name in the path';
        }
      }
    }
    if (why !== '')
      findings.push({
        start: token.start,
        end: token.end,
        type: 'URL',
        severity: 'block',
        detector: 'links',
        evidence: [why],
      });
  }
  return findings;
}
