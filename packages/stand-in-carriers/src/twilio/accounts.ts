import { basicCredentials } from '../http.ts';
import type { Call, Reply } from '../http.ts';
import type { StandInLine } from '../options.ts';
import { failure, notFound } from './errors.ts';

export type Account = {
  readonly accountSid: string;
  readonly authToken: string;
  readonly lines: readonly StandInLine[];
};

export const accountsOf = (lines: readonly StandInLine[]): readonly Account[] => {
  const bySid = new Map<string, Account & { lines: StandInLine[] }>();
  for (const line of lines) {
    if (line.carrier !== 'twilio') continue;
    if (!line.twilio) throw new Error('a Twilio line needs its credentials');
    const known = bySid.get(line.twilio.accountSid);
    if (known) known.lines.push(line);
    else bySid.set(line.twilio.accountSid, { ...line.twilio, lines: [line] });
  }
  return [...bySid.values()];
};

/** The account of the Basic header, if the path names the same. */
export const authenticate = (
  accounts: readonly Account[],
  call: Call,
  accountSid: string,
): Account | Reply => {
  const credentials = basicCredentials(call.headers);
  const account = accounts.find(
    (candidate) => candidate.accountSid === credentials?.user && candidate.authToken === credentials.password,
  );
  if (!account) return failure(401, 20003, 'Authenticate');
  return account.accountSid === accountSid ? account : notFound();
};
