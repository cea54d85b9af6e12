import { createWriteStream, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { root } from './build.ts';
import type { LocalOptions } from './options.ts';
import { findFreePorts, portsFrom, wantFreePorts, type Ports } from './prerequisites.ts';
import type { Stoppers } from './stoppers.ts';

/** Where one product runs: its ports, addresses, folder and logs. */
export type Place = {
  readonly ports: Ports;
  readonly origin: string;
  /** How carriers and people reach it. */
  readonly publicUrl: string;
  /** Base of the stand-ins for AWS. */
  readonly awsUrl: string;
  readonly carriersUrl: string;
  readonly directory: string;
  /** A file or folder in the product's own folder. */
  readonly path: (name: string) => string;
  /** False: the folder goes with the product. */
  readonly kept: boolean;
  readonly functionLog: Writable;
  readonly runtimeLog: Writable;
  /** Notes an error of the runtime itself. */
  readonly onError: (error: unknown) => void;
};

const openDirectory = (options: LocalOptions, port: number, stoppers: Stoppers): string => {
  if (options.inMemory !== true) {
    const directory = options.dataDirectory ?? join(root, '.local', String(port));
    mkdirSync(join(directory, 'log'), { recursive: true });
    return directory;
  }
  const directory = mkdtempSync(join(tmpdir(), 'sms-conversations-'));
  mkdirSync(join(directory, 'log'));
  stoppers.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
};

const openLog = (file: string, stoppers: Stoppers): Writable => {
  const log = createWriteStream(file, { flags: 'a' });
  stoppers.add(async () => {
    log.end();
    await finished(log);
  });
  return log;
};

/** @throws MissingPrerequisite if a port is taken. */
export const openPlace = async (options: LocalOptions, stoppers: Stoppers): Promise<Place> => {
  const ports = options.port === 0 ? await findFreePorts() : portsFrom(options.port ?? 4000);
  if (options.port !== 0) await wantFreePorts(ports);
  const address = (port: number): string => `http://localhost:${String(port)}`;
  const origin = address(ports.origin);
  const directory = openDirectory(options, ports.origin, stoppers);
  const path = (name: string): string => join(directory, name);
  const runtimeLog = openLog(path('log/runtime.log'), stoppers);
  return {
    ports,
    origin,
    publicUrl: (options.environment?.['PUBLIC_URL'] || origin).replace(/\/+$/, ''),
    awsUrl: address(ports.aws),
    carriersUrl: address(ports.carriers),
    directory,
    path,
    kept: options.inMemory !== true,
    functionLog: openLog(path('log/functions.log'), stoppers),
    runtimeLog,
    onError: (error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (!runtimeLog.writableEnded) runtimeLog.write(`${text}\n`);
    },
  };
};
