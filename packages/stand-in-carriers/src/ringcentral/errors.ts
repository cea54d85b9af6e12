import { json } from '../http.ts';
import type { Reply } from '../http.ts';

/** The old words that stand in the top-level `errorCode` while `errors[]` holds the code proper. */
const oldWords: Readonly<Record<string, string>> = {
  'CMN-101': 'InvalidParameter',
  'CMN-102': 'ResourceNotFound',
  'OAU-128': 'TokenExpired',
  'OAU-213': 'TokenInvalid',
  'OAU-149': 'TokenInvalid',
};

/** RingCentral's error body. */
export const failure = (
  status: number,
  errorCode: string,
  message: string,
  extra: { parameterName?: string; headers?: Record<string, string> } = {},
): Reply => {
  const detail = {
    errorCode,
    message,
    ...(extra.parameterName ? { parameterName: extra.parameterName } : {}),
  };
  return json(
    status,
    { ...detail, errorCode: oldWords[errorCode] ?? errorCode, errors: [detail] },
    extra.headers,
  );
};

export const invalid = (parameterName: string): Reply =>
  failure(400, 'CMN-101', `Parameter [${parameterName}] value is invalid`, { parameterName });

export const notFound = (what: string): Reply =>
  failure(404, 'CMN-102', `Resource for parameter [${what}] is not found`, { parameterName: what });

/** The body of the token endpoint's refusals. */
export const grantFailure = (status: number, error: string, errorCode: string, message: string): Reply =>
  json(status, { error, error_description: message, errors: [{ errorCode, message }] });
