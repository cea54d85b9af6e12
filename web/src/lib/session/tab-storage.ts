/** What this tab keeps over a reload, and loses when it is closed. */
export const names = {
  tokens: 'sms.tokens',
  errand: 'sms.sign-in',
  phone: 'sms.phone',
  compose: 'sms.compose.',
  phiSettings: 'sms.phi-settings',
} as const;

/** Reads what was kept, or null. A browser that forbids storage keeps nothing; all else works. */
export const recall = <T>(name: string): T | null => {
  try {
    const kept = sessionStorage.getItem(name);
    return kept === null ? null : (JSON.parse(kept) as T);
  } catch {
    return null;
  }
};

export const keep = (name: string, value: unknown): void => {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full or forbidden: the value lives as long as the page.
  }
};

export const forget = (name: string): void => {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
};

/** Reads what was kept and deletes it. */
export const take = <T>(name: string): T | null => {
  const value = recall<T>(name);
  forget(name);
  return value;
};

/** Deletes all of ours: nothing of a person's work stays after sign-out. */
export const forgetAll = (): void => {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith('sms.')) forget(name);
  } catch {
    // Nothing was kept.
  }
};
