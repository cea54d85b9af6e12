import { inject } from 'vitest';
import { startLocal, type LocalOptions, type LocalProduct } from '@sms/local';
import { sharedDatabase } from '../shared-database.ts';

/** A product for the stories of a file: it keeps nothing, has no page, and runs from the project's one assembly. */
export const startProduct = async (options: LocalOptions = {}): Promise<LocalProduct> =>
  startLocal({
    port: 0,
    inMemory: true,
    database: await sharedDatabase(),
    build: 'none',
    seed: 'people',
    assembly: inject('cloudAssembly'),
    ...options,
  });
