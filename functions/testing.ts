import { routeKey, type Route } from '@sms/contract/routes';
import { Problem } from '@sms/contract/problem';
import type { Line, MessageState } from '@sms/domain';
import type { HttpHandler } from '@sms/lambda/http';
import { createLog, type EdgeLog } from '@sms/lambda/log';
import { createIdentifiers } from '@sms/messaging/identifiers';
import type { Carrier, SendOutcome, SendRequest, World } from '@sms/messaging/ports';
import { createMemoryMedia } from '@sms/media/memory';
import { createMemoryScheduler } from '@sms/scheduler/memory';
import { createMemorySockets } from '@sms/sockets/memory';
import { createMemoryStore } from '@sms/store/memory';
import { createMemorySessions } from '@sms/store/sessions-memory';

/** What the functions' tests share: a world in memory, and requests as the gateway makes them. */

export const line: Line = {
  organisation: 'acme',
  phone: '+12025550100',
  carrier: 'twilio',
  lineKey: 'line-key-one',
  ordinal: 1,
  helpText: null,
};

export const createTestWorld = () => {
  const store = createMemoryStore();
  const scheduler = createMemoryScheduler();
  const media = createMemoryMedia();
  const lines: object[] = [];
  const log: EdgeLog = createLog((_level, _sentence, fields) => lines.push(fields));
  const sent: SendRequest[] = [];
  const carrier: Carrier & { answer: () => SendOutcome } = {
    name: 'twilio',
    pacePerMinute: 60,
    answersHelp: true,
    answer: () => ({ kind: 'accepted', carrierMessageId: `SM${sent.length}` }),
    send: async (request) => {
      sent.push(request);
      return carrier.answer();
    },
    findSent: async () => [],
    changesSince: async () => ({ events: [], position: '1' }),
    fetchMedia: async () => null,
  };
  let now = new Date('2026-11-23T17:00:00.000Z');
  let ids = 0;
  const world: World & { readonly log: EdgeLog } = {
    store,
    media,
    scheduler,
    log,
    carrierFor: async () => carrier,
    clock: { now: () => now },
    newId: () => `id-${(ids += 1)}`,
    identifiers: createIdentifiers('key of the tests'),
    checkPhi: (text) => ({
      block: text.includes('diagnosis'),
      findings: text.includes('diagnosis')
        ? [{ start: 0, end: 1, type: 'DIAGNOSIS', severity: 'block', message: 'Leave it out.' }]
        : [],
      policyVersion: 'test',
    }),
    pause: async () => {},
    sleep: async () => {},
  };
  return {
    world,
    store,
    media,
    scheduler,
    sessions: createMemorySessions(),
    sockets: createMemorySockets(),
    carrier,
    sent,
    /** What was logged. */
    lines,
    messages: (): readonly MessageState[] => store.everything().messages,
    advance: (seconds: number): void => {
      now = new Date(now.getTime() + seconds * 1000);
    },
  };
};

export type Person = 'operator' | 'operator2' | 'viewer' | 'rival';

const claimsOf = (person: Person) => ({
  sub: person,
  token_use: 'access',
  organisation: person === 'rival' ? 'rival' : 'acme',
  permissions: person === 'viewer' ? '' : 'ce.sms.admin',
  name: `${person} person`,
});

export type RequestParts = {
  readonly as?: Person | null;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** The event of a request, as the gateway makes it: what is empty is absent. */
export const eventOf = (route: Pick<Route, 'method' | 'path'>, parts: RequestParts = {}) => ({
  version: '2.0',
  routeKey: routeKey(route),
  headers: { 'content-type': 'application/json', ...parts.headers },
  isBase64Encoded: false,
  requestContext:
    parts.as === null
      ? {}
      : { authorizer: { jwt: { claims: claimsOf(parts.as ?? 'operator'), scopes: null } } },
  ...(parts.params ? { pathParameters: parts.params } : {}),
  ...(parts.query ? { queryStringParameters: parts.query } : {}),
  ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
});

/** Calls a handler over a route and reads its answer; problems are checked for being problem documents. */
export const call = async (
  handler: HttpHandler,
  route: Pick<Route, 'method' | 'path'>,
  parts: RequestParts = {},
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> => {
  const answer = await handler(eventOf(route, parts));
  const body: unknown = answer.body === '' ? {} : JSON.parse(answer.body);
  if (answer.headers['content-type'] === 'application/problem+json') Problem.parse(body);
  return { status: answer.statusCode, body: body as Record<string, unknown> };
};
