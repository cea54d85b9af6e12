import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import WebSocket from 'ws';
import type { Conversation, ConversationPage, Message, MessagePage, SendMessage } from '@sms/contract';
import { Problem, problems, type ProblemCode } from '@sms/contract/problem';
import { ServerFrame } from '@sms/contract/realtime';
import type { LocalProduct } from '@sms/local';

/** The lines of the demonstration, one at each carrier. */
export const lines = { ringcentral: '+12025550100', twilio: '+12025550101' } as const;
export type CarrierName = keyof typeof lines;

/** How long a condition may take to come true before the test gives up, in milliseconds. */
export const patience = { timeout: 20_000, interval: 25 } as const;

export type Answer<T> = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; null when there is none. */
  readonly body: T;
};

export type CallOptions = {
  readonly body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** `null`: without a token. Default: the client's user. */
  readonly token?: string | null;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** The API as one signed-in person uses it. */
export const createApi = (product: Pick<LocalProduct, 'origin' | 'token'>, user = 'operator') => {
  let ownToken: Promise<string> | undefined;

  const call = async <T = unknown>(
    method: string,
    path: string,
    { body, raw, headers = {}, token }: CallOptions = {},
  ): Promise<Answer<T>> => {
    const bearer = token === undefined ? await (ownToken ??= product.token(user)) : token;
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(product.origin + path, {
      method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) as T };
  };

  const expectOk = <T>(answer: Answer<T>, status: number): T => {
    assert.equal(answer.status, status, answer.text);
    return answer.body;
  };

  /** Every page of a list that goes on by a query parameter. */
  const pages = async <T extends { items: readonly unknown[]; nextCursor: string | null }>(
    path: string,
    parameter: 'before' | 'cursor',
  ): Promise<readonly T[]> => {
    const found: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const more: string = cursor === '' ? '' : `&${parameter}=${encodeURIComponent(cursor)}`;
      const page: T = expectOk(await call<T>('GET', path + more), 200);
      found.push(page);
      cursor = page.nextCursor;
    }
    return found;
  };

  return {
    call,
    get: <T = unknown>(path: string, options?: CallOptions) => call<T>('GET', path, options),
    post: <T = unknown>(path: string, body?: unknown, options?: CallOptions) =>
      call<T>('POST', path, { ...options, body }),
    patch: <T = unknown>(path: string, body: unknown) => call<T>('PATCH', path, { body }),

    resolve: async (phone: string, line?: string): Promise<Conversation> =>
      expectOk(
        await call<Conversation>('POST', '/api/conversations/resolve', { body: { phone, line } }),
        200,
      ),

    conversation: async (id: string): Promise<Conversation> =>
      expectOk(await call<Conversation>('GET', `/api/conversations/${id}`), 200),

    /** Asks for a text to be sent, under a key of its own unless one is given. */
    trySend: (id: string, request: SendMessage, key: string = randomUUID()): Promise<Answer<Message>> =>
      call<Message>('POST', `/api/conversations/${id}/messages`, {
        body: request,
        headers: { 'idempotency-key': key },
      }),

    send: async (id: string, request: SendMessage, key: string = randomUUID()): Promise<Message> =>
      expectOk(
        await call<Message>('POST', `/api/conversations/${id}/messages`, {
          body: request,
          headers: { 'idempotency-key': key },
        }),
        201,
      ),

    /** The whole thread, oldest first. */
    thread: async (id: string, limit = 100): Promise<readonly Message[]> => {
      const found = await pages<MessagePage>(
        `/api/conversations/${id}/messages?limit=${String(limit)}`,
        'before',
      );
      return [...found].reverse().flatMap(({ items }) => items);
    },

    /** What changed after a version, by version, and where the conversation stands. */
    changes: async (
      id: string,
      sinceVersion: number,
      limit = 100,
    ): Promise<{ messages: readonly Message[]; version: number }> => {
      const path = `/api/conversations/${id}/messages?sinceVersion=${String(sinceVersion)}&limit=${String(limit)}`;
      const found = await pages<MessagePage>(path, 'cursor');
      return {
        messages: found.flatMap(({ items }) => items),
        version: found.at(-1)?.version ?? Number.NaN,
      };
    },

    scheduled: async (id: string, status = 'scheduled'): Promise<readonly Message[]> =>
      (await pages<MessagePage>(`/api/conversations/${id}/scheduled?status=${status}`, 'cursor')).flatMap(
        ({ items }) => items,
      ),

    queue: async (query = 'status=open'): Promise<readonly Conversation[]> =>
      (await pages<ConversationPage>(`/api/conversations?${query}`, 'cursor')).flatMap(({ items }) => items),

    /** One message as it now is. */
    message: async (conversationId: string, id: string): Promise<Message> => {
      const answer = await call<MessagePage>(
        'GET',
        `/api/conversations/${conversationId}/messages?sinceVersion=0&limit=100`,
      );
      const found = expectOk(answer, 200).items.find((message) => message.id === id);
      assert(found, 'There is no such message.');
      return found;
    },

    /** Moves the local clock; answers when what fell due has finished. */
    advance: async (advanceSeconds: number): Promise<void> => {
      expectOk(await call('POST', '/local/clock', { body: { advanceSeconds }, token: null }), 200);
    },

    ticket: async (): Promise<string> =>
      expectOk(await call<{ url: string }>('POST', '/api/realtime/ticket'), 200).url,
  };
};

export type Api = ReturnType<typeof createApi>;

/** A refusal of the API itself is a problem document, with its code, status and title from the one table. */
export const expectProblem = (answer: Answer<unknown>, ...codes: readonly ProblemCode[]): Problem => {
  assert.equal(answer.headers.get('content-type'), 'application/problem+json', answer.text);
  const problem = Problem.parse(answer.body);
  assert(codes.includes(problem.code), answer.text);
  const { status, title } = problems[problem.code];
  assert.deepEqual(
    { status: answer.status, inBody: problem.status, title: problem.title },
    { status, inBody: status, title },
  );
  return problem;
};

/** The status with which the server refuses a websocket's handshake. */
export const refusedHandshake = async (url: string): Promise<number> => {
  const socket = new WebSocket(url);
  socket.on('error', () => undefined);
  const opened = once(socket, 'open').then(() => null);
  const refused = once(socket, 'unexpected-response').then(([, response]) => response as IncomingMessage);
  const response = await Promise.race([opened, refused]);
  socket.terminate();
  return response?.statusCode ?? 101;
};

/** A websocket that keeps all it hears. */
export const openSocket = async (url: string) => {
  const socket = new WebSocket(url);
  const frames: ServerFrame[] = [];
  const listeners = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    frames.push(ServerFrame.parse(JSON.parse(data.toString('utf8'))));
    for (const listener of listeners) listener();
  });
  await once(socket, 'open');

  /** Waits until something is to be found; looks again at every frame. */
  const until = <T>(find: () => T | undefined, what: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        listeners.delete(look);
        settle();
      };
      const timer = setTimeout(
        () =>
          end(() => reject(new Error(`Waited in vain for ${what}; heard ${String(frames.length)} frames.`))),
        patience.timeout,
      );
      const look = (): void => {
        const found = find();
        if (found !== undefined) end(() => resolve(found));
      };
      listeners.add(look);
      look();
    });

  /** The first frame of a type that is heard after the given number of frames. */
  const next = <Type extends ServerFrame['type']>(type: Type, after: number) =>
    until(
      () =>
        frames
          .slice(after)
          .find((frame): frame is Extract<ServerFrame, { type: Type }> => frame.type === type),
      `a frame ${type}`,
    );

  return {
    frames,
    until,
    /** Says something and waits for the first answer of a type. */
    ask: <Type extends ServerFrame['type']>(frame: unknown, type: Type) => {
      const heard = frames.length;
      socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
      return next(type, heard);
    },
    close: () => {
      socket.terminate();
    },
  };
};

/**
 * Watches one conversation as the page does: takes each version that follows the one it has, leaves out what it has
 * already, and remembers every version that was missing.
 */
export const follow = async (api: Api, conversationId: string) => {
  const socket = await openSocket(await api.ticket());
  const subscribed = await socket.ask(
    { action: 'subscribe', topics: [`conversation:${conversationId}`] },
    'subscribed',
  );
  const start = subscribed.topics[0]?.version ?? Number.NaN;
  let version = start;
  let applied = socket.frames.length;
  let conversation: Conversation | undefined;
  const messages = new Map<string, Message>();
  const statuses = new Map<string, string[]>();
  const holes: string[] = [];
  for (const message of (await api.changes(conversationId, 0)).messages) {
    if (message.version <= start) messages.set(message.id, message);
  }

  const take = (frame: ServerFrame): void => {
    if (frame.type !== 'message' && frame.type !== 'conversation') return;
    if (frame.conversationId !== conversationId || frame.version <= version) return;
    if (frame.version !== version + 1) holes.push(`${String(frame.version)} after ${String(version)}`);
    if (frame.type === 'message') {
      const { message } = frame;
      messages.set(message.id, message);
      const known = statuses.get(message.id) ?? [];
      if (known.at(-1) !== message.status) statuses.set(message.id, [...known, message.status]);
    } else {
      conversation = frame.conversation;
      version = frame.version;
    }
  };

  const catchUp = (): void => {
    for (; applied < socket.frames.length; applied += 1) take(socket.frames[applied]!);
  };

  const messageThat = (matches: (message: Message) => boolean, what = 'a message'): Promise<Message> =>
    socket.until(() => {
      catchUp();
      return [...messages.values()].find((message) => matches(message) && message.version <= version);
    }, what);

  return {
    start,
    /** Versions that were skipped; empty when all were heard. */
    holes,
    version: () => version,
    conversation: () => conversation,
    messageThat,
    messageWith: (id: string, status: string) =>
      messageThat((message) => message.id === id && message.status === status, `the status ${status}`),
    conversationThat: (matches: (conversation: Conversation) => boolean, what = 'a conversation') =>
      socket.until(() => {
        catchUp();
        return conversation && matches(conversation) ? conversation : undefined;
      }, what),
    /** Waits until this client is at a version, and answers all messages it then holds, by id. */
    at: (wanted: number) =>
      socket.until(
        () => {
          catchUp();
          return version >= wanted ? messages : undefined;
        },
        `version ${String(wanted)}`,
      ),
    /** The statuses of a message in the order in which they were heard. */
    statusesOf: (id: string): readonly string[] => statuses.get(id) ?? [],
    close: socket.close,
  };
};

/** Watches many conversations over as few websockets as the server allows, and counts what was missed. */
export const watch = async (api: Api, conversationIds: readonly string[]) => {
  const topicsAtOnce = 50;
  const versions = new Map<string, number>();
  const holes: string[] = [];
  const sockets: Awaited<ReturnType<typeof openSocket>>[] = [];
  for (let first = 0; first < conversationIds.length; first += topicsAtOnce) {
    const socket = await openSocket(await api.ticket());
    const topics = conversationIds.slice(first, first + topicsAtOnce).map((id) => `conversation:${id}`);
    const subscribed = await socket.ask({ action: 'subscribe', topics }, 'subscribed');
    for (const { topic, version } of subscribed.topics) {
      versions.set(topic.slice('conversation:'.length), version ?? Number.NaN);
    }
    sockets.push(socket);
  }
  const read = sockets.map(() => 0);
  const catchUp = (): void => {
    for (const [index, { frames }] of sockets.entries()) {
      for (; read[index]! < frames.length; read[index]! += 1) {
        const frame = frames[read[index]!]!;
        if (frame.type !== 'conversation') continue;
        const known = versions.get(frame.conversationId) ?? Number.NaN;
        if (frame.version <= known) continue;
        if (frame.version !== known + 1) holes.push(`${String(frame.version)} after ${String(known)}`);
        versions.set(frame.conversationId, frame.version);
      }
    }
  };
  return {
    /** Versions that were skipped. */
    holes,
    /** Waits until a conversation has been heard at a version. */
    at: async (id: string, version: number): Promise<void> => {
      const heard = (): true | undefined => {
        catchUp();
        return (versions.get(id) ?? 0) >= version ? true : undefined;
      };
      const index = Math.floor(conversationIds.indexOf(id) / topicsAtOnce);
      await sockets[index]?.until(heard, `version ${String(version)}`);
    },
    close: () => {
      for (const socket of sockets) socket.close();
    },
  };
};

/** Phone numbers of the range kept for fiction, each given once. */
export const createPhoneBook = (firstAreaCode = 210) => {
  let given = 0;
  return (): string => {
    const areaCode = firstAreaCode + Math.floor(given / 100);
    const subscriber = String(100 + (given % 100)).padStart(4, '0');
    given += 1;
    return `+1${String(areaCode)}555${subscriber}`;
  };
};

/** The words that a phone has received from a line, oldest first. */
export const receivedBy = (
  product: Pick<LocalProduct, 'carriers'>,
  phone: string,
  line?: string,
): readonly string[] =>
  product.carriers
    .handsetMessages(phone)
    .filter(({ from }) => line === undefined || from === line)
    .map(({ body }) => body);
