import { parseArgs } from 'node:util';
import { MissingPrerequisite } from './prerequisites.ts';
import type { LocalOptions } from './options.ts';
import { startLocal } from './product.ts';

const usage = 'npm start -- [--port N] [--in-memory] [--no-seed] [--carrier ringcentral|twilio]';

/** A stop that takes longer is ended hard: whoever asked for it was promised five seconds. */
const stopLimitMilliseconds = 4_500;

const readOptions = (): Pick<LocalOptions, 'port' | 'inMemory' | 'seed' | 'carrier'> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4000' },
      'in-memory': { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
      carrier: { type: 'string', default: 'ringcentral' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_532)
    throw new MissingPrerequisite(`--port must be a number from 1 to 65532. Usage: ${usage}`);
  if (values.carrier !== 'ringcentral' && values.carrier !== 'twilio')
    throw new MissingPrerequisite(`--carrier must be ringcentral or twilio. Usage: ${usage}`);
  return { port, inMemory: values['in-memory'], seed: !values['no-seed'], carrier: values.carrier };
};

const fail = (error: unknown): never => {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof MissingPrerequisite) console.error(error.message);
  else if (isUsage) console.error(`${error.message.split('. ')[0] ?? ''}. Usage: ${usage}`);
  else console.error(error);
  process.exit(1);
};

/** npm, killed hard, passes no signal on; that it is gone shows in who our parent is. */
const onParentGone = (end: () => void): void => {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 500).unref();
};

/** Ends the process with everything it started, once, whichever signal asks. */
const stopOnSignals = (stop: () => Promise<void>): void => {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopLimitMilliseconds).unref();
    void stop().finally(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  if (process.env['npm_lifecycle_event'] === 'start') onParentGone(end);
};

const main = async (): Promise<void> => {
  const options = readOptions();
  const starting = startLocal({ ...options, environment: process.env, log: (line) => console.log(line) });
  // A signal before everything runs stops what has been started, as soon as that is known.
  stopOnSignals(async () => (await starting).stop());
  const started = await starting;
  console.log(`Phone for trying it out: ${started.origin}/local/handset`);
  console.log(`Logs: ${started.dataDirectory}/log`);
  console.log(`SMS Conversations is ready: ${started.origin}/ce/sms/conversations`);
};

main().catch(fail);
