import type { PostOutcome, Sockets } from './sockets.ts';

export type MemorySockets = Sockets & {
  /** What each connection was sent, parsed, in order. */
  readonly framesOf: (connectionId: string) => readonly unknown[];
  /** Decides how pushes to a connection go from now on. */
  readonly set: (connectionId: string, outcome: PostOutcome) => void;
};

/** Websockets without a network: every connection is open until something else is said of it. */
export const createMemorySockets = (): MemorySockets => {
  const outcomes = new Map<string, PostOutcome>();
  const frames = new Map<string, unknown[]>();
  return {
    async post(connectionId, data) {
      const outcome = outcomes.get(connectionId) ?? 'sent';
      if (outcome === 'sent') {
        frames.set(connectionId, [...(frames.get(connectionId) ?? []), JSON.parse(data)]);
      }
      return outcome;
    },
    framesOf: (connectionId) => frames.get(connectionId) ?? [],
    set: (connectionId, outcome) => {
      outcomes.set(connectionId, outcome);
    },
  };
};
