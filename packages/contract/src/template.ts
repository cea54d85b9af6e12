import * as z from 'zod';
import { Instant } from './primitives.ts';

/** A canned reply; `{{name}}` stands for a variable. */
export const Template = z.object({
  id: z.string(),
  name: z.string(),
  body: z.string(),
  updatedAt: Instant,
});
export const TemplatePage = z.object({ items: z.array(Template), nextCursor: z.string().nullable() });
export const WriteTemplate = z.strictObject({
  name: z.string().min(1).max(100),
  body: z.string().min(1).max(1000),
});
