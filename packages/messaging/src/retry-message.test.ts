import { describe, expect, test } from 'vitest';
import type { MessageError } from '@sms/domain';
import { ana, blockedWord, codeOf, createWorld, errors, oscar, refusalOf, valueOf } from '../test/world.ts';

const failed = async (error: MessageError = errors.unreachable, body = 'Hello.') => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  world.carriers.first.will({ kind: 'refused', error, optedOut: false });
  const message = valueOf(await world.send(id, body));
  return { ...world, id, message };
};

/** A text of which the carrier could not say whether it left. */
const undecided = async () => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  world.carriers.first.will({ lost: 'before_leaving' });
  const message = valueOf(await world.send(id, 'Hello.'));
  for (const gap of [60, 120, 240, 480]) {
    world.advance(gap);
    await world.sweep();
  }
  return { ...world, id, message };
};

describe('given a text that failed for a reason that may pass, when it is retried', () => {
  test('then a new attempt goes with the same words; the old one keeps its error', async () => {
    const { message, retry, carriers, stateOf, thread, id } = await failed();
    const attempt = valueOf(await retry(message.id, undefined, oscar));
    expect(attempt).toMatchObject({
      body: 'Hello.',
      status: 'sent',
      retryOf: message.id,
      author: { id: 'oscar', name: 'Oscar' },
      error: null,
    });
    expect(stateOf(message.id)).toMatchObject({
      status: 'failed',
      error: errors.unreachable,
      retriedBy: attempt.id,
    });
    expect(carriers.first.left).toEqual([{ to: ana, body: 'Hello.' }]);
    expect((await thread(id)).items.map((item) => item.id)).toEqual([message.id, attempt.id]);
  });

  test('a second time, then not_retryable; with the same key, then the same attempt', async () => {
    const { message, retry, carriers } = await failed();
    const attempt = valueOf(await retry(message.id, 'k'));
    expect(codeOf(await retry(message.id))).toBe('not_retryable');
    expect(codeOf(await retry(message.id, 'other'))).toBe('not_retryable');
    expect(valueOf(await retry(message.id, 'k')).id).toBe(attempt.id);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('by two at once, then there is one attempt', async () => {
    const { message, retry, carriers } = await failed();
    const outcomes = await Promise.all([retry(message.id), retry(message.id, undefined, oscar)]);
    expect(outcomes.map(codeOf).filter((code) => code === null)).toHaveLength(1);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('and the attempt fails as well, then that one can be retried', async () => {
    const { message, retry, carriers } = await failed();
    carriers.first.will({ kind: 'refused', error: errors.unreachable, optedOut: false });
    const second = valueOf(await retry(message.id));
    expect(second.status).toBe('failed');
    expect(valueOf(await retry(second.id))).toMatchObject({ status: 'sent', retryOf: second.id });
  });

  test('after it was undelivered, then it goes too', async () => {
    const { send, id, status, retry } = await failed();
    const message = valueOf(await send(id, 'Later.'));
    await status('ringcentral-1', 'undelivered', { error: errors.unreachable });
    expect(valueOf(await retry(message.id))).toMatchObject({ status: 'sent', retryOf: message.id });
  });

  test('after the rules of the PHI guard changed, then phi_blocked', async () => {
    const { message, retry, phiSettings, carriers } = await failed();
    await phiSettings({ alwaysBlock: ['Hello'] });
    expect(refusalOf(await retry(message.id))).toMatchObject({
      code: 'phi_blocked',
      extra: { findings: [{}] },
    });
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('while the guard cannot run, then phi_unavailable, and later it works', async () => {
    const { message, retry, phi } = await failed();
    phi.fails = true;
    expect(codeOf(await retry(message.id))).toBe('phi_unavailable');
    phi.fails = false;
    expect(codeOf(await retry(message.id))).toBeNull();
  });

  test('after the person opted out, then opted_out', async () => {
    const { message, retry, text } = await failed();
    await text(ana, 'STOP');
    expect(codeOf(await retry(message.id))).toBe('opted_out');
  });

  test('while a probable wish to stop is undecided, then held_for_decision', async () => {
    const { message, retry, hold, id } = await failed();
    await hold(id);
    expect(codeOf(await retry(message.id))).toBe('held_for_decision');
  });

  test('and the worker dies after the attempt was stored, then the sweep sends it once', async () => {
    const { message, retry, before, fails, sweep, advance, carriers } = await failed();
    before('commit', async () => fails('commit'));
    await expect(retry(message.id)).rejects.toThrow();
    advance(61);
    await sweep();
    expect(carriers.first.left).toHaveLength(1);
  });
});

describe('given a text that retrying cannot heal', () => {
  test('when the reason lasts, then not_retryable with that reason and the message', async () => {
    const { message, retry } = await failed(errors.invalidNumber);
    expect(refusalOf(await retry(message.id))).toMatchObject({
      code: 'not_retryable',
      detail: errors.invalidNumber.message,
      extra: { message: { id: message.id } },
    });
  });

  test('when it was sent, waits, or came from the person, then not_retryable', async () => {
    const { send, schedule, id, retry, text, store } = await failed();
    await text(ana, 'Hi');
    const inbound = store.everything().messages.find(({ direction }) => direction === 'inbound')!;
    for (const { id: messageId } of [valueOf(await send(id, 'Sent.')), await schedule(id, 3600), inbound]) {
      expect(codeOf(await retry(messageId))).toBe('not_retryable');
    }
  });

  test('when its fate is still being looked up, then not_retryable', async () => {
    const { send, id, carriers, retry } = await failed();
    carriers.first.will({ lost: 'before_leaving' });
    const message = valueOf(await send(id, 'Lost.'));
    expect(codeOf(await retry(message.id))).toBe('not_retryable');
  });

  test('when the guard blocked it at delivery, then not_retryable: it wants new words', async () => {
    const { schedule, id, phiSettings, advance, dispatch, retry } = await failed();
    const message = await schedule(id, 3600, { body: 'Oncology.' });
    await phiSettings({ alwaysBlock: ['Oncology'] });
    advance(3600);
    await dispatch(message.id);
    expect(codeOf(await retry(message.id))).toBe('not_retryable');
    expect(blockedWord).not.toBe('Oncology');
  });
});

describe('given a text of which the carrier could not say whether it left', () => {
  test('when a person settles that it was sent, then it is, as of the attempt', async () => {
    const { message, settle, conversationState, id, stateOf } = await undecided();
    expect(valueOf(await settle(message.id, 'sent'))).toMatchObject({
      status: 'sent',
      error: null,
      sentAt: '2026-03-02T15:00:00.000Z',
    });
    expect(conversationState(id).undecided).toEqual([]);
    expect(stateOf(message.id).dueAt).toBeNull();
  });

  test('when a person settles that it was not, then it failed', async () => {
    const { message, settle, carriers } = await undecided();
    expect(valueOf(await settle(message.id, 'not_sent'))).toMatchObject({
      status: 'failed',
      error: { code: 'settled_not_sent' },
    });
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('when a person sends it again, then it is settled as not sent, and one new attempt goes', async () => {
    const { message, retry, stateOf, carriers, conversationState, id } = await undecided();
    const attempt = valueOf(await retry(message.id));
    expect(attempt).toMatchObject({ status: 'sent', retryOf: message.id });
    expect(stateOf(message.id)).toMatchObject({ status: 'failed', retriedBy: attempt.id });
    expect(carriers.first.left).toHaveLength(1);
    expect(conversationState(id).undecided).toEqual([]);
  });

  test('when the carrier tells of it after all, then nobody need decide', async () => {
    const { message, status, statusOf, settle, tell, carriers, conversationState, id } = await undecided();
    const record = carriers.first.record(ana, 'Hello.', { at: '2026-03-02T15:00:00.000Z', status: 'sent' });
    await tell({ kind: 'outbound', record });
    expect(statusOf(message.id)).toBe('sent');
    expect(conversationState(id).undecided).toEqual([]);
    expect(codeOf(await settle(message.id, 'not_sent'))).toBe('not_unconfirmed');
    await status(record.carrierMessageId, 'delivered');
    expect(statusOf(message.id)).toBe('delivered');
  });

  test('when two decide differently at once, then the first decides and the other is told', async () => {
    const { message, settle, evidence } = await undecided();
    const outcomes = await Promise.all([settle(message.id, 'sent'), settle(message.id, 'not_sent', oscar)]);
    expect(outcomes.map(codeOf).filter((code) => code === 'not_unconfirmed')).toHaveLength(1);
    expect(evidence('message.settled')).toHaveLength(1);
  });

  test('when it was settled, then it can be settled no more', async () => {
    const { message, settle } = await undecided();
    await settle(message.id, 'sent');
    expect(refusalOf(await settle(message.id, 'sent'))).toMatchObject({
      code: 'not_unconfirmed',
      extra: { message: { id: message.id, status: 'sent' } },
    });
  });
});

test('given a text that awaits no decision, when it is settled, then not_unconfirmed', async () => {
  const { message, settle, send, id, carriers } = await failed();
  expect(codeOf(await settle(message.id, 'sent'))).toBe('not_unconfirmed');
  carriers.first.will({ lost: 'before_leaving' });
  const looking = valueOf(await send(id, 'Lost.'));
  expect(codeOf(await settle(looking.id, 'sent'))).toBe('not_unconfirmed');
});
