import type { Pending } from './pending.ts';

type Step = {
  readonly dueAt: number;
  readonly run: () => void;
  readonly end: () => void;
  timer: NodeJS.Timeout;
};

/**
 * Things that happen a little later: after real milliseconds, or at once when the local clock has jumped past them.
 */
export const createSteps = (now: () => number, pending: Pending) => {
  const steps = new Set<Step>();
  /** While a jump of the clock is made up for: the time at which the present step would have happened. */
  let makingUpAt: number | null = null;

  const finish = (step: Step) => {
    if (!steps.delete(step)) return;
    clearTimeout(step.timer);
    try {
      step.run();
    } finally {
      step.end();
    }
  };

  const nextDue = (): Step | undefined => {
    const at = now();
    let next: Step | undefined;
    for (const step of steps) {
      if (step.dueAt <= at && (!next || step.dueAt < next.dueAt)) next = step;
    }
    return next;
  };

  return {
    after(ms: number, run: () => void): void {
      const step: Step = {
        dueAt: (makingUpAt ?? now()) + ms,
        run,
        end: pending.begin(),
        timer: setTimeout(() => finish(step), ms),
      };
      steps.add(step);
    },

    /** Does what is due by the local clock in order of time, what follows from it within the jump included. */
    runDue(): void {
      for (let step = nextDue(); step; step = nextDue()) {
        makingUpAt = step.dueAt;
        try {
          finish(step);
        } finally {
          makingUpAt = null;
        }
      }
    },

    stop(): void {
      for (const step of steps) {
        clearTimeout(step.timer);
        step.end();
      }
      steps.clear();
    },
  };
};

export type Steps = ReturnType<typeof createSteps>;
