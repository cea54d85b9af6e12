import { createHash } from 'node:crypto';
import { errorFields } from '@sms/lambda/log';
import type { Sockets } from '@sms/sockets';
import { createAnswers, type AnswerDependencies } from './answers.ts';

export type Dependencies = AnswerDependencies & { readonly sockets: Sockets };

/** What API Gateway's websockets read of an answer; messages are answered by pushes. */
export type SocketAnswer = { readonly statusCode: number };

/** API Gateway closes a websocket after two hours. */
const lifeSeconds = 7200;

type Incoming = {
  readonly requestContext?: { readonly connectionId?: unknown; readonly eventType?: unknown };
  readonly queryStringParameters?: { readonly ticket?: unknown } | null;
  readonly body?: unknown;
};

export const createHandler = (use: Dependencies) => {
  const { log, clock, sessions } = use;
  const answersTo = createAnswers(use);

  const connect = async (connectionId: string, ticket: unknown): Promise<SocketAnswer> => {
    const now = clock.now();
    const hash = createHash('sha256').update(String(ticket)).digest('base64url');
    const taken = typeof ticket === 'string' ? await sessions.takeTicket(hash, now) : null;
    if (!taken) {
      log('socket_refused');
      return { statusCode: 401 };
    }
    const { organisation, userId, name } = taken;
    const expiresAtSeconds = Math.floor(now.getTime() / 1000) + lifeSeconds;
    await sessions.putConnection({ connectionId, organisation, userId, name, expiresAtSeconds });
    log('socket_opened');
    return { statusCode: 200 };
  };

  const message = async (connectionId: string, body: unknown): Promise<SocketAnswer> => {
    for (const frame of await answersTo(connectionId, body)) {
      await use.sockets.post(connectionId, JSON.stringify(frame));
    }
    return { statusCode: 200 };
  };

  return async (event: unknown): Promise<SocketAnswer> => {
    const { requestContext, queryStringParameters, body } = (event ?? {}) as Incoming;
    const connectionId = requestContext?.connectionId;
    if (typeof connectionId !== 'string' || connectionId === '' || connectionId.length > 200) {
      return { statusCode: 400 };
    }
    try {
      switch (requestContext?.eventType) {
        case 'CONNECT':
          return await connect(connectionId, queryStringParameters?.ticket);
        case 'DISCONNECT':
          await sessions.deleteConnection(connectionId);
          return { statusCode: 200 };
        case 'MESSAGE':
          return await message(connectionId, body);
        default:
          return { statusCode: 400 };
      }
    } catch (error) {
      log('socket_failed', errorFields(error));
      return { statusCode: 500 };
    }
  };
};
