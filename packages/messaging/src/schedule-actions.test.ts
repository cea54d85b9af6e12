import { describe, expect, test } from 'vitest';
import { Message } from '@sms/contract';
import {
  ana,
  blockedWord,
  codeOf,
  createWorld,
  errors,
  lines,
  oscar,
  refusalOf,
  valueOf,
  warnedWord,
} from '../test/world.ts';

const hour = 3600;
const day = 24 * hour;

const opened = async () => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  return { ...world, id };
};

const withScheduled = async (seconds = hour, request = {}) => {
  const world = await opened();
  const message = await world.schedule(world.id, seconds, request);
  return { ...world, message };
};

describe('given a text with a time', () => {
  test('when it is accepted, then it is scheduled, outside the thread, and has not left', async () => {
    const { schedule, id, inSeconds, carriers, thread, scheduled, conversationState } = await opened();
    const message = await schedule(id, hour, { timeZone: 'America/New_York', cancelOnReply: true });
    expect(message).toMatchObject({
      status: 'scheduled',
      sendAt: inSeconds(hour),
      timeZone: 'America/New_York',
      cancelOnReply: true,
      sentAt: null,
    });
    expect(carriers.first.calls).toEqual([]);
    expect((await thread(id)).items).toEqual([]);
    expect((await scheduled(id)).items.map((item) => item.id)).toEqual([message.id]);
    expect(conversationState(id)).toMatchObject({ version: 2, lastActivityAt: null, lastMessage: null });
  });

  test.each([
    ['2026-03-02T16:30:00Z', '2026-03-02T16:30:00.000Z'],
    ['2026-03-02T16:30Z', '2026-03-02T16:30:00.000Z'],
    ['2026-03-02T16:30:00.250Z', '2026-03-02T16:30:00.250Z'],
    ['2026-03-02T11:30:00-05:00', '2026-03-02T16:30:00.000Z'],
    ['2026-03-03T00:30:00+08:00', '2026-03-02T16:30:00.000Z'],
  ])('written %s, then it is kept in UTC', async (sendAt, expected) => {
    const { send, id } = await opened();
    expect(valueOf(await send(id, { body: 'Hi.', sendAt })).sendAt).toBe(expected);
  });

  test.each([
    'tomorrow',
    '2026-03-02',
    '2026-03-02T16:30:00',
    '2026-03-02 16:30:00Z',
    '1772469000000',
    '2026-13-02T16:30:00Z',
    '2026-04-31T16:30:00Z',
    '2026-03-02T25:00:00Z',
  ])('written %s, then invalid_request that names sendAt', async (sendAt) => {
    const { send, id, store } = await opened();
    expect(refusalOf(await send(id, { body: 'Hi.', sendAt }))).toMatchObject({
      code: 'invalid_request',
      extra: { errors: [{ path: 'sendAt' }] },
    });
    expect(store.everything().messages).toEqual([]);
  });

  test.each([0, -1, -day])('%i seconds from now, then send_at_in_past', async (seconds) => {
    const { send, id, inSeconds } = await opened();
    expect(codeOf(await send(id, { body: 'Hi.', sendAt: inSeconds(seconds) }))).toBe('send_at_in_past');
  });

  test('a year ahead, then it is accepted; further, then send_at_too_far', async () => {
    const { send, id, inSeconds } = await opened();
    expect(codeOf(await send(id, { body: 'Hi.', sendAt: inSeconds(366 * day) }))).toBeNull();
    expect(codeOf(await send(id, { body: 'Hi.', sendAt: inSeconds(366 * day + 1) }))).toBe('send_at_too_far');
  });

  test.each(['Mars/Olympus', 'Eastern', ''])(
    'in a zone that is none (%s), then invalid_request',
    async (timeZone) => {
      const { send, id, inSeconds } = await opened();
      expect(refusalOf(await send(id, { body: 'Hi.', sendAt: inSeconds(hour), timeZone }))).toMatchObject({
        code: 'invalid_request',
        extra: { errors: [{ path: 'timeZone' }] },
      });
    },
  );

  test('with protected health information, then phi_blocked at once', async () => {
    const { send, id, inSeconds } = await opened();
    expect(codeOf(await send(id, { body: blockedWord, sendAt: inSeconds(hour) }))).toBe('phi_blocked');
  });

  test('for a person who opted out, then opted_out at once', async () => {
    const { send, id, inSeconds, text } = await opened();
    await text(ana, 'STOP');
    expect(codeOf(await send(id, { body: 'Hi.', sendAt: inSeconds(hour) }))).toBe('opted_out');
  });

  test('asked for twice under one key, then there is one', async () => {
    const { send, id, inSeconds, scheduled } = await opened();
    const request = { body: 'Hi.', sendAt: inSeconds(hour) };
    await Promise.all([send(id, request, { key: 'k' }), send(id, request, { key: 'k' })]);
    await send(id, request, { key: 'k' });
    expect((await scheduled(id)).items).toHaveLength(1);
  });

  test('that passed while the first answer was lost, then the same key still answers the message', async () => {
    const { send, id, inSeconds, advance } = await opened();
    const request = { body: 'Hi.', sendAt: inSeconds(hour) };
    const first = valueOf(await send(id, request, { key: 'k' }));
    advance(2 * hour);
    expect(valueOf(await send(id, request, { key: 'k' })).id).toBe(first.id);
  });
});

describe('given the alarm clock', () => {
  test.each([
    [119, false],
    [120, true],
    [hour, true],
  ])('when a text is due in %i seconds, then an alarm is set: %s', async (seconds, isSet) => {
    const { message, alarms, inSeconds } = await withScheduled(seconds);
    expect([...alarms]).toEqual(isSet ? [[message.id, new Date(inSeconds(seconds))]] : []);
  });

  test('when a text has no time, then none is set', async () => {
    const { send, id, alarms } = await opened();
    await send(id, 'Now.');
    expect(alarms.size).toBe(0);
  });

  test('when it cannot be set, then the text is scheduled all the same, and the sweep sends it', async () => {
    const { schedule, id, alarmClock, logged, advance, sweep, statusOf } = await opened();
    alarmClock.fails = true;
    const message = await schedule(id, hour);
    expect(message.status).toBe('scheduled');
    expect(logged).toContainEqual({ code: 'schedule_not_set', fields: { messageId: message.id } });
    advance(hour);
    await sweep();
    expect(statusOf(message.id)).toBe('sent');
  });

  test('when it cannot be cleared, then the cancelling holds all the same', async () => {
    const { message, alarmClock, cancel, advance, dispatch, carriers, logged } = await withScheduled();
    alarmClock.fails = true;
    expect(valueOf(await cancel(message.id)).status).toBe('cancelled');
    expect(logged).toContainEqual({ code: 'schedule_not_cleared', fields: { messageId: message.id } });
    advance(hour);
    await dispatch(message.id);
    expect(carriers.first.calls).toEqual([]);
  });
});

describe('given a scheduled text, when it is edited', () => {
  test('then it keeps its id and place, and bears the new words, time and zone', async () => {
    const { message, edit, inSeconds, stateOf, store } = await withScheduled();
    const edited = valueOf(
      await edit(message.id, {
        body: 'See you on Friday instead.',
        sendAt: inSeconds(2 * hour),
        timeZone: 'America/Denver',
        cancelOnReply: true,
      }),
    );
    expect(edited).toMatchObject({
      id: message.id,
      status: 'scheduled',
      body: 'See you on Friday instead.',
      sendAt: inSeconds(2 * hour),
      timeZone: 'America/Denver',
      cancelOnReply: true,
      version: message.version + 1,
    });
    expect(stateOf(message.id)).toMatchObject(edited);
    expect(store.everything().messages).toHaveLength(1);
  });

  test('then new words with a warning need the confirmation that the organisation asks for', async () => {
    const { message, edit, phiSettings, stateOf } = await withScheduled();
    await phiSettings({ confirmWarnings: true });
    const body = `Your ${warnedWord} is on Friday.`;
    expect(codeOf(await edit(message.id, { body }))).toBe('warnings_unconfirmed');
    expect(stateOf(message.id)?.body).toBe(message.body);
    expect(valueOf(await edit(message.id, { body, confirmWarnings: true })).body).toBe(body);
    expect(codeOf(await edit(message.id, { cancelOnReply: true }))).toBeNull();
  });

  test('what is not named stays as it was', async () => {
    const { message, edit } = await withScheduled(hour, { timeZone: 'America/Denver', cancelOnReply: true });
    expect(valueOf(await edit(message.id, { body: 'New words.' }))).toMatchObject({
      sendAt: message.sendAt,
      timeZone: 'America/Denver',
      cancelOnReply: true,
    });
    expect(valueOf(await edit(message.id, { timeZone: null })).timeZone).toBeNull();
  });

  test('a longer text counts its segments anew', async () => {
    const { message, edit } = await withScheduled();
    expect(message.segments).toBe(1);
    expect(valueOf(await edit(message.id, { body: 'x'.repeat(161) })).segments).toBe(2);
  });

  test('to another time, then the alarm moves; the old time sends nothing, the new one sends the new words', async () => {
    const { message, edit, inSeconds, alarms, advance, dispatch, carriers } = await withScheduled();
    await edit(message.id, { body: 'Later.', sendAt: inSeconds(2 * hour) });
    expect(alarms.get(message.id)).toEqual(new Date(inSeconds(2 * hour)));
    advance(hour);
    await dispatch(message.id);
    expect(carriers.first.calls).toEqual([]);
    advance(hour);
    await dispatch(message.id);
    expect(carriers.first.left).toEqual([{ to: ana, body: 'Later.' }]);
  });

  test.each([
    ['protected health information', { body: blockedWord }, 'phi_blocked'],
    ['nothing in it', { body: ' ' }, 'body_empty'],
    ['too many words', { body: 'x'.repeat(1001) }, 'body_too_long'],
    ['a time that has passed', { sendAt: '2026-03-02T14:59:59Z' }, 'send_at_in_past'],
    ['a time too far ahead', { sendAt: '2028-03-02T14:59:59Z' }, 'send_at_too_far'],
    ['a time that is none', { sendAt: 'soon' }, 'invalid_request'],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, 'invalid_request'],
  ])('to %s, then it is refused and stays as it was', async (_, change, code) => {
    const { message, edit, stateOf } = await withScheduled();
    expect(codeOf(await edit(message.id, change))).toBe(code);
    expect(stateOf(message.id)).toMatchObject({ body: message.body, sendAt: message.sendAt, version: 2 });
  });

  test('while the guard cannot run, then phi_unavailable', async () => {
    const { message, edit, phi } = await withScheduled();
    phi.fails = true;
    expect(codeOf(await edit(message.id, { body: 'New.' }))).toBe('phi_unavailable');
  });

  test('after the person opted out, then opted_out', async () => {
    const { message, edit, text } = await withScheduled();
    await text(ana, 'STOP');
    expect(codeOf(await edit(message.id, { body: 'New.' }))).toBe('opted_out');
  });

  test('once it is sent, then not_editable with the message as it went', async () => {
    const { message, edit, sendNow, statusOf } = await withScheduled();
    await sendNow(message.id);
    const refusal = refusalOf(await edit(message.id, { body: 'Too late.' }));
    expect(refusal.code).toBe('not_editable');
    expect(Message.parse(refusal.extra?.message)).toMatchObject({
      id: message.id,
      body: message.body,
      status: statusOf(message.id),
    });
  });

  test('in the very moment it is handed over, then the old words go and the edit says so', async () => {
    const { message, edit, before, advance, dispatch, carriers } = await withScheduled();
    advance(hour);
    before('commit', () => dispatch(message.id));
    expect(codeOf(await edit(message.id, { body: 'Too late.' }))).toBe('not_editable');
    expect(carriers.first.left).toEqual([{ to: ana, body: message.body }]);
  });

  test('in the moment before it is handed over, then the new words go', async () => {
    const { message, edit, before, advance, dispatch, carriers } = await withScheduled();
    advance(hour);
    before('commit', async () => {
      await edit(message.id, { body: 'Just in time.' });
    });
    await dispatch(message.id);
    expect(carriers.first.left).toEqual([{ to: ana, body: 'Just in time.' }]);
  });

  test('by two at once, then both edits hold, one after the other', async () => {
    const { message, edit, stateOf, inSeconds } = await withScheduled();
    const sendAt = inSeconds(3 * hour);
    await Promise.all([edit(message.id, { body: 'New words.' }), edit(message.id, { sendAt }, oscar)]);
    expect(stateOf(message.id)).toMatchObject({ body: 'New words.', sendAt, version: 4 });
  });
});

describe('given a scheduled text, when it is cancelled', () => {
  test('then it is cancelled for good, its alarm is gone, and neither clock nor sweep sends it', async () => {
    const { message, cancel, alarms, advance, dispatch, sweep, carriers, scheduled, id } =
      await withScheduled();
    expect(valueOf(await cancel(message.id)).status).toBe('cancelled');
    expect(alarms.size).toBe(0);
    advance(hour);
    await dispatch(message.id);
    await sweep();
    expect(carriers.first.calls).toEqual([]);
    expect((await scheduled(id)).items).toEqual([]);
    expect((await scheduled(id, 'cancelled')).items.map((item) => item.id)).toEqual([message.id]);
  });

  test('a second time, then the answer is the same and nothing changes', async () => {
    const { message, cancel, evidence } = await withScheduled();
    const first = valueOf(await cancel(message.id));
    expect(valueOf(await cancel(message.id, oscar))).toEqual(first);
    expect(evidence('message.cancelled')).toHaveLength(1);
  });

  test('then it can be neither edited, sent nor retried', async () => {
    const { message, cancel, edit, sendNow, retry } = await withScheduled();
    await cancel(message.id);
    expect(codeOf(await edit(message.id, { body: 'New.' }))).toBe('not_editable');
    expect(codeOf(await sendNow(message.id))).toBe('not_scheduled');
    expect(codeOf(await retry(message.id))).toBe('not_retryable');
  });

  test('in the moment it is claimed, then not_cancellable, and it goes once', async () => {
    const { message, cancel, before, advance, dispatch, carriers } = await withScheduled();
    advance(hour);
    before('commit', () => dispatch(message.id));
    expect(codeOf(await cancel(message.id))).toBe('not_cancellable');
    expect(carriers.first.left).toHaveLength(1);
  });

  test('in the moment before it is handed over, then it never goes', async () => {
    const { message, cancel, before, advance, dispatch, carriers, statusOf } = await withScheduled();
    advance(hour);
    before('commit', async () => {
      await cancel(message.id);
    });
    await dispatch(message.id);
    expect(statusOf(message.id)).toBe('cancelled');
    expect(carriers.first.calls).toEqual([]);
  });
});

describe('given a text in delivery, when it is cancelled', () => {
  test('while it waits behind another, then it never goes', async () => {
    const { send, cancel, id, carriers } = await opened();
    const release = carriers.first.keepWaiting();
    const first = send(id, 'One.');
    await expect.poll(() => carriers.first.calls.length, { interval: 1 }).toBe(1);
    const second = valueOf(await send(id, 'Two.'));
    expect(valueOf(await cancel(second.id)).status).toBe('cancelled');
    release();
    await first;
    expect(carriers.first.left).toEqual([{ to: ana, body: 'One.' }]);
  });

  test('between its check and its claim, then it never goes', async () => {
    const { send, cancel, id, before, carriers, store } = await opened();
    // The first write queues the text, the second claims it.
    before('commit', async () =>
      before('commit', async () => {
        await cancel(store.everything().messages[0]!.id);
      }),
    );
    expect(valueOf(await send(id, 'Wait.')).status).toBe('cancelled');
    expect(carriers.first.calls).toEqual([]);
  });

  test('while the carrier has it, then not_cancellable with the message as it is', async () => {
    const { send, cancel, id, carriers } = await opened();
    const release = carriers.first.keepWaiting();
    const sending = send(id, 'One.');
    await expect.poll(() => carriers.first.calls.length, { interval: 1 }).toBe(1);
    const refusal = refusalOf(await cancel(carriers.first.calls[0]!.messageId));
    expect(refusal).toMatchObject({ code: 'not_cancellable', extra: { message: { status: 'sending' } } });
    release();
    expect(valueOf(await sending).status).toBe('sent');
  });

  test.each(['sent', 'failed', 'unconfirmed'] as const)(
    'once it is %s, then not_cancellable',
    async (status) => {
      const { send, cancel, id, carriers } = await opened();
      if (status === 'failed')
        carriers.first.will({ kind: 'refused', error: errors.invalidNumber, optedOut: false });
      if (status === 'unconfirmed') carriers.first.will({ lost: 'before_leaving' });
      const message = valueOf(await send(id, 'One.'));
      expect(message.status).toBe(status);
      expect(codeOf(await cancel(message.id))).toBe('not_cancellable');
    },
  );
});

describe('given a scheduled text, when it is sent now', () => {
  test('then it goes at once, keeps its id, and enters the thread; its alarm is gone and rings for nothing', async () => {
    const { message, sendNow, alarms, carriers, thread, scheduled, id, advance, dispatch } =
      await withScheduled();
    expect(valueOf(await sendNow(message.id))).toMatchObject({ id: message.id, status: 'sent' });
    expect(alarms.size).toBe(0);
    expect((await thread(id)).items.map((item) => item.id)).toEqual([message.id]);
    expect((await scheduled(id)).items).toEqual([]);
    advance(hour);
    await dispatch(message.id);
    expect(carriers.first.left).toEqual([{ to: ana, body: message.body }]);
  });

  test('twice at once, then it goes once and one of both is told not_scheduled', async () => {
    const { message, sendNow, carriers } = await withScheduled();
    const outcomes = await Promise.all([sendNow(message.id), sendNow(message.id, oscar)]);
    expect(outcomes.map(codeOf).filter((code) => code === 'not_scheduled')).toHaveLength(1);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('while the alarm rings, then it goes once', async () => {
    const { message, sendNow, dispatch, advance, carriers } = await withScheduled();
    advance(hour);
    await Promise.all([sendNow(message.id), dispatch(message.id)]);
    expect(carriers.first.left).toHaveLength(1);
  });

  test('after new rules of the guard, then phi_blocked, and it stays scheduled', async () => {
    const { message, sendNow, phiSettings, statusOf, carriers } = await withScheduled();
    await phiSettings({ alwaysBlock: ['tomorrow'] });
    expect(codeOf(await sendNow(message.id))).toBe('phi_blocked');
    expect(statusOf(message.id)).toBe('scheduled');
    expect(carriers.first.calls).toEqual([]);
  });

  test('after the person opted out, then opted_out', async () => {
    const { message, sendNow, text } = await withScheduled();
    await text(ana, 'STOP');
    expect(codeOf(await sendNow(message.id))).toBe('opted_out');
  });

  test('with a probable wish to stop undecided, then held_for_decision', async () => {
    const { message, sendNow, hold, id } = await withScheduled();
    await hold(id);
    expect(codeOf(await sendNow(message.id))).toBe('held_for_decision');
  });
});

describe('given a scheduled text that an answer shall cancel', () => {
  test('when the person answers, then it is cancelled in the same change', async () => {
    const { message, text, statusOf, store, advance, sweep, dispatch, carriers } = await withScheduled(hour, {
      cancelOnReply: true,
    });
    const changes: string[][] = [];
    store.onCommit(({ messages }) => changes.push(messages.map(({ after }) => after.status)));
    await text(ana, 'I will be there.');
    expect(changes).toEqual([['received', 'cancelled']]);
    expect(statusOf(message.id)).toBe('cancelled');
    advance(hour);
    await dispatch(message.id);
    await sweep();
    expect(carriers.first.calls).toEqual([]);
  });

  test('when the person answers, then the evidence says that the answer cancelled it', async () => {
    const { message, text, evidence, id } = await withScheduled(hour, { cancelOnReply: true });
    await text(ana, 'I will be there.');
    expect(evidence('message.cancelled')).toEqual([
      expect.objectContaining({ userId: 'system:carrier', conversationId: id, messageId: message.id }),
    ]);
  });

  test('when they answer on another line, or somebody else answers, then it stays', async () => {
    const { message, text, statusOf } = await withScheduled(hour, { cancelOnReply: true });
    await text(ana, 'Hello', lines.second);
    await text('+12025550177', 'Hello');
    expect(statusOf(message.id)).toBe('scheduled');
  });

  test('without that wish, then an answer leaves it', async () => {
    const { message, text, statusOf } = await withScheduled();
    await text(ana, 'Hello');
    expect(statusOf(message.id)).toBe('scheduled');
  });

  test('when the wish is edited away, or in, then that counts', async () => {
    const { message, schedule, id, edit, text, statusOf } = await withScheduled(hour, {
      cancelOnReply: true,
    });
    const other = await schedule(id, hour);
    await edit(message.id, { cancelOnReply: false });
    await edit(other.id, { cancelOnReply: true });
    await text(ana, 'Hello');
    expect([statusOf(message.id), statusOf(other.id)]).toEqual(['scheduled', 'cancelled']);
  });

  test('when it went already, then a later answer finds nothing to cancel', async () => {
    const { message, sendNow, text, statusOf, conversationState, id } = await withScheduled(hour, {
      cancelOnReply: true,
    });
    await sendNow(message.id);
    await text(ana, 'Thanks');
    expect(statusOf(message.id)).toBe('sent');
    expect(conversationState(id).cancelOnReply).toEqual([]);
  });

  test('when as many as can be wait for the answer, then it is stored and cancels them all, STOP on two lines too', async () => {
    const { schedule, send, edit, id, text, store, inSeconds, conversationWith } = await opened();
    await conversationWith(ana, lines.second);
    for (let index = 0; index < 40; index += 1) await schedule(id, hour, { cancelOnReply: true });
    const request = { body: 'One more.', sendAt: inSeconds(hour), cancelOnReply: true };
    expect(refusalOf(await send(id, request))).toMatchObject({
      code: 'invalid_request',
      extra: { errors: [{ path: 'cancelOnReply' }] },
    });
    const plain = await schedule(id, hour);
    expect(codeOf(await edit(plain.id, { cancelOnReply: true }))).toBe('invalid_request');
    await text(ana, 'STOP');
    const { messages } = store.everything();
    expect(messages.filter(({ direction }) => direction === 'inbound')).toHaveLength(1);
    expect(messages.filter(({ status }) => status === 'cancelled')).toHaveLength(40);
  });
});
