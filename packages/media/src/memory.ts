import type { MediaBytes, MediaStore } from '@sms/messaging/ports';

export type MemoryMedia = MediaStore & {
  /** Everything that is kept, by key. */
  readonly files: ReadonlyMap<string, MediaBytes>;
};

/** A store of pictures that forgets with the process. */
export const createMemoryMedia = (): MemoryMedia => {
  const files = new Map<string, MediaBytes>();
  return {
    files,
    async put(key, bytes, contentType) {
      files.set(key, { bytes: Uint8Array.from(bytes), contentType });
    },
    async get(key) {
      return files.get(key) ?? null;
    },
    async link(key) {
      return `memory:${key}`;
    },
  };
};
