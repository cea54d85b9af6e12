import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Media } from './media.ts';
import type { HandsetMessage } from './options.ts';
import type { RingCentralState } from './ringcentral/state.ts';
import type { TwilioState } from './twilio/state.ts';

/** All that the stand-ins know; plain JSON. */
export type State = {
  readonly ringcentral: RingCentralState;
  readonly twilio: TwilioState;
  readonly handset: HandsetMessage[];
  readonly media: Media[];
};

const emptyState = (): State => ({
  ringcentral: {
    lastId: 3_062_991_514_017,
    messages: [],
    sessions: [],
    subscriptions: [],
    consents: [],
  },
  twilio: { messages: [], optOuts: [] },
  handset: [],
  media: [],
});

const load = (file: string): State => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as State;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return emptyState();
    throw error;
  }
};

/**
 * State in memory with a copy on disk that follows soon after a change. The pause between two writes grows with what
 * a write costs, so that a long history does not eat the machine.
 */
export const openState = (file: string | undefined) => {
  const state = file ? load(file) : emptyState();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let pauseMs = 200;

  const write = async (target: string) => {
    const start = performance.now();
    await writeFile(`${target}.new`, JSON.stringify(state));
    await rename(`${target}.new`, target);
    pauseMs = Math.max(200, 20 * (performance.now() - start));
  };

  if (file) mkdirSync(dirname(file), { recursive: true });
  return {
    state,
    changed(): void {
      if (!file || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        writing = write(file).catch(() => undefined);
      }, pauseMs);
    },
    async close(): Promise<void> {
      clearTimeout(timer);
      await writing;
      if (!file) return;
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    },
  };
};
