import type { Line } from '@sms/domain';
import { changeConsent } from './change-consent.ts';
import type { World } from './ports.ts';

/*
 * Some carriers keep a register of their own of who may be texted, and know fewer words than we do: what a person said
 * to us in other words is told to them, and what they heard on other ways is taken from them. Only so a text that we
 * would send is one that they let through.
 */

type Waiting = { readonly phone: string; readonly id: string };

const waitingKey = (line: Line): string => `consent-sync:${line.lineKey}`;
const readKey = (line: Line): string => `opt-outs-read:${line.lineKey}`;

/** How often a list that others change too is read anew. */
const attemptLimit = 40;

/** An entry of the register may be told so long after it was made, in milliseconds. */
const overlapMilliseconds = 24 * 60 * 60 * 1000;

const readWaiting = async (
  world: Pick<World, 'store'>,
  line: Line,
): Promise<{ readonly waiting: readonly Waiting[]; readonly revision: number }> => {
  const kept = await world.store.getValue(waitingKey(line));
  return {
    waiting: kept ? (JSON.parse(kept.value) as Waiting[]) : [],
    revision: kept?.revision ?? 0,
  };
};

const changeWaiting = async (
  world: Pick<World, 'store' | 'pause'>,
  line: Line,
  change: (waiting: readonly Waiting[]) => readonly Waiting[],
): Promise<void> => {
  for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
    const { waiting, revision } = await readWaiting(world, line);
    if (await world.store.putValue(waitingKey(line), JSON.stringify(change(waiting)), revision)) return;
    await world.pause(attempt);
  }
  throw new Error('A list was changed by others too often; nothing was written.');
};

/** Writes down that a carrier is to be told of a person's consent. Before it changes: a crash then costs nothing. */
export const rememberToTell = (world: World, line: Line, phone: string): Promise<void> => {
  const id = world.newId();
  return changeWaiting(world, line, (waiting) => [
    ...waiting.filter((other) => other.phone !== phone),
    { phone, id },
  ]);
};

/**
 * Tells a line's carrier, of each person who waits in the list, the consent that they now have. Who was told, or of
 * whom the carrier will not hear, leaves the list; the others wait for the next time.
 */
export const tellConsents = async (world: World, line: Line): Promise<void> => {
  const { waiting } = await readWaiting(world, line);
  if (waiting.length === 0) return;
  const carrier = await world.carrierFor(line);
  const done = new Set<string>();
  for (const { phone, id } of waiting) {
    const personId = world.identifiers.personId(line.organisation, phone);
    const consent = (await world.store.getPerson(line.organisation, personId))?.consent ?? 'pending';
    const outcome =
      consent === 'pending' || !carrier.setConsent
        ? 'set'
        : await carrier.setConsent(line, phone, consent === 'opted_out');
    world.log(outcome === 'set' ? 'consent_told' : 'consent_not_told', { kind: outcome });
    if (outcome !== 'unavailable') done.add(id);
  }
  if (done.size > 0) await changeWaiting(world, line, (all) => all.filter(({ id }) => !done.has(id)));
};

/** Tells the carrier at once, in the course of something else that must not fail for it: the sweep tells again. */
export const tryToTellConsents = async (world: World, line: Line): Promise<void> => {
  try {
    await tellConsents(world, line);
  } catch {
    world.log('consent_not_told', { kind: 'failed' });
  }
};

/**
 * Opts out whoever the line's carrier has in its register and we have not. What the person said to us later than that
 * counts more, and so does what the carrier has not been told yet.
 */
export const readOptOuts = async (
  world: World,
  line: Line,
): Promise<'read' | 'unavailable' | 'no_register'> => {
  const carrier = await world.carrierFor(line);
  if (!carrier.listOptOuts) return 'no_register';
  await tryToTellConsents(world, line);
  const optOuts = await carrier.listOptOuts(line);
  if (optOuts === null) return 'unavailable';
  const seen = await world.store.getValue(readKey(line));
  const since = seen ? new Date(Date.parse(seen.value) - overlapMilliseconds).toISOString() : '';
  const untold = new Set((await readWaiting(world, line)).waiting.map(({ phone }) => phone));
  for (const { phone, at } of optOuts) {
    if (untold.has(phone) || (at !== null && at < since)) continue;
    await changeConsent(
      world,
      line,
      phone,
      'opted_out',
      'carrier',
      ({ consentedAt }) => at !== null && consentedAt !== null && consentedAt > at,
    );
  }
  const latest = optOuts.reduce((last, { at }) => (at !== null && at > last ? at : last), seen?.value ?? '');
  if (latest !== '' && latest !== seen?.value)
    await world.store.putValue(readKey(line), latest, seen?.revision ?? 0);
  return 'read';
};
