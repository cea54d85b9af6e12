import type { Problem } from '@sms/contract';
import { describe, expect, test, vi } from 'vitest';
import { createApi, Refused, SignedOut, Unanswered } from './client.ts';

const answer = (status: number, body: unknown): Response =>
  new Response(body === null ? null : JSON.stringify(body), { status });

const problem = (code: Problem['code'], status: number): Response =>
  answer(status, { type: 'about:blank', title: code, status, code });

const setup = (...answers: (Response | Error)[]) => {
  const calls: { address: string; init: RequestInit }[] = [];
  const credentials = {
    token: vi.fn(async (): Promise<string | null> => 'token'),
    renew: vi.fn(async () => false),
    end: vi.fn(),
    refuse: vi.fn(),
  };
  const send: typeof fetch = async (address, init = {}) => {
    calls.push({ address: String(address), init });
    const next = answers.shift();
    if (next === undefined || next instanceof Error) throw next ?? new Error('no more answers');
    return next;
  };
  return { api: createApi(credentials, send), calls, credentials };
};

describe('the API client', () => {
  test('puts ids into the path, lists into the query, words into the body', async () => {
    const { api, calls } = setup(answer(200, { items: [], nextCursor: null }), answer(201, { id: 'm' }));
    await api('GET /api/conversations/{id}/messages', { id: 'a/b', query: { limit: 50 } });
    await api('POST /api/conversations/{id}/messages', {
      id: 'c',
      body: { body: 'hello' },
      idempotencyKey: 'k',
    });
    expect(calls[0]!.address).toBe('/api/conversations/a%2Fb/messages?limit=50');
    expect(calls[1]!.address).toBe('/api/conversations/c/messages');
    expect(calls[1]!.init.body).toBe('{"body":"hello"}');
    expect(calls[1]!.init.headers).toMatchObject({
      authorization: 'Bearer token',
      'idempotency-key': 'k',
      'content-type': 'application/json',
    });
  });

  test('a refusal carries its problem', async () => {
    const { api } = setup(problem('opted_out', 409));
    const error = await api('POST /api/messages/{id}/cancel', { id: 'm' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).problem.code).toBe('opted_out');
  });

  test.each([
    ['nothing comes', new TypeError('failed to fetch'), 0],
    ['a gateway answers', answer(502, null), 502],
    ['the server breaks', problem('internal', 500), 500],
    ['the body is cut off', new Response('{"id":', { status: 200 }), 200],
  ])('%s: nobody knows what became of it', async (_case, reply, status) => {
    const { api } = setup(reply);
    const error = await api('POST /api/messages/{id}/cancel', { id: 'm' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unanswered);
    expect((error as Unanswered).status).toBe(status);
  });

  test('a token that ran out is renewed once, and the call made again', async () => {
    const { api, calls, credentials } = setup(answer(401, null), answer(200, { id: 'm' }));
    credentials.renew.mockResolvedValueOnce(true);
    await api('POST /api/messages/{id}/cancel', { id: 'm' });
    expect(calls).toHaveLength(2);
    expect(credentials.end).not.toHaveBeenCalled();
  });

  test('where it cannot be renewed, the session has ended', async () => {
    const { api, credentials } = setup(answer(401, null));
    await expect(api('GET /api/conversations')).rejects.toBeInstanceOf(SignedOut);
    expect(credentials.end).toHaveBeenCalledOnce();
  });

  test('a missing permission is told to the session', async () => {
    const { api, credentials } = setup(problem('forbidden', 403));
    await expect(api('GET /api/conversations')).rejects.toBeInstanceOf(Refused);
    expect(credentials.refuse).toHaveBeenCalledOnce();
  });

  test('no error holds what was sent', async () => {
    const { api } = setup(new TypeError('failed to fetch'));
    const error = await api('POST /api/conversations/resolve', { body: { phone: '+12025550123' } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(JSON.stringify([error, String(error), (error as Error).message])).not.toContain('2025550123');
  });
});
