import { PassThrough } from 'node:stream';
import { startDatabase, type Database } from '@sms/local/database';
import { findFreePorts } from '@sms/local/prerequisites';

let database: Promise<Database> | undefined;

const start = async (): Promise<Database> => {
  const ports = await findFreePorts();
  return startDatabase(ports.database, null, new PassThrough().resume());
};

/**
 * One database for all products that a test process starts one after the other: its start costs more than what most
 * stories do with it. It ends with the process.
 */
export const sharedDatabase = (): Promise<Database> => (database ??= start());
