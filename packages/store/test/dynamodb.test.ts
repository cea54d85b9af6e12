import { afterAll, beforeAll } from 'vitest';
import { createDynamoStore } from '../src/dynamodb.ts';
import { startDynamoDBLocal, type DynamoDBLocal } from './dynamodb-local.ts';
import { describeStore } from './store-contract.ts';

let local: DynamoDBLocal;
beforeAll(async () => {
  local = await startDynamoDBLocal();
}, 60_000);
afterAll(() => local.stop());

describeStore('the store on DynamoDB', async () =>
  createDynamoStore({ client: local.client, tableName: await local.createTable() }),
);
