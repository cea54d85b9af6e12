import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

/** Something this machine lacks; the message is one clear sentence for whoever started the product. */
export class MissingPrerequisite extends Error {
  override readonly name = 'MissingPrerequisite';
}

const oldestJava = 17;

/** @throws MissingPrerequisite if no Java of the needed version can be run. */
export const wantJava = async (): Promise<void> => {
  const found = await promisify(execFile)('java', ['-version']).then(
    ({ stderr, stdout }) => Number(/version "(\d+)/.exec(stderr + stdout)?.[1] ?? NaN),
    () => undefined,
  );
  if (found === undefined)
    throw new MissingPrerequisite(
      `Java ${String(oldestJava)} or newer is needed for the local database, and no "java" was found.`,
    );
  if (found < oldestJava)
    throw new MissingPrerequisite(
      `Java ${String(oldestJava)} or newer is needed for the local database, and "java" is version ${String(found)}.`,
    );
};

/** @throws Error if somebody listens on the port already. */
const tryListen = (port: number, host: string | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve();
      });
    });
  });

const isFree = async (port: number): Promise<boolean> => {
  try {
    await tryListen(port, undefined);
    await tryListen(port, '127.0.0.1');
    return true;
  } catch {
    return false;
  }
};

/** The ports of one product; all but the first are its own business. */
export type Ports = {
  readonly origin: number;
  readonly database: number;
  readonly aws: number;
  readonly carriers: number;
};

export const portsFrom = (base: number): Ports => ({
  origin: base,
  database: base + 1,
  aws: base + 2,
  carriers: base + 3,
});

/** @throws MissingPrerequisite naming the first port that is taken. */
export const wantFreePorts = async (ports: Ports): Promise<void> => {
  for (const port of Object.values(ports)) {
    if (await isFree(port)) continue;
    const other =
      port === ports.origin
        ? 'give another with -- --port N'
        : `it belongs to --port ${String(ports.origin)}; give another with -- --port N`;
    throw new MissingPrerequisite(`Port ${String(port)} is taken: ${other}.`);
  }
};

/**
 * Four ports in a row that are free now, at a random place so that two who look at once do not meet, and below those
 * that Linux gives to outgoing connections (32,768 and up): such a one could take a port before we listen on it.
 */
export const findFreePorts = async (): Promise<Ports> => {
  for (;;) {
    const ports = portsFrom(20_000 + Math.floor(Math.random() * 3_000) * 4);
    const free = await Promise.all(Object.values(ports).map(isFree));
    if (free.every(Boolean)) return ports;
  }
};
