import { sharedVariable, readBlueprint, type Blueprint } from './blueprint.ts';
import { buildPage, synthesize } from './build.ts';
import { readCarrierEnvironment } from './carrier-environment.ts';
import { startCloud, type Cloud } from './cloud.ts';
import { startDatabase, type Database } from './database.ts';
import { issuerPath } from './oidc.ts';
import type { LocalOptions, LocalProduct } from './options.ts';
import { openOrigin, startOutside, type Outside } from './outside.ts';
import { openPlace, type Place } from './place.ts';
import { wantJava } from './prerequisites.ts';
import { seedContacts, seedLines, seedTexts } from './seed.ts';
import { readState, writeState } from './state-file.ts';
import { Stoppers } from './stoppers.ts';
import { startStreamReaders, type StreamReader } from './streams.ts';
import { loadTemplate } from './template.ts';

/** Rounds after which something that keeps moving is taken for what never rests. */
const mostSettleRounds = 50;

/**
 * Starts the whole product on this machine from the template that deploys.
 *
 * @throws MissingPrerequisite with one clear sentence for whoever started it.
 */
export const startLocal = async (options: LocalOptions = {}): Promise<LocalProduct> => {
  const stoppers = new Stoppers();
  try {
    return await start(options, stoppers);
  } catch (error) {
    await stoppers.run();
    throw error;
  }
};

const startOwnDatabase = async (place: Place, stoppers: Stoppers): Promise<Database> => {
  const directory = place.kept ? place.path('dynamodb') : null;
  const database = await startDatabase(place.ports.database, directory, place.runtimeLog);
  stoppers.add(database.stop);
  return database;
};

const clear = async (database: Database): Promise<Database> => {
  await database.clear();
  return database;
};

/** Starts the database while the template is synthesized and the page built. */
const prepare = async (
  options: LocalOptions,
  place: Place,
  stoppers: Stoppers,
): Promise<{ readonly database: Database; readonly blueprint: Blueprint }> => {
  const { log = () => undefined, build = 'now' } = options;
  log('Starting the database and reading the template.');
  const assembly = options.assembly ?? place.path('cdk.out');
  const starting =
    options.database === undefined ? startOwnDatabase(place, stoppers) : clear(options.database);
  const prepared = await Promise.allSettled([
    starting,
    options.assembly === undefined ? synthesize(assembly) : undefined,
    build === 'now' ? buildPage(log) : undefined,
  ]);
  for (const part of prepared) if (part.status === 'rejected') throw part.reason;
  const template = await loadTemplate(assembly, { PublicUrl: place.publicUrl });
  const blueprint = readBlueprint(template, {
    origin: place.origin,
    aws: place.awsUrl,
    issuer: place.origin + issuerPath,
  });
  return { database: await starting, blueprint };
};

const createSettle =
  ({ pool, invocations }: Cloud, { carriers }: Outside, streams: readonly StreamReader[]) =>
  async (): Promise<void> => {
    for (let round = 0; round < mostSettleRounds; round += 1) {
      const before = pool.begun();
      await carriers.advance();
      await invocations.idle();
      await Promise.all(streams.map((stream) => stream.drain()));
      if (pool.begun() === before) return;
    }
  };

const start = async (options: LocalOptions, stoppers: Stoppers): Promise<LocalProduct> => {
  const accounts = readCarrierEnvironment(options.environment ?? {});
  await wantJava();
  const place = await openPlace(options, stoppers);
  const { database, blueprint } = await prepare(options, place, stoppers);
  const streamArns = await database.createTables(blueprint.tables);

  let settle = (): Promise<void> => Promise.resolve();
  const cloud = await startCloud(options, place, { blueprint, database }, () => settle(), stoppers);
  const { clock, pool, failures, scheduler } = cloud;
  const outside = await startOutside(options, place, blueprint, cloud, accounts);
  // Ends in this order: nothing new comes in, then what is under way ends, then what it needs.
  stoppers.add(() => outside.carriers.close());
  stoppers.add(pool.stop);
  const streams = startStreamReaders(
    blueprint.mappings,
    streamArns,
    { database, pool, failures, place },
    stoppers,
  );
  settle = createSettle(cloud, outside, streams);
  await openOrigin(options, place, blueprint, cloud, outside, stoppers);
  stoppers.add(clock.stop);

  const token = async (id: string): Promise<string> => {
    const user = outside.users.find((one) => one.id === id);
    if (user === undefined) throw new Error('There is no such user.');
    return outside.issuer.accessToken(user);
  };
  const tableName = blueprint.tables[0]?.definition.TableName ?? '';
  await seed(options, place, { database, blueprint, tableName, cloud, outside, token });
  scheduler.start(blueprint.schedules);

  return {
    origin: place.origin,
    ports: place.ports,
    tableName,
    database,
    dataDirectory: place.directory,
    lines: outside.lines,
    carriers: outside.carriers,
    clock,
    scheduler,
    failures,
    blueprint,
    invoke: (functionName, event) => {
      const found = [...blueprint.functions.values()].find(
        ({ name, environment: { POWERTOOLS_SERVICE_NAME } }) =>
          [name, POWERTOOLS_SERVICE_NAME].includes(functionName),
      );
      if (found === undefined) throw new Error(`There is no function ${functionName}.`);
      return pool.invoke(found.arn, event);
    },
    restartFunctions: pool.restart,
    token,
    settle,
    stop: () => stoppers.run(),
  };
};

type SeedParts = {
  readonly database: Database;
  readonly blueprint: Blueprint;
  readonly tableName: string;
  readonly cloud: Cloud;
  readonly outside: Outside;
  readonly token: (user: string) => Promise<string>;
};

/** Lines at each start; people and their first texts once. */
const seed = async (options: LocalOptions, place: Place, parts: SeedParts): Promise<void> => {
  const { seed: wanted = true, log = () => undefined } = options;
  const { lines, carriers } = parts.outside;
  const target = { client: parts.database.client, tableName: parts.tableName, lines };
  await seedLines(target);
  const file = place.path('seeded.json');
  if (wanted === false || readState(file, false)) return;
  const keyId = sharedVariable(parts.blueprint, 'IDENTIFIER_KEY_SECRET_ID') ?? '';
  await seedContacts(target, parts.cloud.secrets.read(keyId) ?? '');
  // At a true carrier nobody texts on demand.
  const firstLineIsOurs = lines.every(({ standIn, line }) => standIn || line.ordinal > 0);
  if (wanted === true && firstLineIsOurs) {
    log('Letting the demonstration people text.');
    await seedTexts({ origin: place.origin, carriers, token: await parts.token('operator') });
  }
  writeState(file, true);
};
