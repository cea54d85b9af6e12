export { createCarrierFor } from './carrier-for.ts';
export type { CarrierDependencies } from './dependencies.ts';
export {
  parseLineSecret,
  type LineSecret,
  type RingCentralSecret,
  type TwilioSecret,
} from './line-secret.ts';
export { ringCentralUpkeep, ringCentralWebhookUrl, type UpkeepReport } from './ringcentral/subscription.ts';
export { parseRingCentralWebhook } from './ringcentral/webhook.ts';
export { twilioInboundUrl, twilioStatusUrl } from './twilio/callback.ts';
export { parseTwilioWebhook, type TwilioWebhookRequest } from './twilio/webhook.ts';
export type { Headers, WebhookResult } from './webhook-result.ts';
