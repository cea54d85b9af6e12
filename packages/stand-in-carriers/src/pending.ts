/** Counts work under way, so that a caller can wait until there is none. */
export const createPending = () => {
  let count = 0;
  let waiting: (() => void)[] = [];

  const begin = (): (() => void) => {
    count += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      count -= 1;
      if (count > 0) return;
      const released = waiting;
      waiting = [];
      for (const release of released) release();
    };
  };

  return {
    /** Marks work as begun; the returned function marks its end. */
    begin,
    /** Follows a promise that must not reject. */
    track(work: Promise<unknown>): void {
      void work.finally(begin());
    },
    async idle(): Promise<void> {
      while (count > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
};

export type Pending = ReturnType<typeof createPending>;
