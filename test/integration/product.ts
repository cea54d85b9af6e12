import { inject } from 'vitest';
import { startLocal, type LocalOptions, type LocalProduct } from '@sms/local';

/** A product of its own for the stories of a file: it keeps nothing, has no page, and runs from the project's one assembly. */
export const startProduct = (options: LocalOptions = {}): Promise<LocalProduct> =>
  startLocal({
    port: 0,
    inMemory: true,
    build: 'none',
    seed: 'people',
    assembly: inject('cloudAssembly'),
    ...options,
  });
