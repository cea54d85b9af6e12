import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Line } from '@sms/domain';
import type { Carrier, CarrierEvent, CarrierRecord, SendRequest } from '@sms/messaging/ports';
import {
  createCarrierFor,
  ringCentralUpkeep,
  type CarrierDependencies,
  type LineSecret,
} from '../src/index.ts';
import { createValues } from './world.ts';

/** What can be asked of a carrier that stands in for the true one. */
export type Control = {
  setFault(
    fault: 'timeout_before' | 'timeout_after' | 'rate_limit' | 'server_error' | 'reject' | 'undelivered',
  ): void;
  /** A person's phone texts the line. */
  textLine(from: string, body: string): Promise<void>;
  /** What the line's webhook address was told, as read by the adapter. */
  events(): readonly CarrierEvent[];
};

export type CarrierUnderTest = {
  readonly line: Line;
  readonly secret: LineSecret;
  /** A number that may be texted. */
  readonly recipient: string;
  readonly publicUrl: string;
  /** Null against a server that only does what its protocol says. */
  readonly control: Control | null;
  readonly close: () => Promise<void>;
};

const patience = { timeout: 20_000, interval: 250 };

/** What the use cases may rely on, of any server that speaks a carrier's protocol. */
export const describeCarrier = (
  name: string,
  open: () => Promise<CarrierUnderTest>,
  { carrier: carrierName, isStandIn }: { readonly carrier: Line['carrier']; readonly isStandIn: boolean },
): void => {
  describe(name, () => {
    let subject: CarrierUnderTest;
    let carrier: Carrier;
    const dependenciesWith = (secret: LineSecret): CarrierDependencies => ({
      readSecret: () => Promise.resolve(secret),
      store: createValues(),
      clock: { now: () => new Date() },
      newId: randomUUID,
      publicUrl: subject.publicUrl,
      ...(isStandIn ? { timeoutMs: 1_000 } : {}),
    });
    const carrierWith = (secret: LineSecret): Promise<Carrier> =>
      createCarrierFor(dependenciesWith(secret))(subject.line);

    beforeAll(async () => {
      subject = await open();
      carrier = await carrierWith(subject.secret);
    });
    afterAll(() => subject.close());

    const textOf = (body: string, to = subject.recipient): SendRequest => ({
      line: subject.line,
      to,
      body,
      messageId: `${'c'.repeat(22)}.${'m'.repeat(22)}`,
      attemptId: randomUUID(),
    });
    /** No two tests send the same words. */
    const words = (): string => `Are you coming at 3 pm? 1 + 1 = 2 & ñ 👍 ${randomUUID()}`;
    const minuteAgo = (): string => new Date(Date.now() - 60_000).toISOString();

    const sentRecords = async (body: string, to = subject.recipient): Promise<readonly CarrierRecord[]> => {
      const records = await carrier.findSent({ line: subject.line, to, since: minuteAgo() });
      return (records ?? []).filter((record) => record.body === body);
    };

    test('accepts a text and shows it in its records, once', async () => {
      const body = words();
      const outcome = await carrier.send(textOf(body));
      expect(outcome.kind).toBe('accepted');
      const carrierMessageId = outcome.kind === 'accepted' ? outcome.carrierMessageId : '';
      await expect
        .poll(() => sentRecords(body), patience)
        .toMatchObject([
          { carrierMessageId, direction: 'outbound', from: subject.line.phone, to: subject.recipient, body },
        ]);
    });

    test('tells of a text and its status among the changes after a position', async () => {
      const before = await carrier.changesSince(subject.line, null);
      expect(before).not.toBeNull();
      const body = words();
      const outcome = await carrier.send(textOf(body));
      const carrierMessageId = outcome.kind === 'accepted' ? outcome.carrierMessageId : '';
      const seen: (string | null)[] = [];
      let position = before!.position;
      await expect
        .poll(async () => {
          const changes = await carrier.changesSince(subject.line, position);
          position = changes?.position ?? position;
          for (const event of changes?.events ?? []) {
            if (event.kind === 'outbound' && event.record.carrierMessageId === carrierMessageId) {
              expect(event.record.body).toBe(body);
              seen.push(event.record.status);
            }
          }
          return seen.some((status) => status === 'sent' || status === 'delivered');
        }, patience)
        .toBe(true);
    });

    test('refuses a number that is none, for good', async () => {
      expect(await carrier.send(textOf(words(), '+1202'))).toMatchObject({
        kind: 'refused',
        error: { retryable: false },
      });
    });

    test('refuses a line that is not the account’s, until somebody heals it', async () => {
      const foreign = { ...subject.line, phone: '+12025550177' };
      expect(await carrier.send({ ...textOf(words()), line: foreign })).toMatchObject({
        kind: 'refused',
        error: { code: 'carrier_configuration', retryable: true },
      });
    });

    test('refuses wrong credentials, until somebody heals them', async () => {
      const wrong =
        subject.secret.carrier === 'ringcentral'
          ? { ...subject.secret, jwt: 'wrong' }
          : { ...subject.secret, authToken: 'wrong' };
      const outcome = await (await carrierWith(wrong)).send(textOf(words()));
      expect(outcome).toMatchObject({
        kind: 'refused',
        error: { code: 'carrier_configuration', retryable: true },
      });
      expect(JSON.stringify(outcome)).not.toContain('wrong');
    });

    describe.runIf(isStandIn)('with faults', () => {
      const control = (): Control => subject.control!;

      test('an answer lost after the text was taken: the records tell', async () => {
        const body = words();
        control().setFault('timeout_after');
        expect(await carrier.send(textOf(body))).toEqual({ kind: 'unknown' });
        await expect.poll(() => sentRecords(body), patience).toHaveLength(1);
      });

      test.each(['timeout_before', 'server_error', 'server_error'] as const)(
        '%s: the records are empty',
        async (fault) => {
          const body = words();
          control().setFault(fault);
          expect(await carrier.send(textOf(body))).toEqual({ kind: 'unknown' });
          expect(await sentRecords(body)).toEqual([]);
        },
      );

      test('a rejected text was not sent, and may be retried once the line is put right', async () => {
        const body = words();
        control().setFault('reject');
        expect(await carrier.send(textOf(body))).toMatchObject({
          kind: 'refused',
          error: { code: 'carrier_configuration', retryable: true },
        });
        expect(await sentRecords(body)).toEqual([]);
      });

      test('a text that is not delivered says why', async () => {
        const body = words();
        control().setFault('undelivered');
        expect((await carrier.send(textOf(body))).kind).toBe('accepted');
        await expect
          .poll(() => sentRecords(body), patience)
          .toMatchObject([{ status: 'undelivered', error: { retryable: true } }]);
      });

      test.runIf(carrierName === 'ringcentral')(
        'keeps a subscription, with the carrier’s own trial of the address',
        async () => {
          const deps = dependenciesWith(subject.secret);
          expect(await ringCentralUpkeep(deps, subject.line)).toMatchObject({
            outcome: 'created',
            hearsConsents: true,
          });
          expect(await ringCentralUpkeep(deps, subject.line)).toMatchObject({ outcome: 'kept', deleted: 0 });
        },
      );

      test('news of a text come by webhook', async () => {
        const request = textOf(words());
        const from = control().events().length;
        const outcome = await carrier.send(request);
        const carrierMessageId = outcome.kind === 'accepted' ? outcome.carrierMessageId : '';
        const { messageId, attemptId } = request;
        await expect
          .poll(() => control().events().slice(from), patience)
          .toContainEqual(
            subject.secret.carrier === 'ringcentral'
              ? { kind: 'records_changed' }
              : expect.objectContaining({
                  kind: 'status',
                  status: 'delivered',
                  carrierMessageId,
                  attempt: { messageId, attemptId },
                }),
          );
      });

      test('a person’s text comes by webhook and stands in the records', async () => {
        const body = words();
        const before = await carrier.changesSince(subject.line, null);
        await control().textLine('+12025550166', body);
        const expected = { kind: 'inbound', record: { from: '+12025550166', to: subject.line.phone, body } };
        const told = (): readonly CarrierEvent[] =>
          control()
            .events()
            .filter((event) => event.kind === 'inbound' && event.record.body === body);
        await expect.poll(told, patience).toMatchObject([expected]);
        const changes = await carrier.changesSince(subject.line, before?.position ?? null);
        const [event] = told();
        const id = event?.kind === 'inbound' ? event.record.carrierMessageId : '';
        expect(changes?.events).toContainEqual(
          expect.objectContaining({
            record: expect.objectContaining({ carrierMessageId: id, body }) as unknown,
          }),
        );
      });

      test('a person who stopped is told of, at once or by the record', async () => {
        const person = '+12025550155';
        await control().textLine(person, 'STOP');
        const body = words();
        const outcome = await carrier.send(textOf(body, person));
        if (outcome.kind === 'refused') {
          expect(outcome).toMatchObject({ optedOut: true, error: { code: 'opted_out', retryable: false } });
        } else {
          await expect
            .poll(() => sentRecords(body, person), patience)
            .toMatchObject([{ status: 'failed', error: { code: 'opted_out', retryable: false } }]);
        }
      });

      test('a limit says when to come back', async () => {
        control().setFault('rate_limit');
        expect(await carrier.send(textOf(words()))).toMatchObject({ kind: 'limited', retryAfterSeconds: 1 });
      });
    });
  });
};
