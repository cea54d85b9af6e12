import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { checkPhi, explainPhi } from './index.ts';

const usage =
  'usage: npm run -s phi -- FILE.jsonl   (lines {"id","text"})\n       npm run -s phi -- --text "one text to explain"\n';

const checkFile = async (path: string): Promise<void> => {
  const lines = createInterface({
    input: path === '-' ? process.stdin : createReadStream(path, 'utf8'),
    crlfDelay: Infinity,
  });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    let item: { id?: unknown; text?: unknown };
    try {
      item = JSON.parse(line) as { id?: unknown; text?: unknown };
    } catch {
      throw new Error(`line ${number} is not JSON`);
    }
    if (typeof item.text !== 'string') throw new Error(`line ${number} has no "text"`);
    const { block, findings } = checkPhi(item.text);
    const answer = {
      id: item.id,
      block,
      findings: findings.map(({ start, end, type, severity, message }) => ({
        start,
        end,
        type,
        severity,
        message,
      })),
    };
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
};

const explainText = (text: string): void => {
  const { block, findings, reasons, policyVersion, steps } = explainPhi(text);
  process.stdout.write(
    `${block ? 'BLOCKED' : findings.length > 0 ? 'allowed, with warnings' : 'nothing found'}  (policy ${policyVersion}, ${steps} steps)\n`,
  );
  for (const [index, finding] of findings.entries()) {
    const { detector, evidence } = reasons[index]!;
    process.stdout.write(
      `\n${finding.severity.toUpperCase()} ${finding.type} [${finding.start}, ${finding.end}) ${JSON.stringify(text.slice(finding.start, finding.end))}\n  detector: ${detector}\n  evidence: ${evidence.join('; ')}\n  ${finding.message}\n`,
    );
    if (finding.remedy !== undefined) process.stdout.write(`  remedy: ${finding.remedy.label}\n`);
    if (finding.remedyText !== undefined) process.stdout.write(`  instead: ${finding.remedyText}\n`);
  }
};

try {
  const { values, positionals } = parseArgs({
    options: { text: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.text !== undefined) explainText(values.text);
  else if (positionals[0] !== undefined) await checkFile(positionals[0]);
  else {
    process.stderr.write(usage);
    process.exitCode = 64;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 65;
}
