import * as z from 'zod';

/** Longest text the check looks at in one call, in UTF-16 code units. */
export const maxPhiTextLength = 20_000;

export const PhiCheckRequest = z.strictObject({ text: z.string().max(maxPhiTextLength) });
export type PhiCheckRequest = z.infer<typeof PhiCheckRequest>;

/** One thing found; `start` and `end` are UTF-16 code units of the text as it was sent, end exclusive. */
export const PhiFinding = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  type: z.string(),
  severity: z.enum(['block', 'warn']),
  message: z.string(),
  remedy: z.object({ label: z.string(), replacement: z.string() }).optional(),
  remedyText: z.string().optional(),
});
export type PhiFinding = z.infer<typeof PhiFinding>;

export const PhiCheck = z
  .object({
    block: z.boolean(),
    findings: z.array(PhiFinding),
    policyVersion: z.string(),
  })
  .meta({ id: 'PhiCheck' });
export type PhiCheck = z.infer<typeof PhiCheck>;
