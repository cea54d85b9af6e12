import { describe, expect, test } from 'vitest';
import { RegisteringCarrier } from '../test/scripted-carrier.ts';
import { ana, ben, createWorld, lines } from '../test/world.ts';
import { readOptOuts } from './consent-sync.ts';

/** A world whose first line's carrier keeps a register. */
const createRegisteringWorld = async () => {
  const api = await createWorld();
  const carrier = new RegisteringCarrier(lines.first, api.world.clock.now);
  const world = {
    ...api.world,
    carrierFor: async (line: typeof lines.first) =>
      line.lineKey === lines.first.lineKey ? carrier : api.world.carrierFor(line),
  };
  const { recordCarrierEvent, sweep } = await import('@sms/messaging');
  return {
    ...api,
    world,
    carrier,
    text: (phone: string, body: string, line = lines.first) =>
      recordCarrierEvent(world, line, api.inboundFrom(phone, body, line)),
    sweep: () => sweep(world),
    consentOf: (phone: string) =>
      api.store.everything().people.find((person) => person.phone === phone)?.consent ?? null,
    readOptOuts: () => readOptOuts(world, lines.first),
  };
};

describe('what a person says to us in words of their own', () => {
  test('is told to the carrier at once, and once', async () => {
    const { text, carrier, sweep } = await createRegisteringWorld();
    await text(ana, 'alto');
    expect(carrier.told).toEqual([{ phone: ana, optedOut: true }]);
    await text(ana, 'Opt out');
    await text(ana, 'comenzar');
    await sweep();
    expect(carrier.told).toEqual([
      { phone: ana, optedOut: true },
      { phone: ana, optedOut: false },
    ]);
    expect(carrier.register.size).toBe(0);
  });

  test('is told by the sweep when the carrier could not be reached; what they want by then counts', async () => {
    const { text, carrier, sweep } = await createRegisteringWorld();
    carrier.registerAnswer = 'unavailable';
    await text(ana, 'parar');
    await text(ben, 'alto');
    await text(ana, 'comenzar');
    await sweep();
    carrier.registerAnswer = 'set';
    carrier.told.length = 0;
    await sweep();
    await sweep();
    expect(carrier.told).toEqual([
      { phone: ben, optedOut: true },
      { phone: ana, optedOut: false },
    ]);
    expect([...carrier.register.keys()]).toEqual([ben]);
  });

  test('is told though the worker died in between', async () => {
    const { text, carrier, sweep, consentOf, fails } = await createRegisteringWorld();
    // Dies with the write that stores the text: the carrier tells of it again.
    fails('commit');
    await expect(text(ana, 'alto')).rejects.toThrow();
    await sweep();
    expect(carrier.told).toEqual([]);
    await text(ana, 'alto');
    expect(consentOf(ana)).toBe('opted_out');
    expect(carrier.told).toEqual([{ phone: ana, optedOut: true }]);
  });

  test('that the carrier will not hear of is not told for ever', async () => {
    const { text, carrier, sweep, consentOf, logged } = await createRegisteringWorld();
    carrier.registerAnswer = 'refused';
    await text(ana, 'alto');
    await sweep();
    await sweep();
    expect(carrier.told).toHaveLength(1);
    expect(consentOf(ana)).toBe('opted_out');
    expect(logged).toContainEqual({ code: 'consent_not_told', fields: { kind: 'refused' } });
  });

  test('that breaks the carrier is stored and answered all the same', async () => {
    const { text, carrier, consentOf } = await createRegisteringWorld();
    carrier.setConsent = () => Promise.reject(new Error('broken'));
    await text(ana, 'alto');
    expect(consentOf(ana)).toBe('opted_out');
  });

  test('to a carrier without a register is nobody’s business', async () => {
    const { text, store } = await createRegisteringWorld();
    await text(ana, 'alto', lines.second);
    expect(await store.getValue(`consent-sync:${lines.second.lineKey}`)).toBeNull();
  });
});

describe("the carrier's own register", () => {
  test('opts out whoever we lack, with evidence, once', async () => {
    const { carrier, readOptOuts: read, consentOf, evidence, now } = await createRegisteringWorld();
    carrier.register.set(ana, now());
    carrier.register.set(ben, null);
    expect(await read()).toBe('read');
    expect([consentOf(ana), consentOf(ben)]).toEqual(['opted_out', 'opted_out']);
    expect(evidence('consent.opted_out')).toHaveLength(2);
    await read();
    expect(evidence('consent.opted_out')).toHaveLength(2);
  });

  test('counts less than what the person said to us later', async () => {
    const { carrier, text, readOptOuts: read, consentOf, advance, now } = await createRegisteringWorld();
    const before = now();
    advance(10);
    await text(ana, 'comenzar');
    carrier.register.set(ana, before);
    await read();
    expect(consentOf(ana)).toBe('consented');
    advance(10);
    carrier.register.set(ana, now());
    await read();
    expect(consentOf(ana)).toBe('opted_out');
  });

  test('is not taken over before it has been told what waits for it', async () => {
    const { carrier, text, readOptOuts: read, consentOf } = await createRegisteringWorld();
    carrier.register.set(ana, null);
    await read();
    carrier.setConsent = async () => 'unavailable';
    await text(ana, 'comenzar');
    expect(await read()).toBe('read');
    expect(consentOf(ana)).toBe('consented');
  });

  test('that cannot be asked changes nothing, nor does one that is not there', async () => {
    const { world, carrier, readOptOuts: read, store } = await createRegisteringWorld();
    carrier.registerAnswer = 'unavailable';
    expect(await read()).toBe('unavailable');
    expect(await readOptOuts(world, lines.second)).toBe('no_register');
    expect(store.everything().people).toEqual([]);
  });
});
