import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Reads what `writeState` kept; `fallback` when there is nothing. */
export const readState = <T>(path: string, fallback: T): T => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fallback;
    throw new Error(`${path} cannot be read; remove it to begin afresh.`, { cause: error });
  }
};

/** Keeps a value over restarts. Readable by this user alone; a stop in the middle leaves the former value whole. */
export const writeState = (path: string, value: unknown): void => {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
  renameSync(draft, path);
};
