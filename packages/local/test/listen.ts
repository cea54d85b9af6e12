import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves a listener on a free port of this machine. */
export const listenOnFreePort = async (
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>,
): Promise<{ readonly url: string; readonly server: Server; readonly close: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    listener(request, response).catch(() => response.writeHead(599).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${String(port)}`,
    server,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
