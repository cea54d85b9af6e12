import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

const real = new SecretsManagerClient({ region: 'us-east-1' });
const client = mockClient(real);
beforeEach(() => {
  client.reset();
});

test("a line's secret is read once and kept", async () => {
  client
    .on(GetSecretValueCommand, { SecretId: 'lines/key' })
    .resolves({ SecretString: '{"carrier":"twilio"}' });
  const secrets = createSecrets(real);
  expect(await secrets.readLineSecret('lines/', 'key')).toEqual({ carrier: 'twilio' });
  expect(await secrets.readLineSecret('lines/', 'key')).toEqual({ carrier: 'twilio' });
  expect(client.commandCalls(GetSecretValueCommand)).toHaveLength(1);
});

test('no secret, or one that is not JSON, is none; a service that is down is an error', async () => {
  const missing = new ResourceNotFoundException({ message: 'no', $metadata: {} });
  client
    .on(GetSecretValueCommand)
    .rejectsOnce(missing)
    .resolvesOnce({ SecretString: 'not json' })
    .rejects(Object.assign(new Error('down'), { name: 'InternalServiceError' }));
  const secrets = createSecrets(real);
  expect(await secrets.readLineSecret('lines/', 'one')).toBeNull();
  expect(await secrets.readLineSecret('lines/', 'two')).toBeNull();
  await expect(secrets.readLineSecret('lines/', 'three')).rejects.toThrow();
});

test("the identifiers' key must be there", async () => {
  client.on(GetSecretValueCommand).resolvesOnce({ SecretString: 'key' }).resolves({ SecretString: '' });
  const secrets = createSecrets(real);
  expect(await secrets.readIdentifierKey('id')).toBe('key');
  await expect(secrets.readIdentifierKey('other')).rejects.toThrow('empty');
});
