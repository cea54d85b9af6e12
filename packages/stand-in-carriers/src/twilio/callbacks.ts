import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { WebhookAnswer } from '../webhooks.ts';
import { signature } from './signature.ts';

type Overrides = {
  readonly readMs: number;
  readonly totalMs: number;
  readonly retries: number;
  readonly on: Set<string>;
};

const clamp = (text: string | null, fallback: number, least: number, most: number): number => {
  const value = text === null || text === '' ? fallback : Number(text);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
};

/** Connection overrides from the URL's fragment: `#rc=3&rp=all&rt=5000`. */
export const connectionOverrides = (url: string): Overrides => {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '');
  return {
    readMs: clamp(fragment.get('rt'), 15_000, 100, 15_000),
    totalMs: clamp(fragment.get('tt'), 15_000, 100, 15_000),
    retries: clamp(fragment.get('rc'), 1, 0, 5),
    on: new Set((fragment.get('rp') ?? 'ct').split(',')),
  };
};

const shouldRetry = (answer: WebhookAnswer, on: Set<string>): boolean => {
  const kind = !answer.ok
    ? answer.reason === 'connect'
      ? 'ct'
      : 'rt'
    : answer.status >= 500
      ? '5xx'
      : answer.status >= 400
        ? '4xx'
        : null;
  return kind !== null && (on.has(kind) || on.has('all'));
};

/** Posts one signed form to our webhook, with Twilio's retries; what fails after them is lost. */
export const callBack = async (
  context: Context,
  authToken: string,
  url: string,
  params: readonly (readonly [string, string])[],
): Promise<WebhookAnswer> => {
  const { readMs, totalMs, retries, on } = connectionOverrides(url);
  const target = url.split('#')[0]!;
  const deadline = performance.now() + totalMs;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    accept: '*/*',
    'user-agent': 'TwilioProxy/1.1',
    'X-Twilio-Signature': signature(authToken, target, params),
    'I-Twilio-Idempotency-Token': randomUUID(),
  };
  const body = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value])).toString();
  for (let tries = 0; ; tries += 1) {
    const timeoutMs = Math.max(1, Math.min(readMs, deadline - performance.now()));
    const answer = await context.webhooks.post({ url: target, headers, body, timeoutMs });
    if (tries < retries && performance.now() < deadline && shouldRetry(answer, on)) continue;
    if (!answer.ok) context.log(`twilio: 11200 webhook ${answer.reason}`);
    else if (answer.status >= 400) context.log(`twilio: 11200 webhook answered ${answer.status}`);
    return answer;
  }
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescapeXml = (text: string): string =>
  text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));/gi,
    (_all, name: string, dec: string, hex: string) =>
      name
        ? entities[name.toLowerCase()]!
        : String.fromCodePoint(dec ? Number(dec) : Number.parseInt(hex, 16)),
  );

/** The texts that an answer to an inbound webhook asks Twilio to send: TwiML's messages, or a plain text itself. */
export const repliesOf = (answer: WebhookAnswer): string[] => {
  if (!answer.ok || answer.status !== 200) return [];
  const type = (answer.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type === 'text/plain') return answer.body === '' ? [] : [answer.body];
  if (!['text/xml', 'application/xml', 'text/html'].includes(type)) return [];
  return [...answer.body.matchAll(/<Message\b[^>]*>([\s\S]*?)<\/Message>/g)].map(([, inner = '']) =>
    unescapeXml(/<Body>([\s\S]*?)<\/Body>/.exec(inner)?.[1] ?? inner.replace(/<[^>]*>/g, '')).trim(),
  );
};
