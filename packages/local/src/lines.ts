import { randomBytes } from 'node:crypto';
import { demoLines } from '@sms/demo-data/lines';
import type { CarrierName, Line } from '@sms/domain';
import type { StandInLine } from '@sms/stand-in-carriers/options';
import type { LineSecret, readCarrierEnvironment } from './carrier-environment.ts';
import { readState, writeState } from './state-file.ts';

/** A line with the credentials that the stand-in carrier gave for it. */
export type LocalLine = {
  readonly line: Line;
  readonly secret: LineSecret;
  /** False: the environment names the account, and the stand-in knows nothing of the line. */
  readonly standIn: boolean;
};

type Kept = Readonly<
  Record<'acme1' | 'acme2' | 'rival1', { readonly lineKey: string; readonly token: string }>
>;

const random = (bytes = 24): string => randomBytes(bytes).toString('base64url');

const readKept = (file: string): Kept => {
  const fresh = () => ({ lineKey: random(), token: random(16) });
  const kept = readState<Kept | null>(file, null) ?? { acme1: fresh(), acme2: fresh(), rival1: fresh() };
  writeState(file, kept);
  return kept;
};

const standInSecret = ({ carrier, organisation }: Line, token: string, carriersUrl: string): LineSecret =>
  carrier === 'ringcentral'
    ? {
        carrier,
        serverUrl: carriersUrl,
        clientId: `local-${organisation}`,
        clientSecret: `secret-${token}`,
        jwt: `jwt-${token}`,
        verificationToken: `verify-${token}`,
      }
    : {
        carrier,
        baseUrl: carriersUrl,
        accountSid: `AC${Buffer.from(token).toString('hex').slice(0, 32)}`,
        authToken: Buffer.from(token).toString('hex').slice(0, 32),
      };

/**
 * The demonstration's lines with their credentials. A line's key and token stay the same from start to start.
 *
 * @param accounts accounts that the environment names: the lines of `acme` at that carrier use them.
 */
export const localLines = (
  file: string,
  firstCarrier: CarrierName,
  accounts: ReturnType<typeof readCarrierEnvironment>,
  carriersUrl: string,
): readonly LocalLine[] => {
  const kept = readKept(file);
  const { acme1, acme2, rival1 } = kept;
  const tokens = new Map(Object.values(kept).map(({ lineKey, token }) => [lineKey, token]));
  const keys = { acme1: acme1.lineKey, acme2: acme2.lineKey, rival1: rival1.lineKey };
  return demoLines(firstCarrier, keys).map((line) => {
    const account = line.organisation === 'acme' ? accounts[line.carrier] : undefined;
    return {
      line,
      secret: account ?? standInSecret(line, tokens.get(line.lineKey) ?? '', carriersUrl),
      standIn: account === undefined,
    };
  });
};

/** A line as the stand-in carriers want to know it. */
export const toStandInLine = ({ line: { phone, lineKey }, secret }: LocalLine): StandInLine =>
  secret.carrier === 'ringcentral'
    ? { phone, lineKey, carrier: 'ringcentral', ringcentral: secret }
    : { phone, lineKey, carrier: 'twilio', twilio: secret };

/** The addresses that the carrier of a line is told. */
export const webhookAddresses = ({ carrier, lineKey }: Line, publicUrl: string): Record<string, string> =>
  carrier === 'ringcentral'
    ? { events: `${publicUrl}/webhooks/ringcentral/${lineKey}` }
    : {
        inbound: `${publicUrl}/webhooks/twilio/${lineKey}/inbound`,
        status: `${publicUrl}/webhooks/twilio/${lineKey}/status`,
      };
