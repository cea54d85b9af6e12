import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** A changed secret is known everywhere after so long. */
const maxAgeSeconds = 300;

export type Secrets = {
  /** The key of the identifiers' hash. @throws Error when there is none: no id could be made without it. */
  readonly readIdentifierKey: (secretId: string) => Promise<string>;
  /** A line's credentials, JSON parsed; null when there are none or they are not JSON. */
  readonly readLineSecret: (prefix: string, lineKey: string) => Promise<unknown>;
};

type Failure = { readonly name?: string; readonly cause?: { readonly name?: string } };

const isMissing = (error: unknown): boolean =>
  (error as Failure).name === 'ParameterNotFoundError' ||
  (error as Failure).cause?.name === 'ResourceNotFoundException';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Secrets Manager, with what was read kept for a while. */
export const createSecrets = (client: SecretsManagerClient): Secrets => {
  const provider = new SecretsProvider({ awsSdkV3Client: client });
  const read = async (name: string): Promise<string | undefined> => {
    const value = await provider.get(name, { maxAge: maxAgeSeconds });
    return typeof value === 'string' ? value : undefined;
  };
  return {
    async readIdentifierKey(secretId) {
      const key = await read(secretId);
      if (!key) throw new Error('The secret with the key of the identifiers is empty.');
      return key;
    },
    async readLineSecret(prefix, lineKey) {
      try {
        const text = await read(prefix + lineKey);
        return text === undefined ? null : parseJson(text);
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
  };
};
