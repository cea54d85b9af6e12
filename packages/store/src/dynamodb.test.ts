import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
  GetCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { nextChange } from '../test/samples.ts';
import { createDynamoStore } from './dynamodb.ts';

/** What DynamoDB Local never answers: other transactions in the way, limits. */

const client = mockClient(DynamoDBDocumentClient);
const store = createDynamoStore({ client: client as unknown as DynamoDBDocumentClient, tableName: 'table' });
beforeEach(() => {
  client.reset();
});

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

test('a transaction that met another is repeated as the same request', async () => {
  client
    .on(TransactWriteCommand)
    .rejectsOnce(cancelled('TransactionConflict', 'None'))
    .rejectsOnce(cancelled('None', 'ThrottlingError'))
    .resolves({});
  expect(await store.commit(nextChange(null))).toBe('committed');
  const tokens = client
    .commandCalls(TransactWriteCommand)
    .map((call) => call.args[0].input.ClientRequestToken);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(1);
});

test('a transaction that always meets others is given up, and another has another token', async () => {
  client.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
  expect(await store.commit(nextChange(null))).toBe('conflict');
  expect(await store.commit(nextChange(null))).toBe('conflict');
  const tokens = client
    .commandCalls(TransactWriteCommand)
    .map((call) => call.args[0].input.ClientRequestToken);
  expect(new Set(tokens).size).toBe(2);
});

test('what no repetition heals is thrown', async () => {
  client.on(TransactWriteCommand).rejects(cancelled('ValidationError', 'TransactionConflict'));
  await expect(store.commit(nextChange(null))).rejects.toThrow();
  expect(client.commandCalls(TransactWriteCommand)).toHaveLength(1);
});

test('a line whose allowance others keep changing asks to come back', async () => {
  client.on(GetCommand).resolves({});
  client
    .on(UpdateCommand)
    .rejects(Object.assign(new Error('no'), { name: 'ConditionalCheckFailedException' }));
  const now = '2026-11-23T12:00:00.000Z';
  expect(await store.takeSendSlot('line', now, { perMinute: 60, reserve: 0 })).toEqual({
    kind: 'wait',
    until: '2026-11-23T12:00:01.000Z',
  });
});
