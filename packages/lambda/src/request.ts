import type { z } from 'zod';
import type { Route } from '@sms/contract/routes';
import { RefusedError } from './problem.ts';

/** Largest body that the API reads, in bytes. */
export const maxBodyBytes = 64 * 1024;

/** Ids are opaque, but short. */
const maxParameterLength = 200;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The body's bytes: API Gateway says whether it encoded them. Null when there is none. */
export const bodyBytes = (event: unknown): Buffer | null => {
  const { body, isBase64Encoded } = record(event);
  if (typeof body !== 'string') return null;
  return Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
};

/** The headers, names in lower case. */
export const headersOf = (event: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record(record(event)['headers']))
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .map(([name, value]) => [name.toLowerCase(), value]),
  );

/** A path parameter; null when it is missing or longer than any id. */
export const parameterOf = (event: unknown, name: string): string | null => {
  const value = record(record(event)['pathParameters'])[name];
  return typeof value === 'string' && value !== '' && value.length <= maxParameterLength ? value : null;
};

/** In our own words: zod's may repeat what was sent. */
const messageOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'too_big':
      return `is larger or longer than ${String(issue.maximum)}`;
    case 'too_small':
      return `is smaller or shorter than ${String(issue.minimum)}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return 'has a member that is not known here';
    case 'invalid_format':
      return 'is not in the right form';
    default:
      return 'is not valid';
  }
};

/** Parses by a route's schema. @throws RefusedError `invalid_request`, which says where and why. */
const parse = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new RefusedError('invalid_request', 'Correct what `errors` names, then try again.', {
    errors: parsed.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: messageOf(issue),
    })),
  });
};

/** Half a surrogate pair can neither be stored nor sent. */
const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

const readJson = (event: unknown): unknown => {
  const bytes = bodyBytes(event);
  if (bytes === null || bytes.length === 0) {
    throw new RefusedError('invalid_json', 'Send a JSON document as the body.');
  }
  if (bytes.length > maxBodyBytes) {
    throw new RefusedError('body_too_large', `Send at most ${maxBodyBytes} bytes.`);
  }
  try {
    return JSON.parse(bytes.toString('utf8'), wellFormed) as unknown;
  } catch {
    throw new RefusedError('invalid_json', 'Send a JSON document as the body.');
  }
};

const readHeaders = (route: Route, event: unknown): unknown => {
  if (!route.headers) return undefined;
  const headers = headersOf(event);
  const needsKey = route.problems.includes('idempotency_key_required');
  if (needsKey && (headers['idempotency-key'] ?? '').trim() === '') {
    throw new RefusedError(
      'idempotency_key_required',
      'Make one key for this text and send it in the header Idempotency-Key, the same with every try.',
    );
  }
  return parse(route.headers, headers);
};

const readParameters = (route: Route, event: unknown): Record<string, string> =>
  Object.fromEntries(
    [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
      const value = parameterOf(event, name!);
      if (value === null) throw new RefusedError('not_found', 'There is nothing here.');
      return [name!, value];
    }),
  );

/** All that a route takes, read and checked by its own schemas. */
export const readRequest = (route: Route, event: unknown) => ({
  params: readParameters(route, event),
  query: route.query ? parse(route.query, record(record(event)['queryStringParameters'])) : undefined,
  headers: readHeaders(route, event),
  body: route.body ? parse(route.body, readJson(event)) : undefined,
});
