import * as z from 'zod';

const Words = z.array(z.string().trim().min(1).max(100)).max(200);

/** An organisation's own rules of the PHI guard. */
export const PhiSettings = z.strictObject({
  /** Words or phrases that always block. */
  alwaysBlock: Words,
  /** Words or phrases that never do: the name of the organisation's own programme, say. */
  neverBlock: Words,
  /** Whether a text with warnings needs a confirming click. */
  confirmWarnings: z.boolean(),
});
export type PhiSettings = z.infer<typeof PhiSettings>;

export const defaultPhiSettings: PhiSettings = { alwaysBlock: [], neverBlock: [], confirmWarnings: false };
