import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from 'vitest';
import { credentials, listenOnFreePort } from '../test/listen.ts';
import type { SecretBlueprint } from './blueprint.ts';
import { createSecrets } from './secrets-api.ts';

const closes: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(closes.splice(0).map((close) => close())));

const generated: SecretBlueprint = {
  name: 'hash-key',
  arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:hash-key-abcdef',
  value: undefined,
  generate: { length: 48, key: undefined, template: undefined },
};

const setup = async (file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.json')) => {
  const secrets = createSecrets(file, [generated]);
  const { url, close } = await listenOnFreePort(secrets.answer);
  closes.push(close);
  const client = new SecretsManagerClient({
    endpoint: url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const get = async (SecretId: string) =>
    (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
  return { secrets, get, file };
};

test('what the template generates is generated once and read by name or ARN', async () => {
  const { get, file } = await setup();
  const value = await get('hash-key');
  expect(value).toMatch(/^\w{48}$/);
  expect(await get(generated.arn)).toBe(value);
  const later = await setup(file);
  expect(await later.get('hash-key')).toBe(value);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('what an operator made is read; what nobody made is not found, by name', async () => {
  const { secrets, get } = await setup();
  secrets.write('small/lines/key', '{"carrier":"twilio"}');
  expect(await get('small/lines/key')).toBe('{"carrier":"twilio"}');
  await expect(get('small/lines/other')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
