import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { createTestWorld } from '../testing.ts';
import { createHandler } from './handler.ts';

let given: ReturnType<typeof createTestWorld>;
beforeEach(() => {
  given = createTestWorld();
});

test('an alarm delivers the text that it names', async () => {
  const deliverDue = vi.fn(async () => {});
  await createHandler({ log: given.world.log, deliverDue })({ messageId: 'conversation.message' });
  expect(deliverDue.mock.calls).toEqual([['conversation.message']]);
});

test('a delivery that fails is left to Lambda’s own retry, without a word of why in its records', async () => {
  const handler = createHandler({
    log: given.world.log,
    deliverDue: () => Promise.reject(new Error('secret +12025550123')),
  });
  await expect(handler({ messageId: 'conversation.message' })).rejects.toThrow(
    'The text could not be delivered.',
  );
  expect(given.lines).toMatchObject([{ event: 'dispatch_failed', messageId: 'conversation.message' }]);
  expect(JSON.stringify(given.lines)).not.toContain('secret');
});

test('any other event is refused once, and not tried again', async () => {
  const handler = createHandler({
    log: given.world.log,
    deliverDue: () => Promise.reject(new Error('never')),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.anything(), fc.record({ messageId: fc.string() })), async (event) => {
      const id = (event as { messageId?: unknown } | null | undefined)?.messageId;
      fc.pre(typeof id !== 'string' || !id.includes('.'));
      await handler(event);
    }),
  );
});
