import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { AwsError, answerError } from './aws-answer.ts';
import type { SecretBlueprint } from './blueprint.ts';
import { readBody } from './http-body.ts';
import { readState, writeState } from './state-file.ts';

export type Secrets = {
  /** By name or ARN. */
  readonly read: (id: string) => string | undefined;
  readonly write: (name: string, value: string) => void;
  /** @returns false when the request is for another API. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

type Kept = { readonly name: string; readonly arn: string; readonly value: string; readonly version: string };

const Ask = z.object({ SecretId: z.string() });

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (length: number): string =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');

const firstValue = ({ value, generate }: SecretBlueprint): string => {
  if (value !== undefined) return value;
  const text = randomText(generate.length);
  if (generate.key === undefined) return text;
  const template = JSON.parse(generate.template ?? '{}') as Record<string, unknown>;
  return JSON.stringify({ ...template, [generate.key]: text });
};

/** Secrets Manager's `GetSecretValue`; what the template generates is generated once and kept in `file`. */
export const createSecrets = (file: string, blueprints: readonly SecretBlueprint[]): Secrets => {
  const kept = new Map(readState<Kept[]>(file, []).map((secret) => [secret.name, secret]));

  const write = (name: string, value: string, arn = kept.get(name)?.arn): void => {
    const newArn = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${randomText(6)}`;
    kept.set(name, { name, arn: arn ?? newArn, value, version: randomUUID() });
    writeState(file, [...kept.values()]);
  };
  for (const blueprint of blueprints)
    if (!kept.has(blueprint.name)) write(blueprint.name, firstValue(blueprint), blueprint.arn);

  const find = (id: string): Kept | undefined =>
    kept.get(id) ?? [...kept.values()].find(({ arn }) => arn === id || arn.startsWith(`${id}-`));

  return {
    read: (id) => find(id)?.value,
    write: (name, value) => write(name, value),
    answer: async (request, response) => {
      const operation = /^secretsmanager\.(\w+)$/.exec(String(request.headers['x-amz-target'] ?? ''))?.[1];
      if (operation === undefined) return false;
      try {
        const body = await readBody(request, 65_536);
        if (operation !== 'GetSecretValue')
          throw new AwsError('InvalidRequestException', 400, `${operation} is not available here.`);
        const { SecretId: id } = Ask.parse(JSON.parse(String(body)));
        const secret = find(id);
        if (secret === undefined)
          throw new AwsError(
            'ResourceNotFoundException',
            400,
            "Secrets Manager can't find the specified secret.",
          );
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(
          JSON.stringify({
            ARN: secret.arn,
            Name: secret.name,
            SecretString: secret.value,
            VersionId: secret.version,
            VersionStages: ['AWSCURRENT'],
            CreatedDate: Math.floor(Date.now() / 1000),
          }),
        );
      } catch (error) {
        answerError(
          response,
          error instanceof AwsError ? error : new AwsError('InvalidRequestException', 400, 'Bad request'),
        );
      }
      return true;
    },
  };
};
