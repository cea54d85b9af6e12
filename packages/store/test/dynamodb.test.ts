import { DescribeTableCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamoStore } from '../src/dynamodb.ts';
import { conversationKey, messageKey } from '../src/keys.ts';
import { createDynamoSessions } from '../src/sessions-dynamodb.ts';
import { fromStreamImage } from '../src/stream-image.ts';
import { startDynamoDBLocal, type DynamoDBLocal } from './dynamodb-local.ts';
import { at, nextChange, sampleMessage } from './samples.ts';
import { describeSessions } from './sessions-contract.ts';
import { describeStore } from './store-contract.ts';

let local: DynamoDBLocal;
beforeAll(async () => {
  local = await startDynamoDBLocal();
}, 60_000);
afterAll(() => local.stop());

describeStore('the store on DynamoDB', async () =>
  createDynamoStore({ client: local.client, tableName: await local.createTable() }),
);
describeSessions('sessions on DynamoDB', async () =>
  createDynamoSessions({ client: local.client, tableName: await local.createTable() }),
);

test('the table has a stream with both images', async () => {
  const tableName = await local.createTable();
  const { Table } = await local.client.send(new DescribeTableCommand({ TableName: tableName }));
  expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
});

test("the stream's images tell a conversation, the messages of its version, and a message", async () => {
  const tableName = await local.createTable();
  const store = createDynamoStore({ client: local.client, tableName });
  const message = sampleMessage({ id: 'conversation-one.m', dueAt: at(1) });
  const change = nextChange(null, { lastActivityAt: at(1) }, [{ before: null, patch: message }]);
  await store.commit(change);
  const imageOf = async (key: { pk: string; sk: string }): Promise<Record<string, AttributeValue>> =>
    marshall((await local.client.send(new GetCommand({ TableName: tableName, Key: key }))).Item);
  expect(fromStreamImage(await imageOf(conversationKey('conversation-one')))).toEqual({
    entity: 'conversation',
    conversation: change.conversations[0]!.after,
    changedMessageIds: [message.id],
  });
  expect(fromStreamImage(await imageOf(messageKey('conversation-one', message.id)))).toEqual({
    entity: 'message',
    message,
  });
  expect(fromStreamImage({ entity: { S: 'audit' } })).toBeNull();
  expect(fromStreamImage(undefined)).toBeNull();
});

test('a stored item that is not valid names its attributes and tells nothing of them', () => {
  const image = { entity: { S: 'message' }, body: { S: 'secret words' }, status: { S: 'secret status' } };
  expect(() => fromStreamImage(image)).toThrow(/status/);
  expect(() => fromStreamImage(image)).not.toThrow(/secret/);
});
