import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Line } from '@sms/domain';
import { recordCarrierEvent } from '@sms/messaging/carrier-events';
import { createIdentifiers } from '@sms/messaging/identifiers';
import type { Carrier, World } from '@sms/messaging/ports';
import { resolveConversation } from '@sms/messaging/resolve-conversation';
import { sendMessage } from '@sms/messaging/send-message';
import { checkPhi } from '@sms/phi';
import { createDynamoStore } from '@sms/store/dynamodb';
import { createMemoryMedia } from '@sms/media/memory';
import { startDynamoDBLocal } from '../../packages/store/test/dynamodb-local.ts';
import { figure, type Figure } from './figure.ts';

const line: Line = {
  organisation: 'acme',
  phone: '+12025550100',
  carrier: 'ringcentral',
  lineKey: 'line',
  ordinal: 0,
  helpText: null,
};
const person = '+12025550123';
const actor = { organisation: 'acme', userId: 'operator', name: 'Olivia' };

type Count = { calls: number; writeUnits: number; readUnits: number };

type Metered = {
  readonly ConsumedCapacity?: Units | readonly Units[];
};
type Units = {
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
};

/** Counts every call to the table and the units it takes, indexes included. */
const meter = (client: DynamoDBDocumentClient): Count => {
  const count: Count = { calls: 0, writeUnits: 0, readUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const isWrite = /Put|Update|Delete|TransactWrite/.test(String(context.commandName));
      count.calls += 1;
      for (const units of [(result.output as Metered).ConsumedCapacity ?? []].flat()) {
        if (isWrite) count.writeUnits += units.WriteCapacityUnits ?? units.CapacityUnits ?? 0;
        else count.readUnits += units.ReadCapacityUnits ?? units.CapacityUnits ?? 0;
      }
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  return count;
};

/** What one inbound and one sent text cost at the table, in a conversation that is there already. */
export const tableFigures = async (): Promise<Figure[]> => {
  const database = await startDynamoDBLocal();
  try {
    const count = meter(database.client);
    const store = createDynamoStore({ client: database.client, tableName: await database.createTable() });
    let ids = 0;
    const carrier: Carrier = {
      name: 'ringcentral',
      pacePerMinute: 600,
      answersHelp: false,
      send: async () => ({ kind: 'accepted', carrierMessageId: `sent-${(ids += 1)}` }),
      findSent: async () => [],
      changesSince: async () => null,
      fetchMedia: async () => null,
    };
    const world: World = {
      store,
      carrierFor: async () => carrier,
      scheduler: { set: async () => undefined, clear: async () => undefined },
      media: createMemoryMedia(),
      clock: { now: () => new Date() },
      newId: () => `id-${String((ids += 1)).padStart(6, '0')}`,
      identifiers: createIdentifiers('key'),
      checkPhi,
      log: () => undefined,
      pause: async () => undefined,
      sleep: async () => undefined,
    };
    await store.putLine(line);
    const opened = await resolveConversation(world)(actor, { phone: person });
    if (!opened.ok) throw new Error('The conversation could not be opened.');
    const rounds = 20;
    const measure = async (work: (round: number) => Promise<unknown>): Promise<Count> => {
      const before = { ...count };
      for (let round = 0; round < rounds; round += 1) await work(round);
      return {
        calls: (count.calls - before.calls) / rounds,
        writeUnits: (count.writeUnits - before.writeUnits) / rounds,
        readUnits: (count.readUnits - before.readUnits) / rounds,
      };
    };
    const inbound = await measure((round) =>
      recordCarrierEvent(world, line, {
        kind: 'inbound',
        record: {
          carrierMessageId: `in-${round}`,
          direction: 'inbound',
          from: person,
          to: line.phone,
          body: 'Is Thursday at 10:30 still free?',
          media: [],
          at: new Date().toISOString(),
          status: null,
          error: null,
        },
      }),
    );
    const sent = await measure((round) =>
      sendMessage(world)(actor, opened.value.id, `key-${round}`, { body: 'Yes, see you Thursday at 10:30.' }),
    );
    return [
      figure('inbound.tableCalls', inbound.calls, 'calls'),
      figure('inbound.writeUnits', inbound.writeUnits, 'WCU'),
      figure('inbound.readUnits', inbound.readUnits, 'RCU'),
      figure('sent.tableCalls', sent.calls, 'calls'),
      figure('sent.writeUnits', sent.writeUnits, 'WCU'),
      figure('sent.readUnits', sent.readUnits, 'RCU'),
    ];
  } finally {
    await database.stop();
  }
};
