export { createCarrierFor } from './carrier-for.ts';
export type { CarrierDependencies } from './dependencies.ts';
export {
  parseLineSecret,
  type LineSecret,
  type RingCentralSecret,
  type TwilioSecret,
} from './line-secret.ts';
export { parseRingCentralWebhook } from './ringcentral/webhook.ts';
export type { WebhookResult } from './webhook-result.ts';
