/**
 * The states of a text and the moves between them: the one table from which the database's conditions, the store in
 * memory, the API's refusals and the drawing in `docs/message-states.md` are all derived.
 */
export const outboundTransitions = {
  scheduled: ['queued', 'cancelled'],
  queued: ['sending', 'cancelled', 'failed'],
  sending: ['sent', 'delivered', 'undelivered', 'failed', 'unconfirmed'],
  unconfirmed: ['sent', 'delivered', 'undelivered', 'failed'],
  sent: ['delivered', 'undelivered', 'failed'],
  delivered: [],
  undelivered: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type OutboundStatus = keyof typeof outboundTransitions;
export type MessageStatus = OutboundStatus | 'received';

export const outboundStatuses = Object.keys(outboundTransitions) as OutboundStatus[];

/** The statuses a text may have come from when it enters `to`. */
export const priorStatuses = (to: MessageStatus): readonly OutboundStatus[] =>
  outboundStatuses.filter((from) => (outboundTransitions[from] as readonly string[]).includes(to));

/** Whether a text may move from one status to another; staying is no move. */
export const canMove = (from: MessageStatus, to: MessageStatus): boolean =>
  from !== 'received' && (outboundTransitions[from] as readonly string[]).includes(to);

/** Statuses in which nothing more happens by itself. `sent` may be the last word of a carrier, but may still move on. */
export const isFinal = (status: MessageStatus): boolean =>
  status === 'received' || outboundTransitions[status].length === 0;

/** What the table allows an operator to do to a text in that status; the reasons why not are the API's 409s. */
export const isCancellable = (status: MessageStatus): boolean => canMove(status, 'cancelled');
export const isEditable = (status: MessageStatus): boolean => status === 'scheduled';

/** A text that a worker still has something to do about. */
export const isPendingWork = (status: MessageStatus): boolean =>
  status === 'scheduled' || status === 'queued' || status === 'sending' || status === 'unconfirmed';

/** The table as a Mermaid state diagram. */
export const drawTransitions = (): string =>
  [
    'stateDiagram-v2',
    '  [*] --> received',
    '  [*] --> scheduled',
    '  [*] --> queued',
    ...outboundStatuses.flatMap((from) => outboundTransitions[from].map((to) => `  ${from} --> ${to}`)),
    ...outboundStatuses.filter((status) => isFinal(status)).map((status) => `  ${status} --> [*]`),
    '  received --> [*]',
  ].join('\n');
