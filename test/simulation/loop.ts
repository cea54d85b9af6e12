import type { Random } from './random.ts';

/** One run of a handler: dies as a whole, and what it had begun is never heard of again. */
export type Process = { readonly kind: string; dead: boolean; readonly onDeath: () => void };

type Task = { readonly process: Process | null; readonly run: () => Promise<void> };

/** How often each thing happened, for the report: what is never hit is not tested. */
export type Hits = Map<string, number>;

export const hit = (hits: Hits, name: string): void => {
  hits.set(name, (hits.get(name) ?? 0) + 1);
};

export const crashed = Symbol('crashed');

/**
 * The one scheduler of a run. Every effect of every process waits here, and chance decides which goes next; between two
 * effects, and between an effect and its answer, the process may die. Time passes only when nothing else can happen.
 */
export class Loop {
  now: number;
  crashPercent = 0;
  readonly hits: Hits = new Map();
  private readonly ready: Task[] = [];
  private timers: { readonly at: number; readonly order: number; readonly task: Task }[] = [];
  private order = 0;
  readonly random: Random;

  constructor(random: Random, now: number) {
    this.random = random;
    this.now = now;
  }

  /** Runs `work` as a process; answers what it returns, throws what it throws, or `crashed`. */
  spawn<T>(kind: string, work: (process: Process) => Promise<T>): Promise<T | typeof crashed> {
    hit(this.hits, `process ${kind}`);
    return new Promise((resolve, reject) => {
      const process: Process = { kind, dead: false, onDeath: () => resolve(crashed) };
      work(process).then(resolve, reject);
    });
  }

  private dies(process: Process, point: string): boolean {
    if (process.dead) return true;
    if (!this.random.chance(this.crashPercent)) return false;
    process.dead = true;
    hit(this.hits, `crash ${point}`);
    process.onDeath();
    return true;
  }

  /** One effect of a process on the world. */
  effect<T>(process: Process, name: string, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = async (): Promise<void> => {
        if (this.dies(process, `before ${name}`)) return;
        let answer: { value: T } | { error: unknown };
        try {
          answer = { value: await work() };
        } catch (error) {
          answer = { error };
        }
        if (this.dies(process, `after ${name}`)) return;
        if ('error' in answer) reject(answer.error as Error);
        else resolve(answer.value);
      };
      if (!process.dead) this.ready.push({ process, run });
    });
  }

  /** Lets virtual time pass for a process. */
  sleep(process: Process | null, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.at(milliseconds, () => resolve(), process);
    });
  }

  /** Does something after some virtual time. */
  at(milliseconds: number, run: () => void | Promise<void>, process: Process | null = null): void {
    this.order += 1;
    this.timers.push({
      at: this.now + milliseconds,
      order: this.order,
      // Not awaited: what it begins goes on by effects of its own.
      task: { process, run: async () => void run() },
    });
  }

  /** Runs until nothing is left to do before `until`. */
  async runUntil(until: number): Promise<void> {
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.ready.length > 0) {
        const index = this.random.integer(0, this.ready.length - 1);
        const [task] = this.ready.splice(index, 1);
        if (task && !task.process?.dead) await task.run();
        continue;
      }
      const next = this.timers.reduce<(typeof this.timers)[number] | null>(
        (best, timer) =>
          best === null || timer.at < best.at || (timer.at === best.at && timer.order < best.order)
            ? timer
            : best,
        null,
      );
      if (next === null || next.at > until) {
        this.now = until;
        return;
      }
      this.timers = this.timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      if (!next.task.process?.dead) await next.task.run();
    }
  }
}
