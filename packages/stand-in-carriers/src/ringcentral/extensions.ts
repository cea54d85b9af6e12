import { createHash } from 'node:crypto';
import type { StandInLine } from '../options.ts';

/** A user of a RingCentral account: owns numbers, a message store, sessions and rate limits. */
export type Extension = {
  /** Stable across restarts. */
  readonly key: string;
  readonly accountId: number;
  readonly extensionId: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly jwt: string;
  readonly lines: readonly StandInLine[];
};

const number = (text: string, from: number, span: number): number =>
  from + (createHash('sha256').update(text).digest().readUIntBE(0, 6) % span);

/** One extension per user credential and app; lines that share both are numbers of the same user. */
export const extensionsOf = (lines: readonly StandInLine[]): readonly Extension[] => {
  const byKey = new Map<string, Extension & { lines: StandInLine[] }>();
  for (const line of lines) {
    if (line.carrier !== 'ringcentral') continue;
    if (!line.ringcentral) throw new Error('a RingCentral line needs its credentials');
    const { clientId, clientSecret, jwt } = line.ringcentral;
    const key = createHash('sha256').update(`${clientId}\n${jwt}`).digest('hex').slice(0, 16);
    const known = byKey.get(key);
    if (known) known.lines.push(line);
    else {
      byKey.set(key, {
        key,
        accountId: number(`account ${clientId}`, 400_000_000, 90_000_000),
        extensionId: number(`extension ${jwt}`, 500_000_000, 90_000_000),
        clientId,
        clientSecret,
        jwt,
        lines: [line],
      });
    }
  }
  return [...byKey.values()];
};

export const ownsNumber = (extension: Extension, phone: string): boolean =>
  extension.lines.some((line) => line.phone === phone);
