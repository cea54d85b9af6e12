import * as z from 'zod';

const Text = z.string().min(1);
const Url = z.url().transform((url) => url.replace(/\/+$/, ''));

/** Every environment variable of the product. A function reads those it uses and no others. */
const variables = {
  TABLE_NAME: Text,
  /** Name or ARN of the secret that holds the key of the identifiers' hash. */
  IDENTIFIER_KEY_SECRET_ID: Text,
  /** What the names of the lines' secrets begin with; a line's key ends them. */
  LINE_SECRET_PREFIX: Text,
  SCHEDULE_GROUP: Text,
  DISPATCH_FUNCTION_ARN: Text,
  SCHEDULER_ROLE_ARN: Text,
  /** How people and carriers reach the product; no slash at the end. */
  PUBLIC_URL: Url,
  /** Where pushes to open websockets go. */
  CONNECTIONS_URL: Url,
  /** The bucket of pictures and files. */
  MEDIA_BUCKET: Text,
  VERSION: Text,
} as const;

export type VariableName = keyof typeof variables;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads these variables once.
 *
 * @throws Error which names every variable that is missing or not valid, never what is in it.
 */
export const readConfig = <Name extends VariableName>(
  names: readonly Name[],
  environment: Environment = process.env,
): { readonly [K in Name]: string } => {
  const read = names.map((name) => [name, variables[name].safeParse(environment[name])] as const);
  const bad = read.filter(([, parsed]) => !parsed.success).map(([name]) => name);
  if (bad.length > 0) throw new Error(`Missing or not valid in the environment: ${bad.join(', ')}.`);
  return Object.fromEntries(read.map(([name, parsed]) => [name, parsed.data])) as {
    readonly [K in Name]: string;
  };
};
