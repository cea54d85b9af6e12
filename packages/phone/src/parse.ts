import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Reads a phone number as people and carriers write it ("(202) 555-0123", "+1 202 555 0123", "2025550123") and gives
 * E.164, or null for what is no possible number. Numbers without a country are read as North American.
 */
export const parsePhone = (input: string): string | null => {
  const parsed = parsePhoneNumberFromString(input.normalize('NFKC').trim(), 'US');
  if (!parsed || parsed.ext) return null;
  if (!parsed.isPossible()) return null;
  return parsed.number;
};
