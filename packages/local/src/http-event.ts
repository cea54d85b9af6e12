import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A request as it came to the gateway. */
export type GatewayRequest = {
  readonly method: string;
  /** Path and query as sent, percent-encoded. */
  readonly target: string;
  /** Names in any case, repeats apart. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly sourceIp: string;
};

export type MatchedRoute = {
  readonly apiId: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly authorizer?: {
    readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: string[] | null };
  };
};

const textTypes = /^(text\/.+|application\/(json|xml|javascript|graphql))$/;

/** API Gateway hands over as text only what it knows to be text; all else, Twilio's forms too, comes as base64. */
export const arrivesAsText = (contentType: string | undefined): boolean =>
  textTypes.test((contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '');

/** Decodes a path as the gateway does; what is not valid percent-encoding stays. */
export const decodePath = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** Lower-cases names and joins repeats by commas. */
const joinRepeats = (pairs: Iterable<readonly [string, string]>): Record<string, string> => {
  const joined: Record<string, string> = {};
  for (const [name, value] of pairs) joined[name] = name in joined ? `${joined[name]},${value}` : value;
  return joined;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `12/Mar/2020:19:03:58 +0000` */
export const gatewayTime = (instant: Date): string => {
  const month = instant.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
  const time = [instant.getUTCHours(), instant.getUTCMinutes(), instant.getUTCSeconds()]
    .map(twoDigits)
    .join(':');
  return `${twoDigits(instant.getUTCDate())}/${month}/${String(instant.getUTCFullYear())}:${time} +0000`;
};

const isEmpty = (record: object): boolean => Object.keys(record).length === 0;

/**
 * The event of payload format 2.0, surprises included: the path decoded and cut at a decoded `?`, the query still
 * encoded, cookies only in `cookies`, and what is empty absent.
 */
export const toHttpEvent = (
  request: GatewayRequest,
  route: MatchedRoute,
  now: Date,
): APIGatewayProxyEventV2 => {
  const [path = '', query = ''] = request.target.split(/\?(.*)/s);
  const rawPath = decodePath(path).split('?')[0] ?? '';
  const lowerCased = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = joinRepeats(lowerCased.filter(([name]) => name !== 'cookie'));
  headers['content-length'] ??= String(request.body.length);
  headers['x-forwarded-for'] ??= request.sourceIp;
  const cookies = lowerCased
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split(/;\s*/))
    .filter((cookie) => cookie !== '');
  const queryStringParameters = joinRepeats(new URLSearchParams(query));
  const host = headers['host'] ?? 'localhost';
  const asText = arrivesAsText(headers['content-type']);
  const event = {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(isEmpty(queryStringParameters) ? {} : { queryStringParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: route.apiId,
      ...(route.authorizer ? { authorizer: route.authorizer } : {}),
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: '$default',
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
    },
    ...(isEmpty(route.pathParameters) ? {} : { pathParameters: route.pathParameters }),
    ...(request.body.length > 0 ? { body: request.body.toString(asText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: request.body.length > 0 && !asText,
  };
  // The published types say that claims may be numbers and lists; the gateway makes every value a string.
  return event as APIGatewayProxyEventV2;
};
