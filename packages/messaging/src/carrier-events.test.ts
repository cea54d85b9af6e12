import { describe, expect, test } from 'vitest';
import type { CarrierEvent } from '@sms/messaging';
import { ana, ben, createWorld, errors, lines, valueOf } from '../test/world.ts';

describe("given the carrier's notice about a person's consent", () => {
  const notice = (optedOut: boolean, at: string): CarrierEvent => ({
    kind: 'consent',
    line: lines.first.phone,
    phone: ana,
    optedOut,
    at,
  });

  test('that they opted out, then it counts on every line, once, with evidence', async () => {
    const { tell, conversationWith, conversationState, evidence, now } = await createWorld();
    const first = await conversationWith(ana);
    const second = await conversationWith(ana, lines.second);
    await tell(notice(true, now()));
    await tell(notice(true, now()));
    expect([first, second].map(({ id }) => conversationState(id))).toEqual([
      expect.objectContaining({ consent: 'opted_out', version: 2 }),
      expect.objectContaining({ consent: 'opted_out', version: 2 }),
    ]);
    expect(evidence('consent.opted_out')).toHaveLength(1);
  });

  test('that they are in again, then they may be texted', async () => {
    const { tell, conversationWith, send, now } = await createWorld();
    const { id } = await conversationWith(ana);
    await tell(notice(true, now()));
    await tell(notice(false, now()));
    expect(valueOf(await send(id, 'Welcome back.')).status).toBe('sent');
  });

  test('of somebody unknown, then it is known when they are first looked up, and they stay out of the queue', async () => {
    const { tell, conversationWith, conversationState, now } = await createWorld();
    await tell(notice(true, now()));
    const conversation = await conversationWith(ana);
    expect(conversation.consent).toBe('opted_out');
    expect(conversationState(conversation.id).lastActivityAt).toBeNull();
  });
});

test('given many carriers’ events about many people at once, then every conversation counts its versions without a hole', async () => {
  const { tell, inboundFrom, store, carriers } = await createWorld();
  const seen = new Map<string, number[]>();
  store.onCommit(({ conversations }) => {
    for (const { after } of conversations) seen.set(after.id, [...(seen.get(after.id) ?? []), after.version]);
  });
  await Promise.all([
    ...[ana, ben, ana, ben].map((phone, index) => tell(inboundFrom(phone, `Text ${index}`))),
    tell({ kind: 'outbound', record: carriers.first.record(ana, 'From my phone.') }),
    tell({
      kind: 'outbound',
      record: carriers.first.record(ben, 'No.', { status: 'failed', error: errors.optedOut }),
    }),
    tell(inboundFrom(ana, 'STOP')),
  ]);
  for (const versions of seen.values()) expect(versions).toEqual(versions.map((_, index) => index + 1));
  expect(store.everything().messages).toHaveLength(7);
});
