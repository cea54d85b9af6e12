/** A JSON object, or null for anything else. */
export const parseObject = (body: Buffer | string): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};
