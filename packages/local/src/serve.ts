import { createServer, type RequestListener, type Server } from 'node:http';

type Answer = (...args: Parameters<RequestListener>) => Promise<void>;

/** Serves this machine alone: whoever reaches a port may sign in as anybody. What the answer throws is a bare 500. */
export const serve = async (
  port: number,
  answer: Answer,
  onError: (error: unknown) => void,
): Promise<Server> => {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"message":"Internal Server Error"}');
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  return server;
};

/** Ends a server and every connection to it. */
export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
