import type { People } from './people.ts';
import type { Watcher } from './watcher.ts';
import type { Simulation } from './world.ts';

/** The nine things that must always hold, as they are named in reports. */
export const properties = [
  'PHI',
  'Consent',
  'No loss',
  'No double',
  'No ghost',
  'No duplicates in',
  'No gap',
  'No leak',
  'Evidence',
] as const;

const atRest = new Set(['sent', 'delivered', 'undelivered', 'failed', 'cancelled', 'received']);

const noLoss = (simulation: Simulation, people: People): void => {
  const { messages } = simulation.store.everything();
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const id of people.promises.accepted.keys()) {
    const message = byId.get(id);
    if (!message) simulation.violate('No loss', 'an accepted text is not there');
    else if (!atRest.has(message.status))
      simulation.violate('No loss', `an accepted text ended as ${message.status}`);
  }
  const stored = new Set(messages.map(({ carrierMessageId }) => carrierMessageId));
  for (const { carrierMessageId } of people.texted) {
    if (!stored.has(carrierMessageId)) simulation.violate('No loss', "a person's text never came in");
  }
  for (const event of simulation.answeredEvents) {
    if (event.kind === 'inbound' && !stored.has(event.record.carrierMessageId)) {
      simulation.violate('No loss', 'an answered webhook is not stored');
    }
  }
};

/** A picture is kept as it was sent, or its text waits for the carrier to give it: none of these carriers loses any. */
const noPictureLost = (simulation: Simulation): void => {
  const now = new Date(simulation.loop.now).toISOString();
  for (const message of simulation.store.everything().messages) {
    for (const { id, status, url } of message.media) {
      const kept = simulation.media.files.get(`${message.organisation}/${message.id}/${id}`);
      const isKept = status === 'stored' && url !== null && kept !== undefined;
      const isAwaited = status === 'fetching' && message.dueAt !== null && message.dueAt > now;
      if (!isKept && !isAwaited) simulation.violate('No loss', `a picture ended as ${status}`);
    }
  }
};

const noDouble = (simulation: Simulation, people: People): void => {
  const messages = new Map(simulation.store.everything().messages.map((message) => [message.id, message]));
  for (const carrier of simulation.carriers.values()) {
    const times = new Map<string, number>();
    for (const { messageId } of carrier.accepted) times.set(messageId, (times.get(messageId) ?? 0) + 1);
    for (const [messageId, count] of times) {
      if (count > 1) simulation.violate('No double', `one text was accepted ${count} times`);
      const original = messages.get(messageId)?.retryOf;
      if (!original || people.promises.decided.has(original) || !times.has(original)) continue;
      if (!['failed', 'undelivered'].includes(messages.get(original)?.status ?? '')) {
        simulation.violate('No double', 'a text that was not known to have failed was sent again');
      }
    }
  }
  for (const ids of people.promises.keys.values()) {
    if (ids.size > 1) simulation.violate('No double', 'one idempotency key made two texts');
  }
};

const noGhost = (simulation: Simulation, people: People): void => {
  for (const carrier of simulation.carriers.values()) {
    for (const { messageId } of carrier.accepted) {
      if (people.promises.cancelled.has(messageId))
        simulation.violate('No ghost', 'a cancelled text was sent');
    }
  }
};

const noDuplicates = (simulation: Simulation): void => {
  const { messages, conversations } = simulation.store.everything();
  const seen = new Set<string>();
  for (const { carrierMessageId, conversationId } of messages) {
    if (carrierMessageId === null) continue;
    const key = `${conversationId} ${carrierMessageId}`;
    if (seen.has(key)) simulation.violate('No duplicates in', 'one text of the carrier stands twice');
    seen.add(key);
  }
  const pairs = new Set<string>();
  for (const { organisation, line, phone } of conversations) {
    const key = `${organisation} ${line} ${phone}`;
    if (pairs.has(key))
      simulation.violate('No duplicates in', 'one person has two conversations on one line');
    pairs.add(key);
  }
};

const noHole = (simulation: Simulation): void => {
  const versions = new Map<string, number>();
  for (const { change } of simulation.frames) {
    for (const { after } of change.conversations) {
      if (after.version !== (versions.get(after.id) ?? 0) + 1)
        simulation.violate('No gap', 'the versions have a hole');
      versions.set(after.id, after.version);
    }
  }
};

const noLeak = (simulation: Simulation, people: People): void => {
  const bodies = [...people.promises.accepted.values()];
  for (const line of simulation.logged) {
    if (/\+\d{7,}/.test(line) || bodies.some((body) => line.includes(body))) {
      simulation.violate('No leak', 'a log line holds a number or a text');
    }
  }
};

const evidence = (simulation: Simulation, people: People): void => {
  const { audit, messages } = simulation.store.everything();
  const count = new Map<string, number>();
  for (const { userId, action, messageId, conversationId } of audit) {
    const key = `${userId} ${action} ${messageId ?? conversationId ?? ''}`;
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  for (const expected of people.promises.evidence) {
    if (!count.has(expected)) simulation.violate('Evidence', `no record of: ${expected.split(' ')[1] ?? ''}`);
  }
  for (const id of people.promises.cancelled) {
    const byReply = messages.find((message) => message.id === id)?.cancelOnReply === true;
    if (
      !byReply &&
      !audit.some(({ action, messageId }) => action === 'message.cancelled' && messageId === id)
    ) {
      simulation.violate('Evidence', 'no record of: message.cancelled');
    }
  }
  const bodies = messages.map(({ body }) => body).filter((body) => body.length > 5);
  for (const record of audit) {
    const details = JSON.stringify(record.details);
    if (bodies.some((body) => details.includes(body)))
      simulation.violate('Evidence', 'a record holds a text');
  }
};

/** Each text that a carrier has is in the store once, with the last status that the carrier told of it. */
export const judgeToldStatuses = (simulation: Simulation): void => {
  const { messages } = simulation.store.everything();
  for (const { stored } of simulation.carriers.values()) {
    for (const { record } of stored) {
      const kept = messages.filter(({ carrierMessageId }) => carrierMessageId === record.carrierMessageId);
      if (kept.length !== 1) simulation.violate('No loss', `a text is in the store ${kept.length} times`);
      const status = record.direction === 'inbound' ? 'received' : (record.status ?? 'sent');
      if (kept[0] && kept[0].status !== status)
        simulation.violate('No loss', `a text is ${kept[0].status}, of which the carrier told ${status}`);
    }
  }
};

/** Judges a run that has come to rest. */
export const judge = (simulation: Simulation, people: People, watchers: readonly Watcher[]): void => {
  noLoss(simulation, people);
  noPictureLost(simulation);
  noDouble(simulation, people);
  noGhost(simulation, people);
  noDuplicates(simulation);
  noHole(simulation);
  for (const watcher of watchers) {
    const difference = watcher.difference();
    if (difference !== null) simulation.violate('No gap', `a screen is not true: ${difference}`);
  }
  noLeak(simulation, people);
  evidence(simulation, people);
};
