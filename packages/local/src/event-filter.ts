type Matcher = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** DynamoDB's numbers are strings: they never match. */
const matchesNumeric = (value: unknown, rule: readonly unknown[]): boolean => {
  if (typeof value !== 'number') return false;
  for (let index = 0; index < rule.length; index += 2)
    if (!comparisons[String(rule[index])]?.(value, Number(rule[index + 1]))) return false;
  return true;
};

const matchesRule = (value: unknown, rule: unknown): boolean => {
  if (!isRecord(rule)) return value === rule;
  const [[name, argument] = ['', undefined]] = Object.entries(rule as Matcher);
  const text = typeof value === 'string' ? value : undefined;
  if (name === 'exists') return argument === (value !== undefined && !isRecord(value));
  if (name === 'prefix') return text?.startsWith(String(argument)) ?? false;
  if (name === 'suffix') return text?.endsWith(String(argument)) ?? false;
  if (name === 'equals-ignore-case') return text?.toLowerCase() === String(argument).toLowerCase();
  if (name === 'numeric') return matchesNumeric(value, argument as readonly unknown[]);
  if (name === 'anything-but')
    return value !== undefined && ![argument].flat().some((unwanted) => matchesRule(value, unwanted));
  throw new Error(`Invalid filter pattern definition: ${name}.`);
};

/**
 * Whether an event-source mapping's filter pattern matches a record: fields with AND, the rules in a list with OR.
 * Attribute values keep their type letter, so a pattern without it never matches.
 */
export const matchesPattern = (value: unknown, pattern: unknown): boolean => {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return pattern.some((rule) => values.some((one) => matchesRule(one, rule)));
  }
  if (!isRecord(pattern)) throw new Error('Invalid filter pattern definition.');
  return Object.entries(pattern).every(([name, inner]) =>
    matchesPattern(isRecord(value) ? value[name] : undefined, inner),
  );
};
