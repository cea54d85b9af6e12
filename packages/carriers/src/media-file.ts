import { largestMediaBytes, type MediaBytes } from '@sms/messaging/ports';
import { parseRetryAfter } from './http-call.ts';

/** What came of asking for a file. */
export type FileResult =
  | { readonly kind: 'file'; readonly file: MediaBytes }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Larger than what is kept. */
  | { readonly kind: 'too_large' }
  | { readonly kind: 'refused'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'unreached' };

/** How long a carrier may take to hand over a file, in milliseconds. */
const fileTimeoutMilliseconds = 15_000;

/** Reads a body up to the limit; null when it goes on beyond. */
const readLimited = async (response: Response): Promise<Uint8Array | null> => {
  if (Number(response.headers.get('content-length') ?? 0) > largestMediaBytes) {
    await response.body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the rest.
    if (size > largestMediaBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Asks for one file; a redirection is told, never followed, for credentials go to one host only. */
export const callForFile = async (
  world: { readonly fetch: typeof globalThis.fetch; readonly now: () => Date },
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<FileResult> => {
  try {
    const response = await world.fetch(url, {
      headers: { ...headers, connection: 'close', 'user-agent': 'sms-conversations' },
      redirect: 'manual',
      signal: AbortSignal.timeout(fileTimeoutMilliseconds),
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      await response.body?.cancel();
      return { kind: 'redirect', location };
    }
    if (response.status !== 200) {
      await response.body?.cancel();
      const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), world.now());
      return { kind: 'refused', status: response.status, retryAfterSeconds };
    }
    const bytes = await readLimited(response);
    if (bytes === null) return { kind: 'too_large' };
    const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
    return { kind: 'file', file: { bytes, contentType } };
  } catch {
    return { kind: 'unreached' };
  }
};

/** What the port answers: whoever hears `gone` stops asking. */
export const readFile = (result: FileResult): MediaBytes | 'gone' | null => {
  switch (result.kind) {
    case 'file':
      return result.file;
    case 'too_large':
      return 'gone';
    case 'refused':
      return result.status === 404 || result.status === 410 ? 'gone' : null;
    case 'redirect':
    case 'unreached':
      return null;
  }
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether two addresses are of one server, whatever the port: for servers other than the carrier's own, as a sandbox of
 * the same protocol that hands out files under another port.
 */
export const isSameHost = (one: URL, other: URL): boolean =>
  one.protocol === other.protocol &&
  (one.hostname === other.hostname || (loopback.has(one.hostname) && loopback.has(other.hostname)));
