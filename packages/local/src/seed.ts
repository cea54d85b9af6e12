import { createHash } from 'node:crypto';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { demoTexts, seed as seedPeople } from '@sms/demo-data';
import { createIdentifiers } from '@sms/messaging/identifiers';
import type { StandInCarriers } from '@sms/stand-in-carriers/options';
import { createDynamoStore } from '@sms/store/dynamodb';
import type { LocalLine } from './lines.ts';

export type SeedOptions = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly lines: readonly LocalLine[];
};

const storeOf = ({ client, tableName }: SeedOptions) =>
  createDynamoStore({
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName,
  });

/** Writes the lines, each time: a line's carrier may have changed since the last start. */
export const seedLines = async (options: SeedOptions): Promise<void> => {
  const store = storeOf(options);
  for (const { line } of options.lines) await store.putLine(line);
};

/** Writes the demonstration's contacts beside the lines. */
export const seedContacts = async (options: SeedOptions, identifierKey: string): Promise<void> => {
  const [acme1, acme2, rival1] = options.lines.map(({ line }) => line);
  if (acme1 === undefined || acme2 === undefined || rival1 === undefined) return;
  await seedPeople(storeOf(options), createIdentifiers(identifierKey), acme1.carrier, {
    acme1: acme1.lineKey,
    acme2: acme2.lineKey,
    rival1: rival1.lineKey,
  });
};

export type TextingOptions = {
  readonly origin: string;
  readonly carriers: StandInCarriers;
  /** An operator's access token. */
  readonly token: string;
};

/**
 * Lets the demonstration's people text and the operator answer, through the carrier and the API like everybody: what
 * a first start finds in the queue has come the way that everything later comes.
 *
 * @throws Error if the API refuses one of the texts.
 */
export const seedTexts = async ({ origin, carriers, token }: TextingOptions): Promise<void> => {
  const post = async (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ id: string }> => {
    const response = await fetch(`${origin}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`The demonstration's texts could not be sent: ${String(response.status)}.`);
    return (await response.json()) as { id: string };
  };
  for (const [index, text] of demoTexts.entries()) {
    if (text.kind === 'inbound') await carriers.handsetSend(text);
    else {
      const { id } = await post('/conversations/resolve', { phone: text.person, line: text.line });
      const key = createHash('sha256')
        .update(`demo ${String(index)}`)
        .digest('hex')
        .slice(0, 32);
      // The hour of the first start is no reason to greet a newcomer with a refusal.
      const override = { overrideQuietHours: true, overrideReason: 'Demonstration data' };
      await post(
        `/conversations/${id}/messages`,
        { body: text.body, ...override },
        { 'idempotency-key': key },
      );
    }
    await carriers.settle();
  }
};
