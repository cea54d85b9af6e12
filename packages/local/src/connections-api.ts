import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError, answerError, answerJson } from './aws-answer.ts';
import { readBody } from './http-body.ts';
import { socketLimits, type Sockets } from './socket-api.ts';

const gone = (): AwsError => new AwsError('GoneException', 410, 'Gone');

/**
 * API Gateway's management API of websocket connections: `POST`, `GET` and `DELETE {stage}/@connections/{id}`.
 *
 * @returns false when the request is for another API.
 */
export const answerConnections = async (
  sockets: Sockets,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> => {
  const [, base, id] = /^(.*)\/@connections\/([^/?]+)$/.exec(request.url?.split('?')[0] ?? '') ?? [];
  if (id === undefined || base !== sockets.path) return false;
  const connectionId = decodeURIComponent(id);
  try {
    if (request.method === 'POST') {
      const data = await readBody(request, socketLimits.messageBytes);
      const outcome = data === null ? 'too-large' : await sockets.post(connectionId, data);
      if (outcome === 'too-large') throw new AwsError('PayloadTooLargeException', 413, 'Message too long');
      if (outcome === 'gone') throw gone();
      response.writeHead(200).end();
    } else if (request.method === 'DELETE') {
      if (!sockets.disconnect(connectionId)) throw gone();
      response.writeHead(204).end();
    } else {
      const state = sockets.get(connectionId);
      if (state === undefined) throw gone();
      const { connectedAt, lastActiveAt, sourceIp, userAgent } = state;
      answerJson(response, 200, { connectedAt, lastActiveAt, identity: { sourceIp, userAgent } });
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    answerError(response, error, 'message');
  }
  return true;
};
