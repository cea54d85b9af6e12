import type { Conversation, Message, MessagePage, ServerFrame } from '@sms/contract';

/** What the page holds of one conversation: every change up to `version` is in it. */
export type Thread = {
  readonly conversation: Conversation;
  readonly version: number;
  /** Texts received or handed to delivery, in the server's order. */
  readonly messages: readonly Message[];
  /**
   * Texts made with a time that were not handed to delivery (scheduled, cancelled), and failed ones of the part of the
   * thread that is not loaded.
   */
  readonly planned: readonly Message[];
  /** Where older texts go on; null when the oldest is here. */
  readonly older: string | null;
};

type MessageFrame = Extract<ServerFrame, { type: 'message' }>;
type ConversationFrame = Extract<ServerFrame, { type: 'conversation' }>;

export type Applied =
  | { readonly kind: 'applied'; readonly thread: Thread; readonly entered: readonly Message[] }
  /** A change between what is held and this one is missing: ask for what came after `version`. */
  | { readonly kind: 'gap' };

const isPlanned = (message: Message): boolean =>
  message.sendAt !== null && (message.status === 'scheduled' || message.status === 'cancelled');

/** What the list of scheduled texts shows: also those that failed, though they are part of the thread. */
const isListed = (message: Message): boolean => isPlanned(message) || message.status === 'failed';

const replaceAt = (list: readonly Message[], index: number, message: Message): readonly Message[] =>
  list[index]!.version >= message.version ? list : list.with(index, message);

const bySendAt = (one: Message, other: Message): number =>
  (one.sendAt ?? '') < (other.sendAt ?? '') ? -1 : (one.sendAt ?? '') > (other.sendAt ?? '') ? 1 : 0;

/** Whether a text that is not held belongs to the older part that was not loaded. */
const isBeforeLoaded = (thread: Thread, message: Message): boolean => {
  const oldest = thread.messages[0];
  return (
    thread.older !== null &&
    oldest !== undefined &&
    message.sendAt === null &&
    message.createdAt < oldest.createdAt
  );
};

/**
 * Puts one text where it belongs; an older state of it than the one held changes nothing. `entered` tells that it came
 * into the thread by this.
 */
export const place = (
  thread: Thread,
  message: Message,
): { readonly thread: Thread; readonly entered: boolean } => {
  // From the end: what changes is nearly always among the latest.
  const index = thread.messages.findLastIndex(({ id }) => id === message.id);
  if (index >= 0) {
    const messages = replaceAt(thread.messages, index, message);
    return { thread: messages === thread.messages ? thread : { ...thread, messages }, entered: false };
  }
  const plannedIndex = thread.planned.findIndex(({ id }) => id === message.id);
  if (plannedIndex >= 0 && thread.planned[plannedIndex]!.version >= message.version)
    return { thread, entered: false };
  const others = plannedIndex < 0 ? thread.planned : thread.planned.toSpliced(plannedIndex, 1);
  const staysFailed = message.status === 'failed' && thread.planned[plannedIndex]?.status === 'failed';
  if (isPlanned(message) || staysFailed)
    return { thread: { ...thread, planned: [...others, message].sort(bySendAt) }, entered: false };
  if (isBeforeLoaded(thread, message)) return { thread, entered: false };
  return {
    thread: { ...thread, planned: others, messages: [...thread.messages, message] },
    entered: true,
  };
};

const placeAll = (
  thread: Thread,
  messages: readonly Message[],
): { readonly thread: Thread; readonly entered: readonly Message[] } => {
  const entered: Message[] = [];
  let next = thread;
  for (const message of messages) {
    const placed = place(next, message);
    next = placed.thread;
    if (placed.entered) entered.push(message);
  }
  return { thread: next, entered };
};

/**
 * Takes one event: state + event = new state, or a gap. A change sends its texts first and the conversation last, all
 * with its number; the number counts as held once the conversation has come by its own topic. By the queue it comes
 * alone, and is no proof that its texts have come.
 */
export const applyFrame = (thread: Thread, frame: MessageFrame | ConversationFrame): Applied => {
  if (frame.version > thread.version + 1) return { kind: 'gap' };
  if (frame.type === 'message') {
    const placed = place(thread, frame.message);
    return { kind: 'applied', thread: placed.thread, entered: placed.entered ? [frame.message] : [] };
  }
  if (frame.version <= thread.version) return { kind: 'applied', entered: [], thread };
  if (frame.topic === 'queue') return { kind: 'gap' };
  const { version, conversation } = frame;
  return { kind: 'applied', entered: [], thread: { ...thread, version, conversation } };
};

/** Takes one page of a backfill; after the last one (`nextCursor` null) the thread is at the page's version. */
export const applyBackfill = (
  thread: Thread,
  page: MessagePage,
): { readonly thread: Thread; readonly entered: readonly Message[] } => {
  const placed = placeAll(thread, page.items);
  const version = page.version ?? thread.version;
  if (page.nextCursor !== null || version <= placed.thread.version) return placed;
  return {
    entered: placed.entered,
    thread: { ...placed.thread, version, conversation: page.conversation ?? placed.thread.conversation },
  };
};

/** Puts older texts in front. */
export const prependOlder = (thread: Thread, page: MessagePage): Thread => {
  const held = new Set(thread.messages.map(({ id }) => id));
  const older = page.items.filter(({ id }) => !held.has(id));
  return { ...thread, messages: [...older, ...thread.messages], older: page.nextCursor };
};

/**
 * Brings the thread into the order of its newest page. A backfill comes by version of the last change, which says
 * nothing about the order in which several new texts came. What came after the page was read stays at the end.
 */
export const orderByNewestPage = (thread: Thread, page: MessagePage): Thread => {
  const read = page.version ?? thread.version;
  const inPage = new Set(page.items.map(({ id }) => id));
  const rest = thread.messages.filter(({ id }) => !inPage.has(id));
  const held = new Map(thread.messages.map((message) => [message.id, message]));
  // What is not held yet comes by its own event, and is reported as new then.
  const newest = page.items.flatMap((message) => {
    const known = held.get(message.id);
    if (known === undefined) return [];
    return [known.version >= message.version ? known : message];
  });
  return {
    ...thread,
    messages: [
      ...rest.filter(({ version }) => version <= read),
      ...newest,
      ...rest.filter(({ version }) => version > read),
    ],
  };
};

/** The thread as it is first loaded; `listed` are texts made with a time, whatever became of them. */
export const openThread = (
  conversation: Conversation,
  page: MessagePage,
  listed: readonly Message[],
): Thread => {
  const held = new Set(page.items.map(({ id }) => id));
  return {
    conversation: page.conversation ?? conversation,
    version: page.version ?? conversation.version,
    messages: page.items,
    planned: listed.filter((message) => !held.has(message.id) && isListed(message)).sort(bySendAt),
    older: page.nextCursor,
  };
};
