import { describe, expect, test } from 'vitest';
import { maxBodyLength } from '@sms/contract';
import {
  ana,
  ben,
  blockedWord,
  codeOf,
  createWorld,
  lines,
  olivia,
  oscar,
  refusalOf,
  valueOf,
  warnedWord,
} from '../test/world.ts';

const opened = async () => {
  const world = await createWorld();
  const { id } = await world.conversationWith(ana);
  return { ...world, id };
};

describe('given a text for a person', () => {
  test('when it is sent, then the carrier gets those words once, and the answer says sent', async () => {
    const { carriers, send, id, now } = await opened();
    const message = valueOf(await send(id, 'See you at 3.'));
    expect(message).toMatchObject({
      conversationId: id,
      direction: 'outbound',
      body: 'See you at 3.',
      status: 'sent',
      segments: 1,
      author: { id: 'olivia', name: 'Olivia' },
      createdAt: now(),
      sentAt: now(),
      sendAt: null,
      error: null,
      retryOf: null,
    });
    expect(carriers.first.left).toEqual([{ to: ana, body: 'See you at 3.' }]);
    expect(carriers.second.calls).toEqual([]);
  });

  test('when it is sent, then it was queued, claimed and sent, one version each, and the conversation shows it', async () => {
    const { send, id, store, conversationState, now } = await opened();
    const course: [number, string][] = [];
    store.onCommit(({ conversations, messages }) =>
      course.push([conversations[0]!.after.version, messages[0]!.after.status]),
    );
    await send(id, 'See you at 3.');
    expect(course).toEqual([
      [2, 'queued'],
      [3, 'sending'],
      [4, 'sent'],
    ]);
    expect(conversationState(id)).toMatchObject({
      lastMessage: { direction: 'outbound', preview: 'See you at 3.', at: now() },
      lastActivityAt: now(),
      unreadCount: 0,
      outbox: [],
      version: 4,
    });
  });

  test('on another line, then it leaves by that line', async () => {
    const { send, conversationWith, carriers } = await opened();
    const { id } = await conversationWith(ana, lines.second);
    await send(id, 'Hello.');
    expect(carriers.second.left).toEqual([{ to: ana, body: 'Hello.' }]);
    expect(carriers.first.calls).toEqual([]);
  });

  test.each(['', '   ', '\n\t'])('empty (%j), then body_empty', async (body) => {
    const { send, id, carriers } = await opened();
    expect(codeOf(await send(id, body))).toBe('body_empty');
    expect(carriers.first.calls).toEqual([]);
  });

  test('of the greatest length, then it goes; of one unit more, then body_too_long, without the text', async () => {
    const { send, id, carriers } = await opened();
    expect(codeOf(await send(id, 'x'.repeat(maxBodyLength)))).toBeNull();
    const refusal = refusalOf(await send(id, 'y'.repeat(maxBodyLength + 1)));
    expect(refusal.code).toBe('body_too_long');
    expect(JSON.stringify(refusal)).not.toContain('yy');
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('with pictures, then not_available_yet and nothing is stored', async () => {
    const { send, id, store } = await opened();
    expect(codeOf(await send(id, { body: 'Look', mediaIds: ['m1'] }))).toBe('not_available_yet');
    expect(store.everything().messages).toEqual([]);
  });

  test('in a conversation that is not there, then not_found', async () => {
    const { send } = await opened();
    expect(codeOf(await send('nowhere', 'Hello'))).toBe('not_found');
  });

  test('when the table fails before it is stored, then it throws and nothing left; the same key then sends once', async () => {
    const { send, id, fails, carriers } = await opened();
    fails('commit');
    await expect(send(id, 'Hello.', { key: 'k' })).rejects.toThrow();
    expect(carriers.first.calls).toEqual([]);
    expect(valueOf(await send(id, 'Hello.', { key: 'k' })).status).toBe('sent');
    expect(carriers.first.left).toHaveLength(1);
  });
});

describe('given protected health information in the text', () => {
  test('when it is sent, then phi_blocked with the findings, nothing is stored and nothing leaves', async () => {
    const { send, id, carriers, store, conversationState } = await opened();
    const refusal = refusalOf(await send(id, `Your ${blockedWord} is 9`));
    expect(refusal).toMatchObject({
      code: 'phi_blocked',
      extra: {
        findings: [{ start: 5, end: 8, type: 'LAB', severity: 'block' }],
        policyVersion: 'test-policy',
      },
    });
    expect(carriers.first.calls).toEqual([]);
    expect(store.everything().messages).toEqual([]);
    expect(conversationState(id).version).toBe(1);
  });

  test('then the evidence tells who, where, and how many findings of which type, and not the text', async () => {
    const { send, id, evidence } = await opened();
    await send(id, `Your ${blockedWord} is 9`);
    expect(evidence('phi.blocked')).toEqual([
      expect.objectContaining({
        userId: 'olivia',
        organisation: 'acme',
        conversationId: id,
        messageId: null,
        details: { policyVersion: 'test-policy', 'block.LAB': 1 },
      }),
    ]);
    expect(JSON.stringify(evidence())).not.toContain(blockedWord);
  });

  test('when it is reworded under the same key, then it goes', async () => {
    const { send, id } = await opened();
    await send(id, `Your ${blockedWord}`, { key: 'k' });
    expect(valueOf(await send(id, 'Your results are in.', { key: 'k' })).status).toBe('sent');
  });

  test("by the organisation's own words, then phi_blocked too", async () => {
    const { send, id, phiSettings } = await opened();
    await phiSettings({ alwaysBlock: ['Oncology'], neverBlock: [blockedWord] });
    expect(codeOf(await send(id, 'Oncology called'))).toBe('phi_blocked');
    expect(codeOf(await send(id, `The ${blockedWord} club meets at 3.`))).toBeNull();
  });

  test('when the guard cannot run, then phi_unavailable, and nothing is stored or leaves', async () => {
    const { send, id, phi, carriers, store } = await opened();
    phi.fails = true;
    expect(codeOf(await send(id, 'Hello.'))).toBe('phi_unavailable');
    expect(carriers.first.calls).toEqual([]);
    expect(store.everything().messages).toEqual([]);
  });

  test('when the guard fails only at delivery, then the text waits queued, and goes once the guard is back', async () => {
    const { send, id, phi, carriers, before, sweep, advance, statusOf, logged } = await opened();
    before('commit', async () => {
      phi.fails = true;
    });
    const message = valueOf(await send(id, 'Hello.'));
    expect(message.status).toBe('queued');
    expect(carriers.first.calls).toEqual([]);
    expect(logged).toContainEqual({ code: 'delivery_check_unavailable', fields: { messageId: message.id } });
    advance(61);
    await sweep();
    expect(statusOf(message.id)).toBe('queued');
    expect(carriers.first.calls).toEqual([]);
    phi.fails = false;
    advance(61);
    await sweep();
    expect(statusOf(message.id)).toBe('sent');
    expect(carriers.first.left).toHaveLength(1);
  });

  describe('as a warning', () => {
    const asking = async (confirmWarnings: boolean) => {
      const world = await opened();
      await world.phiSettings({ confirmWarnings });
      return world;
    };

    test('where the organisation wants no confirming, then it goes', async () => {
      const { send, id } = await asking(false);
      expect(codeOf(await send(id, `Your ${warnedWord} is at 3.`))).toBeNull();
    });

    test('where it does, then warnings_unconfirmed with the findings; confirmed, then it goes and the evidence says so', async () => {
      const { send, id, evidence } = await asking(true);
      const refusal = refusalOf(await send(id, `Your ${warnedWord} is at 3.`));
      expect(refusal).toMatchObject({
        code: 'warnings_unconfirmed',
        extra: { findings: [{ severity: 'warn' }] },
      });
      const body = `Your ${warnedWord} is at 3.`;
      expect(valueOf(await send(id, { body, confirmWarnings: true })).status).toBe('sent');
      expect(evidence('message.sent')[0]?.details).toEqual({ warningsConfirmed: true });
    });

    test('a confirmation lifts no block', async () => {
      const { send, id } = await asking(true);
      expect(codeOf(await send(id, { body: blockedWord, confirmWarnings: true }))).toBe('phi_blocked');
    });
  });
});

describe("given the person's wish", () => {
  test('when they opted out, then opted_out and nothing leaves', async () => {
    const { send, id, text, carriers } = await opened();
    await text(ana, 'STOP');
    expect(codeOf(await send(id, 'But…'))).toBe('opted_out');
    expect(carriers.first.calls).toEqual([]);
  });

  test('when a probable wish to stop awaits a person, then held_for_decision until it is lifted', async () => {
    const { send, id, hold, update } = await opened();
    await hold(id);
    expect(codeOf(await send(id, 'But…'))).toBe('held_for_decision');
    await update(id, { hold: null });
    expect(codeOf(await send(id, 'Fine.'))).toBeNull();
  });
});

describe('given a page that shows an older state', () => {
  test('when a text came since, then newer_messages with where the conversation stands', async () => {
    const { send, id, text } = await opened();
    const seenVersion = 1;
    await text(ana, 'Wait!');
    expect(refusalOf(await send(id, { body: 'See you.', seenVersion }))).toMatchObject({
      code: 'newer_messages',
      extra: { version: 2 },
    });
  });

  test('when a colleague sent since, then newer_messages', async () => {
    const { send, id, carriers } = await opened();
    await send(id, 'First.', { as: oscar });
    expect(codeOf(await send(id, { body: 'Second.', seenVersion: 1 }))).toBe('newer_messages');
    expect(carriers.first.left).toHaveLength(1);
  });

  test('when only a status, an assignment or a scheduled text changed since, then it goes', async () => {
    const { send, id, update, schedule } = await opened();
    const { version } = valueOf(await send(id, 'First.'));
    await update(id, { assignee: 'oscar' });
    await schedule(id, 3600);
    expect(codeOf(await send(id, { body: 'Second.', seenVersion: version }))).toBeNull();
  });

  test('when it is at the present version, or does not say, then it goes', async () => {
    const { send, id, text, conversationState } = await opened();
    await text(ana, 'Hello');
    expect(codeOf(await send(id, { body: 'One.', seenVersion: conversationState(id).version }))).toBeNull();
    expect(codeOf(await send(id, 'Two.'))).toBeNull();
  });

  test('when the text of the same key was accepted already, then it is no question any more', async () => {
    const { send, id, text, carriers } = await opened();
    const first = valueOf(await send(id, { body: 'See you.', seenVersion: 1 }, { key: 'k' }));
    await text(ana, 'Wait!');
    expect(valueOf(await send(id, { body: 'See you.', seenVersion: 1 }, { key: 'k' })).id).toBe(first.id);
    expect(carriers.first.left).toHaveLength(1);
  });
});

describe('given an idempotency key that was used', () => {
  test('with the same text, then the same message is answered as it now stands, and nothing is sent again', async () => {
    const { send, id, carriers, status, evidence } = await opened();
    const first = valueOf(await send(id, 'Hello.', { key: 'k' }));
    await status('ringcentral-1', 'delivered');
    expect(valueOf(await send(id, 'Hello.', { key: 'k' }))).toMatchObject({
      id: first.id,
      status: 'delivered',
    });
    expect(carriers.first.calls).toHaveLength(1);
    expect(evidence('message.sent')).toHaveLength(1);
  });

  test.each([
    ['body', { body: 'Other.' }],
    ['time', { body: 'Hello.', sendAt: '2026-03-03T15:00:00Z' }],
    ['zone', { body: 'Hello.', timeZone: 'America/Chicago' }],
    ['wish about replies', { body: 'Hello.', cancelOnReply: true }],
  ])('with another %s, then idempotency_conflict and nothing is sent', async (_, request) => {
    const { send, id, carriers } = await opened();
    await send(id, 'Hello.', { key: 'k' });
    expect(codeOf(await send(id, request, { key: 'k' }))).toBe('idempotency_conflict');
    expect(carriers.first.calls).toHaveLength(1);
  });

  test('by ten requests at once, then one message and one text leaves', async () => {
    const { send, id, carriers, store, evidence } = await opened();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => send(id, 'Hello.', { key: 'k' })));
    expect(new Set(outcomes.map((outcome) => valueOf(outcome).id)).size).toBe(1);
    expect(store.everything().messages).toHaveLength(1);
    expect(carriers.first.left).toEqual([{ to: ana, body: 'Hello.' }]);
    expect(evidence('message.sent')).toHaveLength(1);
  });

  test('by two requests with different texts at once, then one goes and the other is refused', async () => {
    const { send, id, carriers } = await opened();
    const outcomes = await Promise.all([send(id, 'One.', { key: 'k' }), send(id, 'Two.', { key: 'k' })]);
    expect(outcomes.map(codeOf).sort()).toEqual(['idempotency_conflict', null].sort());
    expect(carriers.first.left).toHaveLength(1);
  });

  test('in another conversation, then it is another text', async () => {
    const { send, id, conversationWith, carriers } = await opened();
    const other = await conversationWith(ben);
    const outcomes = [await send(id, 'Hi.', { key: 'k' }), await send(other.id, 'Hi.', { key: 'k' })];
    expect(new Set(outcomes.map((outcome) => valueOf(outcome).id)).size).toBe(2);
    expect(carriers.first.left.map(({ to }) => to)).toEqual([ana, ben]);
  });

  test('by a person who opted out meanwhile, then the answer is still the text as it went', async () => {
    const { send, id, text } = await opened();
    const first = valueOf(await send(id, 'Hello.', { key: 'k' }));
    await text(ana, 'STOP');
    expect(valueOf(await send(id, 'Hello.', { key: 'k' })).id).toBe(first.id);
  });
});

describe('given several texts for one person', () => {
  test('when they are asked for one after another and the first is slow, then they leave in that order', async () => {
    const { send, id, carriers } = await opened();
    const release = carriers.first.keepWaiting();
    const first = send(id, 'One.');
    await expect.poll(() => carriers.first.calls.length, { interval: 1 }).toBe(1);
    const second = valueOf(await send(id, 'Two.'));
    const third = valueOf(await send(id, 'Three.', { as: oscar }));
    expect([second.status, third.status]).toEqual(['queued', 'queued']);
    expect(carriers.first.left).toEqual([]);
    release();
    expect(valueOf(await first).status).toBe('sent');
    expect(carriers.first.left.map(({ body }) => body)).toEqual(['One.', 'Two.', 'Three.']);
  });

  test('when twenty are asked for at once, then each leaves once, in the order of the thread', async () => {
    const { send, id, carriers, thread, sweep, advance } = await opened();
    await Promise.all(Array.from({ length: 20 }, (_, index) => send(id, `Text ${index}.`)));
    advance(61);
    await sweep();
    const inThread = (await thread(id)).items;
    expect(inThread.map(({ status }) => status)).toEqual(Array(20).fill('sent'));
    expect(carriers.first.left.map(({ body }) => body)).toEqual(inThread.map(({ body }) => body));
  });

  test('when the fate of the first is unknown, then the second waits for it; another person does not', async () => {
    const { send, id, carriers, conversationWith, statusOf, sweep, advance } = await opened();
    carriers.first.will({ lost: 'after_leaving' });
    carriers.first.recordsAnswer = false;
    await send(id, 'One.');
    const second = valueOf(await send(id, 'Two.'));
    expect(second.status).toBe('queued');
    const other = await conversationWith(ben);
    expect(valueOf(await send(other.id, 'Hi Ben.')).status).toBe('sent');
    carriers.first.recordsAnswer = true;
    advance(61);
    await sweep();
    expect(statusOf(second.id)).toBe('sent');
    expect(carriers.first.left.map(({ body }) => body)).toEqual(['One.', 'Hi Ben.', 'Two.']);
  });

  test('when the first is refused by the carrier, then the second goes', async () => {
    const { send, id, carriers } = await opened();
    carriers.first.will({
      kind: 'refused',
      error: { code: 'rejected', message: 'Rejected.', retryable: false },
      optedOut: false,
    });
    expect(valueOf(await send(id, 'One.')).status).toBe('failed');
    expect(valueOf(await send(id, 'Two.')).status).toBe('sent');
  });
});

test('given a text by an operator, then the evidence names them and the message, and holds no text', async () => {
  const { send, id, evidence } = await opened();
  const message = valueOf(await send(id, 'See you at three.'));
  expect(evidence('message.sent')).toEqual([
    expect.objectContaining({
      userId: olivia.userId,
      organisation: 'acme',
      conversationId: id,
      messageId: message.id,
      details: {},
    }),
  ]);
});
