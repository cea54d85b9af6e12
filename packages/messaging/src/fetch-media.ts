import { keptMediaType, type Media, type MessageState } from '@sms/domain';
import { untilCommitted } from './change.ts';
import { changeOf } from './message-change.ts';
import { lineOf } from './outgoing-text.ts';
import { conversationOf, type CarrierRecord, type MediaBytes, type World } from './ports.ts';
import { loadMessage } from './schedule-actions.ts';

/*
 * Carriers keep pictures for a time of their own, and delete them when somebody there deletes the text. So each is
 * copied once, after its text is stored and the webhook answered: at once by whoever follows the table's stream, and by
 * the sweep when that one died or the carrier gave nothing.
 */

/** After these many milliseconds from try to try the sweep asks the carrier again; then the medium is given up. */
export const mediaGaps = [1, 2, 5, 15, 60, 240, 720].map((minutes) => minutes * 60_000);

/** A file that the carrier has not is asked for once more: files are seen to lag behind their text. */
const triesOfGone = 1;

/** Identifies a medium inside an address and a key. */
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

const dueAfter = (tries: number, now: Date): string =>
  new Date(now.getTime() + (mediaGaps[tries] ?? mediaGaps.at(-1)!)).toISOString();

/** What a text as it comes in says of its media, and that they are to be fetched. */
export const mediaToFetch = (
  record: Pick<CarrierRecord, 'media'>,
  now: Date,
): Pick<MessageState, 'media' | 'mediaFetch' | 'dueAt'> => {
  if (record.media.length === 0) return { media: [], mediaFetch: null, dueAt: null };
  const taken = new Set<string>();
  const named = record.media.map((medium, index) => {
    const told = medium.carrierMediaId;
    const id = idPattern.test(told) && !taken.has(told) ? told : `file-${index + 1}`;
    taken.add(id);
    return { ...medium, id };
  });
  return {
    media: named.map(({ id, contentType, size }) => ({
      id,
      contentType: keptMediaType(contentType),
      size,
      url: null,
      status: 'fetching',
    })),
    mediaFetch: { sources: named.map(({ id, url }) => ({ id, url })), tries: 0 },
    dueAt: dueAfter(0, now),
  };
};

/** Where a medium is kept. Ids alone: keys stand in access logs. */
export const mediaKey = (organisation: string, messageId: string, mediaId: string): string =>
  `${organisation}/${messageId}/${mediaId}`;

/** Where the page finds it. */
const mediaUrl = (messageId: string, mediaId: string): string => `/api/media/${messageId}/${mediaId}`;

type Text = Pick<MessageState, 'organisation' | 'id'>;

/** Writes what became of one medium; the last one ends the work on its text. */
const settleMedium = (world: World, { organisation, id }: Text, medium: Partial<Media> & Pick<Media, 'id'>) =>
  untilCommitted(world, async () => {
    const found = await loadMessage(world, organisation, id);
    if (!found) return { answer: undefined };
    const { conversation, message } = found;
    if (!message.media.some((each) => each.id === medium.id && each.status === 'fetching'))
      return { answer: undefined };
    const media = message.media.map((each) => (each.id === medium.id ? { ...each, ...medium } : each));
    const sources = message.mediaFetch?.sources.filter((source) => source.id !== medium.id) ?? [];
    const rest =
      sources.length === 0
        ? { mediaFetch: null, dueAt: null }
        : { mediaFetch: { sources, tries: message.mediaFetch?.tries ?? 0 } };
    return { change: changeOf(conversation, message, { media, ...rest }), answer: undefined };
  });

const giveUp = async (world: World, text: Text, mediaId: string): Promise<void> => {
  world.log('media_unavailable', { messageId: text.id });
  await settleMedium(world, text, { id: mediaId, status: 'unavailable' });
};

const keep = async (world: World, text: Text, mediaId: string, file: MediaBytes): Promise<void> => {
  const contentType = keptMediaType(file.contentType);
  await world.media.put(mediaKey(text.organisation, text.id, mediaId), file.bytes, contentType);
  await settleMedium(world, text, {
    id: mediaId,
    contentType,
    size: file.bytes.length,
    url: mediaUrl(text.id, mediaId),
    status: 'stored',
  });
  world.log('media_stored', { messageId: text.id });
};

/** Asks the carrier for each medium that a text still lacks. `isLast`: what is not to be had now never will be. */
const fetchEach = async (world: World, message: MessageState, isLast: boolean): Promise<void> => {
  const found = await loadMessage(world, message.organisation, message.id);
  const { mediaFetch } = message;
  if (!found || mediaFetch === null) return;
  const line = await lineOf(world, found.conversation);
  const carrier = await world.carrierFor(line);
  for (const { id, url } of mediaFetch.sources) {
    const file = await carrier.fetchMedia(line, url);
    if (file !== null && file !== 'gone') await keep(world, message, id, file);
    else if (isLast || (file === 'gone' && mediaFetch.tries >= triesOfGone)) await giveUp(world, message, id);
    else world.log('media_unanswered', { messageId: message.id });
  }
};

/**
 * Fetches the media of a text that has just been stored. The text's own write has reserved the time until its first
 * due instant for this, so nothing is written first; what is missed the sweep finds.
 */
export const fetchNewMedia = async (world: World, messageId: string): Promise<void> => {
  const organisation = await world.store.organisationOf(conversationOf(messageId));
  const found = organisation === null ? null : await loadMessage(world, organisation, messageId);
  if (found && found.message.mediaFetch?.tries === 0) await fetchEach(world, found.message, false);
};

/**
 * Fetches the media of a text whose time for that has come. The try is written down before it is made: whatever kills
 * its worker does not make it begin again for ever.
 */
export const fetchDueMedia = async (world: World, messageId: string): Promise<void> => {
  const organisation = await world.store.organisationOf(conversationOf(messageId));
  if (organisation === null) return;
  const claimed = await untilCommitted(world, async () => {
    const found = await loadMessage(world, organisation, messageId);
    if (!found) return { answer: null };
    const { conversation, message } = found;
    const now = world.clock.now();
    if (message.mediaFetch === null || message.dueAt === null || message.dueAt > now.toISOString())
      return { answer: null };
    const tries = message.mediaFetch.tries + 1;
    const change = changeOf(conversation, message, {
      mediaFetch: { ...message.mediaFetch, tries },
      dueAt: dueAfter(tries, now),
    });
    return { change, answer: change.messages[0]!.after };
  });
  if (claimed === null) return;
  const tries = claimed.mediaFetch?.tries ?? 0;
  // A try beyond the last: its worker died while it gave up.
  if (tries > mediaGaps.length) {
    for (const { id } of claimed.mediaFetch?.sources ?? []) await giveUp(world, claimed, id);
  } else await fetchEach(world, claimed, tries === mediaGaps.length);
};
