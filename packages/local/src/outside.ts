import { demoUsers } from '@sms/demo-data/lines';
import { handsetPage, startStandInCarriers } from '@sms/stand-in-carriers';
import type { StandInCarriers } from '@sms/stand-in-carriers/options';
import { sharedVariable, type Blueprint } from './blueprint.ts';
import { pageDirectory } from './build.ts';
import type { readCarrierEnvironment } from './carrier-environment.ts';
import type { Cloud } from './cloud.ts';
import { createHttpApi } from './http-api.ts';
import { localLines, toStandInLine, type LocalLine } from './lines.ts';
import { createLocalRoutes } from './local-routes.ts';
import { createLocalIssuer, type LocalIssuer, type LocalUser } from './oidc.ts';
import type { LocalOptions } from './options.ts';
import { createPage } from './page.ts';
import type { Place } from './place.ts';
import { closeServer, serve } from './serve.ts';
import type { Stoppers } from './stoppers.ts';
import { createTokenTrigger } from './token-trigger.ts';

/** What meets the product from outside: carriers, people who sign in, browsers. */
export type Outside = {
  readonly lines: readonly LocalLine[];
  readonly carriers: StandInCarriers;
  readonly issuer: LocalIssuer;
  readonly users: readonly LocalUser[];
};

/** Starts the carriers with the lines that are theirs, and gives every line's secret to the secret store. */
export const startOutside = async (
  options: LocalOptions,
  place: Place,
  blueprint: Blueprint,
  cloud: Pick<Cloud, 'clock' | 'pool' | 'secrets'>,
  accounts: ReturnType<typeof readCarrierEnvironment>,
): Promise<Outside> => {
  const { path, publicUrl, carriersUrl, origin } = place;
  const lines = localLines(path('lines.json'), options.carrier ?? 'ringcentral', accounts, carriersUrl);
  const prefix = sharedVariable(blueprint, 'LINE_SECRET_PREFIX');
  if (prefix !== undefined)
    for (const { line, secret } of lines) cloud.secrets.write(prefix + line.lineKey, JSON.stringify(secret));
  const carriers = await startStandInCarriers({
    port: place.ports.carriers,
    now: cloud.clock.now,
    lines: lines.filter(({ standIn }) => standIn).map(toStandInLine),
    publicUrl,
    ...(place.kept ? { stateFile: path('carriers.json') } : {}),
    ...options.carrierDelays,
    log: (line) => place.runtimeLog.write(`${line}\n`),
  });
  const users: readonly LocalUser[] = demoUsers;
  const clientId = blueprint.clientIds[0] ?? 'local';
  const issuer = await createLocalIssuer({
    origin,
    clientId,
    users,
    keyFile: path('issuer-key.json'),
    changeClaims: createTokenTrigger(cloud.pool, blueprint.tokenTrigger, clientId),
  });
  return { lines, carriers, issuer, users };
};

/** Opens the one origin: page, API, webhooks, websocket, and what is local only. */
export const openOrigin = async (
  { build }: LocalOptions,
  place: Place,
  blueprint: Blueprint,
  { clock, pool, sockets, failures }: Cloud,
  outside: Outside,
  stoppers: Stoppers,
): Promise<void> => {
  const { origin, publicUrl, onError } = place;
  const { issuer } = outside;
  const local = createLocalRoutes({
    ...outside,
    origin,
    publicUrl,
    tables: blueprint.tables.map(({ definition }) => definition.TableName),
    handsetPage,
    advance: clock.advance,
    restartFunctions: pool.restart,
    failures: failures.count,
  });
  const httpApi = blueprint.http && createHttpApi({ api: blueprint.http, pool, now: clock.now });
  const page =
    build === 'none'
      ? undefined
      : createPage({
          directory: pageDirectory,
          config: { issuer: issuer.url, clientId: issuer.clientId, scope: 'openid profile' },
          connectTo: [
            ...new Set([origin, publicUrl].map((url) => url.replace(/^http/, 'ws'))),
            // Large pictures are read by addresses of the bucket.
            ...blueprint.buckets.map(({ name }) => `${place.awsUrl}/${name}/`),
          ],
        });
  const server = await serve(
    place.ports.origin,
    async (request, response) => {
      const target = request.url ?? '/';
      if (target.startsWith('/local/')) await local(request, response);
      else if (httpApi !== undefined && /^\/(api|webhooks)(\/|\?|$)/.test(target))
        await httpApi(request, response);
      else if (page !== undefined) page(request, response);
      else response.writeHead(404).end();
    },
    onError,
  );
  server.on('upgrade', (request, socket, head) => {
    if (sockets === undefined || request.url?.split('?')[0] !== sockets.path) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.upgrade(request, socket, head).catch((error: unknown) => {
      onError(error);
      socket.destroy();
    });
  });
  stoppers.add(async () => {
    sockets?.stop();
    await closeServer(server);
  });
};
