import * as z from 'zod';

const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
/** A value that goes into a header or a body: never empty, without the line end that a copied secret tends to have. */
const word = z.string().trim().min(1);

const ringCentralSecret = z.object({
  carrier: z.literal('ringcentral'),
  /** Like `https://platform.ringcentral.com`. */
  serverUrl: baseUrl,
  clientId: word,
  clientSecret: word,
  /** The JWT credential of the user whose extension owns the number. */
  jwt: word,
  /** Chosen by us; the carrier hands it back with every event. */
  verificationToken: word,
});

const twilioSecret = z.object({
  carrier: z.literal('twilio'),
  /** Like `https://api.twilio.com`. */
  baseUrl,
  accountSid: word,
  authToken: word,
});

const lineSecret = z.discriminatedUnion('carrier', [ringCentralSecret, twilioSecret]);

export type RingCentralSecret = z.infer<typeof ringCentralSecret>;
export type TwilioSecret = z.infer<typeof twilioSecret>;
export type LineSecret = z.infer<typeof lineSecret>;

/** Reads a line's secret; null when it is missing or not of the right form. What it holds never enters an error. */
export const parseLineSecret = (value: unknown): LineSecret | null =>
  lineSecret.safeParse(value).data ?? null;
