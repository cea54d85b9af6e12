import { describe, expect, test } from 'vitest';
import { toHttpEvent, type GatewayRequest } from './http-event.ts';

const eventOf = (request: Partial<GatewayRequest>) =>
  toHttpEvent(
    {
      method: 'POST',
      target: '/webhooks/twilio/key/inbound',
      headers: [['Host', 'localhost:4000']],
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
      ...request,
    },
    { apiId: 'api', routeKey: 'POST /webhooks/{proxy+}', pathParameters: {} },
    new Date('2020-03-12T19:03:58.123Z'),
  );

describe('bodies', () => {
  test.each([
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['application/octet-stream', true],
    ['application/problem+json', true],
    [undefined, true],
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/xml', false],
  ])('of type %s arrive base64-encoded: %s', (type, encoded) => {
    const body = Buffer.from('Body=Caf%C3%A9&From=%2B1');
    const event = eventOf({ headers: type === undefined ? [] : [['Content-Type', type]], body });
    expect(event.isBase64Encoded).toBe(encoded);
    expect(event.body).toBe(body.toString(encoded ? 'base64' : 'utf8'));
  });

  test('that are empty are absent', () => {
    expect(eventOf({})).not.toHaveProperty('body');
    expect(eventOf({}).isBase64Encoded).toBe(false);
  });
});

describe('paths and queries', () => {
  test('the path comes decoded and cut at a decoded question mark, the query still encoded', () => {
    const event = eventOf({ target: '/a%20b/c%3Fd?q=%2B1&q=2&empty=' });
    expect(event.rawPath).toBe('/a b/c');
    expect(event.requestContext.http.path).toBe('/a b/c');
    expect(event.rawQueryString).toBe('q=%2B1&q=2&empty=');
    expect(event.queryStringParameters).toEqual({ q: '+1,2', empty: '' });
  });

  test('what is empty is absent, not null', () => {
    const event = eventOf({});
    expect(event.rawQueryString).toBe('');
    for (const name of ['queryStringParameters', 'pathParameters', 'cookies', 'stageVariables'])
      expect(event).not.toHaveProperty(name);
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });
});

test('header names are lower-cased, repeats joined, and cookies stand apart', () => {
  const event = eventOf({
    headers: [
      ['X-Twice', 'a'],
      ['x-twice', 'b'],
      ['Cookie', 'one=1; two=2'],
    ],
  });
  expect(event.headers['x-twice']).toBe('a,b');
  expect(event.headers).not.toHaveProperty('cookie');
  expect(event.cookies).toEqual(['one=1', 'two=2']);
});

test('times are written as the gateway writes them', () => {
  expect(eventOf({}).requestContext).toMatchObject({
    time: '12/Mar/2020:19:03:58 +0000',
    timeEpoch: 1584039838123,
  });
});
