/** A point in local time at which something is to happen. */
type Alarm = {
  due: number;
  readonly periodMilliseconds: number | undefined;
  readonly run: () => Promise<unknown>;
};

export type LocalClock = {
  /** Epoch milliseconds of the local clock: real time, moved forward by whatever was asked so far. */
  readonly now: () => number;
  /** Milliseconds by which the local clock is ahead of real time. */
  readonly offset: () => number;
  /** Runs once when the clock reaches `due` (epoch ms), at once if that is past. Answers how to cancel it. */
  readonly at: (due: number, run: () => Promise<unknown>) => () => void;
  /** Runs at `first` and then each period. Answers how to end it. */
  readonly every: (first: number, periodMilliseconds: number, run: () => Promise<unknown>) => () => void;
  /**
   * Moves the clock forward. What falls due on the way runs in the order of its time, each with the clock at that
   * time, and has finished when this resolves. Something that recurs runs at its first few times, and then only
   * just before whatever else falls due and at the end: a day does not bring 1,440 sweeps.
   */
  readonly advance: (milliseconds: number) => Promise<number>;
  readonly onMove: (listener: (offset: number) => void) => void;
  readonly stop: () => void;
};

/** How often one jump runs a recurring alarm at each of its times, before it begins to leave times out. */
const fullRunsInAJump = 5;
/** `setTimeout` cannot wait longer than 2^31 ms; an hour is soon enough to look again. */
const longestWaitMilliseconds = 3_600_000;

export type LocalClockOptions = {
  /** Where a former run of the product had moved its clock to. */
  readonly offsetMilliseconds?: number;
  /** Resolves when what the last alarms set off has come to rest. */
  readonly settle?: () => Promise<void>;
  readonly onError?: (error: unknown) => void;
};

/** The clock of this machine's product: scheduler, sweep, asynchronous retries and handlers live by it. */
export const createLocalClock = (options: LocalClockOptions = {}): LocalClock => {
  let offset = options.offsetMilliseconds ?? 0;
  let timer: NodeJS.Timeout | undefined;
  let jump: Promise<unknown> = Promise.resolve();
  let jumping = false;
  let stopped = false;
  const alarms = new Set<Alarm>();
  const listeners: ((offset: number) => void)[] = [];

  const now = (): number => Date.now() + offset;

  const earliest = (only: (alarm: Alarm) => boolean = () => true): Alarm | undefined => {
    let first: Alarm | undefined;
    for (const alarm of alarms)
      if (only(alarm) && (first === undefined || alarm.due < first.due)) first = alarm;
    return first;
  };

  const run = async (alarm: Alarm): Promise<void> => {
    if (alarm.periodMilliseconds === undefined) alarms.delete(alarm);
    else alarm.due += alarm.periodMilliseconds;
    try {
      await alarm.run();
    } catch (error) {
      options.onError?.(error);
    }
  };

  const arm = (): void => {
    clearTimeout(timer);
    const next = earliest();
    if (next === undefined || jumping || stopped) return;
    const wait = Math.min(Math.max(next.due - now(), 0), longestWaitMilliseconds);
    timer = setTimeout(() => {
      for (let due = earliest(); due !== undefined && due.due <= now(); due = earliest()) void run(due);
      arm();
    }, wait);
  };

  const moveTo = (instant: number): void => {
    const needed = instant - Date.now();
    if (needed <= offset) return;
    offset = needed;
    for (const listener of listeners) listener(offset);
  };

  /** Leaves out times of a recurring alarm that has run often in this jump: the next is the last before other work. */
  const skipAhead = (alarm: Alarm, target: number): void => {
    const period = alarm.periodMilliseconds;
    if (period === undefined) return;
    const other = earliest(({ periodMilliseconds }) => periodMilliseconds === undefined)?.due ?? target;
    const bound = Math.min(other, target);
    if (bound > alarm.due) alarm.due += Math.floor((bound - alarm.due) / period) * period;
  };

  const jumpBy = async (milliseconds: number): Promise<number> => {
    const target = now() + milliseconds;
    const runs = new Map<Alarm, number>();
    jumping = true;
    clearTimeout(timer);
    try {
      await options.settle?.();
      for (;;) {
        const next = earliest();
        if (next === undefined || next.due > target) {
          if (now() >= target) break;
          moveTo(target);
        } else {
          moveTo(next.due);
          await run(next);
          const times = (runs.get(next) ?? 0) + 1;
          runs.set(next, times);
          if (times >= fullRunsInAJump) skipAhead(next, target);
        }
        await options.settle?.();
        if (stopped) break;
      }
    } finally {
      jumping = false;
      arm();
    }
    return now();
  };

  const add = (alarm: Alarm): (() => void) => {
    alarms.add(alarm);
    arm();
    return () => {
      alarms.delete(alarm);
      arm();
    };
  };

  return {
    now,
    offset: () => offset,
    at: (due, action) => add({ due, periodMilliseconds: undefined, run: action }),
    every: (first, periodMilliseconds, action) => add({ due: first, periodMilliseconds, run: action }),
    advance: (milliseconds) => {
      const next = jump.then(() => jumpBy(milliseconds));
      jump = next.catch(() => undefined);
      return next;
    },
    onMove: (listener) => {
      listeners.push(listener);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      alarms.clear();
    },
  };
};
