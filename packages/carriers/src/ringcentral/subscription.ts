import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Line } from '@sms/domain';
import type { CarrierDependencies } from '../dependencies.ts';
import { isSuccess, parseJson } from '../http-call.ts';
import { parseLineSecret, type RingCentralSecret } from '../line-secret.ts';
import { createRingCentralClient } from './carrier.ts';
import type { CallResult, RingCentralCall, RingCentralClient } from './client.ts';
import { readErrorCode } from './errors.ts';

/*
 * Keeping a line's webhook subscription alive. It ends in silence, by its life or because the carrier blacklisted the
 * address, so it is looked at every few minutes and made anew when it is not as it must be. Address and token of a
 * subscription cannot be changed: a new one is made first, then the old one deleted. Several at one address would each
 * deliver every event.
 */

const path = '/restapi/v1.0/subscription';

/** 7 days: the carrier's default; renewed in its second half. */
const lifeSeconds = 604_800;

const extensionPath = '/restapi/v1.0/account/~/extension/~';
const messageFilters = [
  `${extensionPath}/message-store/instant?type=SMS`,
  `${extensionPath}/message-store?type=SMS&direction=Outbound`,
] as const;
/** Opt-outs that no text tells. An account that may not hear of them is served without. */
const consentFilter = '/restapi/v2/accounts/~/sms/consents';

export type UpkeepReport = {
  readonly outcome:
    | 'kept'
    | 'renewed'
    | 'created'
    /** The carrier could not be asked, or refused: nothing was changed; the next round tries again. */
    | 'unavailable'
    /** The carrier could not reach our webhook address, or would not take it. */
    | 'refused'
    /** The line's credentials are missing, or the carrier does not accept them. */
    | 'misconfigured';
  readonly subscriptionId: string | null;
  /** Subscriptions at this line's address that were superseded. */
  readonly deleted: number;
  /** Whether opt-outs recorded at the carrier are told to us. */
  readonly hearsConsents: boolean;
  /** The carrier's code where it refused. */
  readonly code: string | null;
};

const subscription = z.object({
  id: z.string().min(1),
  status: z.string(),
  eventFilters: z.array(z.string()),
  disabledFilters: z.array(z.object({ filter: z.string() })).nullish(),
  expirationTime: z.string().nullish(),
  deliveryMode: z.object({ address: z.string().nullish() }).nullish(),
});
type Subscription = z.infer<typeof subscription>;

/** The carrier writes ids in place of `~`, and parameters in an order of its own. */
const canonicalFilter = (filter: string): string => {
  const [route = '', query = ''] = filter.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return `${route.replace(/\/(accounts?|extension)\/[^/]+/g, '/$1/~')}?${parameters.toString()}`;
};

const filtersOf = ({ eventFilters, disabledFilters }: Subscription): ReadonlySet<string> => {
  const disabled = new Set((disabledFilters ?? []).map(({ filter }) => canonicalFilter(filter)));
  return new Set(eventFilters.map(canonicalFilter).filter((filter) => !disabled.has(filter)));
};

const hearsConsents = (found: Subscription): boolean => filtersOf(found).has(canonicalFilter(consentFilter));

const isSound = (found: Subscription): boolean =>
  found.status === 'Active' &&
  messageFilters.every((filter) => filtersOf(found).has(canonicalFilter(filter)));

/** The address under which RingCentral speaks to a line. */
export const ringCentralWebhookUrl = (publicUrl: string, lineKey: string): string =>
  `${publicUrl}/webhooks/ringcentral/${lineKey}`;

/** What we remember of the subscription that we made: its token cannot be asked for. */
const remembered = z.object({ id: z.string(), tokenHash: z.string() });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

class Refused extends Error {
  readonly report: Pick<UpkeepReport, 'outcome' | 'code'>;
  constructor(report: Pick<UpkeepReport, 'outcome' | 'code'>) {
    super(report.outcome);
    this.report = report;
  }
}

const explain = (result: CallResult): Pick<UpkeepReport, 'outcome' | 'code'> => {
  if (result.kind === 'no_token' && result.reason.kind === 'configuration') {
    return { outcome: 'misconfigured', code: result.reason.code };
  }
  if (result.kind !== 'answer') return { outcome: 'unavailable', code: null };
  const code = readErrorCode(result.body)?.code ?? `HTTP-${result.status}`;
  if (result.status === 401 || result.status === 403) return { outcome: 'misconfigured', code };
  return { outcome: result.status >= 400 && result.status < 429 ? 'refused' : 'unavailable', code };
};

/** Calls, and gives the answer of a success; what else came ends the round. */
const must = async (client: RingCentralClient, request: RingCentralCall): Promise<unknown> => {
  const result = await client.call(request);
  if (result.kind === 'answer' && isSuccess(result)) return result.body;
  throw new Refused(explain(result));
};

const listOwn = async (client: RingCentralClient, address: string): Promise<readonly Subscription[]> => {
  const body = await must(client, { method: 'GET', path, group: 'light' });
  const records = z.object({ records: z.array(z.unknown()) }).safeParse(body).data?.records;
  if (!records) throw new Refused({ outcome: 'unavailable', code: null });
  return records
    .flatMap((record) => subscription.safeParse(record).data ?? [])
    .filter((found) => found.deliveryMode?.address === address);
};

const create = async (
  client: RingCentralClient,
  address: string,
  secret: RingCentralSecret,
): Promise<Subscription> => {
  const request = (eventFilters: readonly string[]): RingCentralCall => ({
    method: 'POST',
    path,
    group: 'medium',
    body: {
      eventFilters,
      deliveryMode: { transportType: 'WebHook', address, verificationToken: secret.verificationToken },
      expiresIn: lifeSeconds,
    },
  });
  const first = await client.call(request([...messageFilters, consentFilter]));
  const isFilterRefused =
    first.kind === 'answer' &&
    (first.status === 400 || first.status === 403) &&
    ['SUB-508', 'CMN-401', 'CMN-408'].includes(readErrorCode(first.body)?.code ?? '');
  const body =
    first.kind === 'answer' && isSuccess(first)
      ? first.body
      : isFilterRefused
        ? await must(client, request(messageFilters))
        : null;
  if (body === null) throw new Refused(explain(first));
  const created = subscription.safeParse(body).data;
  if (!created) throw new Refused({ outcome: 'unavailable', code: null });
  return created;
};

const remainingSeconds = (found: Subscription, now: Date): number => {
  const seconds = (Date.parse(found.expirationTime ?? '') - now.getTime()) / 1000;
  return Number.isNaN(seconds) ? 0 : seconds;
};

type Upkeep = {
  readonly deps: CarrierDependencies;
  readonly line: Line;
  readonly secret: RingCentralSecret;
  readonly client: RingCentralClient;
};

const memoryKey = (line: Line): string => `ringcentral-subscription:${line.lineKey}`;

const remember = async ({ deps, line, secret }: Upkeep, id: string): Promise<void> => {
  const seen = await deps.store.getValue(memoryKey(line));
  const value = JSON.stringify({ id, tokenHash: hashOf(secret.verificationToken) });
  await deps.store.putValue(memoryKey(line), value, seen?.revision ?? 0);
};

const recall = async ({ deps, line }: Upkeep): Promise<z.infer<typeof remembered> | null> => {
  const seen = await deps.store.getValue(memoryKey(line));
  try {
    return seen ? (remembered.safeParse(parseJson(seen.value)).data ?? null) : null;
  } catch {
    return null;
  }
};

const keepOrMake = async (
  upkeep: Upkeep,
  address: string,
  own: readonly Subscription[],
): Promise<{ readonly outcome: 'kept' | 'renewed' | 'created'; readonly kept: Subscription }> => {
  const { client, deps, secret } = upkeep;
  const memory = await recall(upkeep);
  const ours = own.find((found) => found.id === memory?.id && isSound(found));
  const hasOurToken = memory?.tokenHash === hashOf(secret.verificationToken);
  if (ours && hasOurToken) {
    if (remainingSeconds(ours, deps.clock.now()) > lifeSeconds / 2) return { outcome: 'kept', kept: ours };
    if (hearsConsents(ours)) {
      const result = await client.call({ method: 'POST', path: `${path}/${ours.id}/renew`, group: 'light' });
      if (result.kind === 'answer' && isSuccess(result)) return { outcome: 'renewed', kept: ours };
    }
  }
  const created = await create(client, address, secret);
  await remember(upkeep, created.id);
  return { outcome: 'created', kept: created };
};

/**
 * Sees to it that RingCentral tells us of this line's texts: keeps its one subscription, renews it ahead of its end, or
 * makes it anew; deletes others at the same address. To be called every few minutes; changes nothing when all is well.
 * After `created`, events of the time before may be missing: read the line's records.
 */
export const ringCentralUpkeep = async (deps: CarrierDependencies, line: Line): Promise<UpkeepReport> => {
  const nothing = { subscriptionId: null, deleted: 0, hearsConsents: false };
  const secret = parseLineSecret(await deps.readSecret(line.lineKey));
  if (secret?.carrier !== 'ringcentral') return { ...nothing, outcome: 'misconfigured', code: null };
  const client = createRingCentralClient(deps, secret);
  const address = ringCentralWebhookUrl(deps.publicUrl, line.lineKey);
  try {
    const own = await listOwn(client, address);
    const { outcome, kept } = await keepOrMake({ deps, line, secret, client }, address, own);
    let deleted = 0;
    for (const stray of own.filter((found) => found.id !== kept.id)) {
      const result = await client.call({
        method: 'DELETE',
        path: `${path}/${encodeURIComponent(stray.id)}`,
        group: 'medium',
      });
      if (result.kind === 'answer' && isSuccess(result)) deleted += 1;
    }
    return { outcome, subscriptionId: kept.id, deleted, hearsConsents: hearsConsents(kept), code: null };
  } catch (error) {
    if (error instanceof Refused) return { ...nothing, ...error.report };
    throw error;
  }
};
