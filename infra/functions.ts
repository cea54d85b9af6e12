import type { httpRoutes } from './routes.ts';

/** What a function may do with items of the table. A transaction needs the actions of its parts. */
export type TableAction =
  'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

/**
 * What a function needs besides the table; each brings the environment variables and the permissions for it.
 *
 * - `identifier-key`: the key of the hash that makes conversation ids
 * - `line-secrets`: the carriers' credentials of the lines
 * - `delivery-schedules`: to make, move and remove one-off schedules that ring `dispatch`
 * - `public-url`: how people and carriers reach the product
 * - `connections`: to push to open websockets
 * - `media-write`, `media-read`: to keep the pictures that people sent, to show them
 * - `version`: the product's version
 */
export type Capability =
  | 'identifier-key'
  | 'line-secrets'
  | 'delivery-schedules'
  | 'public-url'
  | 'connections'
  | 'media-write'
  | 'media-read'
  | 'version';

/** One function: its limits, and everything it may touch. */
export type FunctionSpec = {
  readonly purpose: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
  readonly table: readonly TableAction[];
  readonly capabilities: readonly Capability[];
};

const readAndWrite = [
  'GetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
] as const;

/**
 * API Gateway gives up after 30 s. A function it waits for ends sooner, so that the caller gets our answer and the
 * carrier's own time limit has passed before that.
 */
const HTTP_TIMEOUT_SECONDS = 28;

/** Every function of the product but `token-claims`, which lives with the user pool. Grants are written here alone. */
export const functions = {
  health: {
    purpose: 'Tells that the API is up, and describes it.',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
    table: [],
    capabilities: ['version'],
  },
  conversations: {
    purpose: 'Reads the queue, threads and contact cards; changes a conversation.',
    memoryMegabytes: 1024,
    timeoutSeconds: HTTP_TIMEOUT_SECONDS,
    table: readAndWrite,
    capabilities: ['identifier-key'],
  },
  send: {
    purpose: 'Sends a text, at once or later.',
    memoryMegabytes: 1024,
    timeoutSeconds: HTTP_TIMEOUT_SECONDS,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'delivery-schedules', 'public-url'],
  },
  'schedule-actions': {
    purpose: 'Lists, cancels, edits and sends early what is scheduled.',
    memoryMegabytes: 1024,
    timeoutSeconds: HTTP_TIMEOUT_SECONDS,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'delivery-schedules', 'public-url'],
  },
  retry: {
    purpose: 'Tries a failed text again, settles an unconfirmed one.',
    memoryMegabytes: 1024,
    timeoutSeconds: HTTP_TIMEOUT_SECONDS,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'public-url'],
  },
  'phi-check': {
    purpose: 'Checks a text for protected health information; keeps the rules of an organisation.',
    memoryMegabytes: 1024,
    timeoutSeconds: 10,
    table: ['GetItem', 'PutItem'],
    capabilities: [],
  },
  planned: {
    purpose: 'Answers the routes of later versions.',
    memoryMegabytes: 256,
    timeoutSeconds: 5,
    table: [],
    capabilities: [],
  },
  'realtime-ticket': {
    purpose: 'Hands out single-use addresses for the websocket.',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
    table: ['PutItem'],
    capabilities: ['public-url'],
  },
  'carrier-webhook': {
    purpose: 'Takes what carriers report: texts received, statuses.',
    memoryMegabytes: 1024,
    timeoutSeconds: HTTP_TIMEOUT_SECONDS,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'public-url'],
  },
  socket: {
    purpose: 'Opens and closes websockets; subscriptions and presence.',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
    table: readAndWrite,
    capabilities: ['connections'],
  },
  'fan-out': {
    purpose: 'Pushes changes of conversations to whoever watches them.',
    memoryMegabytes: 512,
    timeoutSeconds: 30,
    table: ['GetItem', 'Query', 'DeleteItem'],
    capabilities: ['connections'],
  },
  'fetch-media': {
    purpose: 'Copies the pictures of texts that have just come in.',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'public-url', 'media-write'],
  },
  media: {
    purpose: 'Shows a picture that came with a text.',
    memoryMegabytes: 512,
    timeoutSeconds: HTTP_TIMEOUT_SECONDS,
    table: ['GetItem', 'PutItem'],
    capabilities: ['media-read'],
  },
  dispatch: {
    purpose: 'Delivers a text whose time has come.',
    memoryMegabytes: 1024,
    timeoutSeconds: 60,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'public-url'],
  },
  sweep: {
    purpose: 'Finishes each minute what a crash left half done.',
    memoryMegabytes: 1024,
    timeoutSeconds: 55,
    reservedConcurrency: 1,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'public-url', 'media-write'],
  },
  'carrier-upkeep': {
    purpose: "Renews the carriers' subscriptions and catches up with what they could not deliver.",
    memoryMegabytes: 512,
    timeoutSeconds: 120,
    reservedConcurrency: 1,
    table: readAndWrite,
    capabilities: ['identifier-key', 'line-secrets', 'public-url'],
  },
} as const satisfies Record<string, FunctionSpec> & Record<keyof typeof httpRoutes, FunctionSpec>;

export type AppFunctionName = keyof typeof functions;

/** All entry files: `functions/<name>/index.ts`. */
export const functionNames: readonly string[] = [...Object.keys(functions), 'token-claims'];
