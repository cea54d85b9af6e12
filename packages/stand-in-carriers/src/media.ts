import { randomBytes } from 'node:crypto';

/** A file of an MMS as the carriers keep it. */
export type Media = { readonly id: string; readonly contentType: string; readonly base64: string };

const greyPixel: Omit<Media, 'id'> = {
  contentType: 'image/png',
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
};

export const newMediaId = (): string => randomBytes(16).toString('hex');

const dataUrl = /^data:([\w.+-]+\/[\w.+-]+)(;base64)?,(.*)$/s;

/** Fetches what a person attached (`data:` or http); what cannot be had becomes a grey pixel, for there may be no net. */
export const fetchMedia = async (url: string): Promise<Media> => {
  const id = newMediaId();
  const inline = dataUrl.exec(url);
  if (inline) {
    const [, contentType = '', base64, data = ''] = inline;
    return {
      id,
      contentType,
      base64: base64 ? data : Buffer.from(decodeURIComponent(data)).toString('base64'),
    };
  }
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    if (!response.ok) return { id, ...greyPixel };
    const contentType = (response.headers.get('content-type') ?? 'application/octet-stream').split(';')[0]!;
    return { id, contentType, base64: Buffer.from(await response.arrayBuffer()).toString('base64') };
  } catch {
    return { id, ...greyPixel };
  }
};
