import type { LogCode } from '@sms/messaging/ports';

/** What the edges say of themselves, besides what the use cases say. */
export type EdgeLogCode =
  | 'request_refused'
  | 'request_failed'
  | 'response_not_valid'
  | 'webhook_refused'
  | 'webhook_failed'
  | 'socket_opened'
  | 'socket_refused'
  | 'socket_failed'
  | 'push_gone'
  | 'push_failed'
  | 'push_too_large'
  | 'fan_out_failed'
  | 'media_failed'
  | 'dispatch_not_valid'
  | 'dispatch_failed'
  | 'sweep_done'
  | 'sweep_failed'
  | 'upkeep_done'
  | 'upkeep_failed';

type Entry = { readonly level: 'info' | 'warn' | 'error'; readonly sentence: string };

const info = (sentence: string): Entry => ({ level: 'info', sentence });
const warn = (sentence: string): Entry => ({ level: 'warn', sentence });
const error = (sentence: string): Entry => ({ level: 'error', sentence });

/** Everything the product can write into its log. */
export const logCatalogue = {
  delivery_accepted: info('The carrier took a text.'),
  delivery_refused: info('A text was not sent, and will not be.'),
  delivery_unknown: warn("The carrier's answer to a text was lost; its fate is being looked up."),
  delivery_limited: info('A text waits for the allowance of its line.'),
  delivery_check_unavailable: error('A check before sending could not run, so nothing was sent.'),
  delivery_lease_expired: warn('A worker died while it was sending a text.'),
  reconciled: info('The fate of a text was found at the carrier.'),
  reconciliation_unanswered: warn('The carrier could not say what became of a text; it is asked again.'),
  needs_decision: warn('The carrier cannot say what became of a text: a person decides.'),
  schedule_not_set: warn('An alarm could not be set; the sweep will deliver.'),
  schedule_not_cleared: info('An alarm could not be removed; it will ring for nothing.'),
  sweep_failed_item: error('The sweep could not finish a text; the next one tries again.'),
  catch_up_failed: warn("A carrier's records could not be read; the next sweep tries again."),
  consent_told: info("The carrier's register of consents agrees with ours."),
  consent_not_told: warn("The carrier's register of consents could not be made to agree with ours."),
  media_stored: info('A picture or file is stored.'),
  media_unavailable: warn('A picture or file cannot be had from the carrier any more.'),
  media_unanswered: warn('The carrier did not give a picture or file; it is asked again.'),
  webhook_stored: info('What a carrier reported is stored.'),
  webhook_duplicate: info('A carrier reported what was known.'),
  webhook_ignored: info('A carrier reported what is not ours to keep.'),
  request_refused: info('A request was refused.'),
  request_failed: error('A request failed: a bug, or a service that is down.'),
  response_not_valid: error('An answer had not the shape that its route promises, and was withheld.'),
  webhook_refused: warn('A request to a webhook address did not come from its carrier.'),
  webhook_failed: error('A report of a carrier could not be stored; the carrier will repeat it.'),
  socket_opened: info('A websocket was opened.'),
  socket_refused: info('A websocket was refused: its ticket was not valid.'),
  socket_failed: error('A message over a websocket could not be answered.'),
  push_gone: info('A websocket was closed; its subscriptions are removed.'),
  push_failed: warn('A push failed; the page will have to subscribe again.'),
  push_too_large: info('A change was too large to push; the page is told to fetch it.'),
  fan_out_failed: error('A change could not be pushed; the batch is repeated from it.'),
  media_failed: error('A picture could not be fetched or kept; the sweep tries again.'),
  dispatch_not_valid: error('An alarm rang without the id of a text.'),
  dispatch_failed: error('A due text could not be delivered; it is tried again.'),
  sweep_done: info('The sweep is done.'),
  sweep_failed: error('The sweep failed; the next one does its work.'),
  upkeep_done: info("The carriers' subscriptions are in order."),
  upkeep_failed: error("A carrier's subscription could not be kept up; the next run tries again."),
} as const satisfies Record<LogCode | EdgeLogCode, Entry>;

/** The only fields a log line may have: ids, counts, codes and durations. Whatever else is given is left out. */
export const logFields = [
  'messageId',
  'conversationId',
  'route',
  'code',
  'reason',
  'status',
  'carrier',
  'errorName',
  'frames',
  'paths',
  'count',
  'due',
  'failed',
  'linesUnavailable',
  'attempt',
  'looks',
  'milliseconds',
  'kind',
  'warnings',
  'findings',
] as const;
