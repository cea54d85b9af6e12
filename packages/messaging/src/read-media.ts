import { isShownInline, type Actor } from '@sms/domain';
import { auditRecord } from './change.ts';
import { mediaKey } from './fetch-media.ts';
import { refuse, succeed, type Outcome } from './outcome.ts';
import { conversationOf, type World } from './ports.ts';

/** A stored picture or file: its bytes, or where to read them when they are too many for one answer. */
export type MediaFile = { readonly contentType: string; readonly disposition: 'inline' | 'attachment' } & (
  { readonly bytes: Uint8Array } | { readonly link: string }
);

/** So many bytes fit into a function's answer of 6 MB, encoded in base64, beside its headers. */
export const largestAnswerBytes = 4_400_000;

const notFound = () => refuse('not_found', 'There is no such file. It may not have been fetched yet.');

/** One picture or file of a text; that it was looked at is evidence. */
export const readMedia =
  (world: Pick<World, 'store' | 'media' | 'newId' | 'clock'>) =>
  async (actor: Actor, messageId: string, mediaId: string): Promise<Outcome<MediaFile>> => {
    const { organisation } = actor;
    const conversationId = conversationOf(messageId);
    const message = await world.store.getMessage(organisation, conversationId, messageId);
    const medium = message?.media.find((each) => each.id === mediaId && each.status === 'stored');
    if (!medium) return notFound();
    const { contentType, size } = medium;
    const disposition = isShownInline(contentType) ? 'inline' : 'attachment';
    const key = mediaKey(organisation, messageId, mediaId);
    const isLarge = size !== null && size > largestAnswerBytes;
    const file = isLarge ? null : await world.media.get(key);
    if (!isLarge && file === null) return notFound();
    await world.store.appendAudit(
      auditRecord(world, actor, 'conversation.read', { conversationId, messageId }, { media: 1 }),
    );
    const shown = { contentType, disposition } as const;
    return succeed(
      file === null
        ? { ...shown, link: await world.media.link(key, shown) }
        : { ...shown, bytes: file.bytes },
    );
  };
