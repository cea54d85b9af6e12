import { MissingPrerequisite } from './prerequisites.ts';

/** What a line's secret holds, by carrier; see the secrets of a deployment. */
export type LineSecret =
  | {
      readonly carrier: 'ringcentral';
      readonly serverUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly jwt: string;
      readonly verificationToken: string;
    }
  | {
      readonly carrier: 'twilio';
      readonly baseUrl: string;
      readonly accountSid: string;
      readonly authToken: string;
    };

const ringCentralNames = {
  serverUrl: 'RINGCENTRAL_SERVER_URL',
  clientId: 'RINGCENTRAL_CLIENT_ID',
  clientSecret: 'RINGCENTRAL_CLIENT_SECRET',
  jwt: 'RINGCENTRAL_JWT',
  verificationToken: 'RINGCENTRAL_VERIFICATION_TOKEN',
} as const;

const twilioNames = {
  baseUrl: 'TWILIO_BASE_URL',
  accountSid: 'TWILIO_ACCOUNT_SID',
  authToken: 'TWILIO_AUTH_TOKEN',
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

const readSet = <Key extends string>(
  environment: Environment,
  names: Readonly<Record<Key, string>>,
): Record<Key, string> | undefined => {
  const pairs = Object.entries<string>(names);
  const missing = pairs.filter(([, name]) => !environment[name]).map(([, name]) => name);
  if (missing.length === pairs.length) return undefined;
  if (missing.length > 0)
    throw new MissingPrerequisite(
      `${missing.join(', ')} must be set too: a carrier's variables are given all together or not at all.`,
    );
  return Object.fromEntries(pairs.map(([key, name]) => [key, environment[name] ?? ''])) as Record<
    Key,
    string
  >;
};

/**
 * Accounts at real carriers, or at servers that speak their protocol, which the environment names instead of the
 * stand-ins.
 *
 * @throws MissingPrerequisite if a carrier's set is given in part.
 */
export const readCarrierEnvironment = (
  environment: Environment,
): { readonly ringcentral: LineSecret | undefined; readonly twilio: LineSecret | undefined } => {
  const ringcentral = readSet(environment, ringCentralNames);
  const twilio = readSet(environment, twilioNames);
  return {
    ringcentral: ringcentral && { carrier: 'ringcentral', ...ringcentral },
    twilio: twilio && { carrier: 'twilio', ...twilio },
  };
};
