import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { unqualified, type FunctionBlueprint } from './blueprint.ts';
import {
  startFunctionInstance,
  type FunctionInstance,
  type InstanceOptions,
  type InvocationResult,
} from './function-instance.ts';

export type FunctionPool = {
  /** Invokes a function and waits for its answer; what it throws is an answer too. */
  readonly invoke: (functionArn: string, event: unknown, requestId?: string) => Promise<InvocationResult>;
  readonly has: (functionArn: string) => boolean;
  /** Kills every instance as a crash would. */
  readonly restart: () => Promise<void>;
  readonly moveClock: (offset: number) => void;
  /** Invocations begun so far: who wants to know whether something still moves compares two readings. */
  readonly begun: () => number;
  readonly onFinished: (listener: (result: InvocationResult) => void) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Instances of one function at most, where the template reserves no concurrency: a machine is no Region. Two a core keep
 * it busy; more would only take their starts, a second of a core each, from what they are to do.
 */
const mostInstances = Math.max(4, 2 * availableParallelism());
/** A second instance starts only if none has come free for so long: on two cores a start costs more than a short wait. */
const patienceMilliseconds = 25;
/** How long a stop waits for invocations that are under way. */
const graceMilliseconds = 2_000;

type Waiting = (instance: FunctionInstance | 'throttled') => void;

/** All instances of one function. */
class FunctionRunner {
  readonly #blueprint: FunctionBlueprint;
  readonly #options: InstanceOptions;
  readonly #instances = new Set<FunctionInstance>();
  readonly #free: FunctionInstance[] = [];
  readonly #waiting: Waiting[] = [];
  #starting = 0;

  constructor(blueprint: FunctionBlueprint, options: InstanceOptions) {
    this.#blueprint = blueprint;
    this.#options = options;
  }

  get busy(): number {
    return this.#instances.size - this.#free.length;
  }

  async invoke(event: string, requestId: string): Promise<InvocationResult> {
    const instance = await this.#acquire();
    if (instance === 'throttled') return { kind: 'throttled' };
    const result = await instance.invoke(event, requestId);
    this.#release(instance);
    return result;
  }

  async killAll(): Promise<void> {
    const instances = [...this.#instances];
    this.#free.length = 0;
    await Promise.all(instances.map((instance) => instance.kill()));
    for (const instance of instances) this.#instances.delete(instance);
  }

  moveClock(offset: number): void {
    for (const instance of this.#instances) instance.moveClock(offset);
  }

  #acquire(): Promise<FunctionInstance | 'throttled'> {
    for (let free = this.#free.pop(); free !== undefined; free = this.#free.pop()) {
      if (free.alive()) return Promise.resolve(free);
      this.#instances.delete(free);
    }
    const limit = this.#blueprint.reservedConcurrency;
    if (limit !== undefined && this.busy + this.#waiting.length - this.#starting >= limit)
      return Promise.resolve('throttled');
    const { promise, resolve } = Promise.withResolvers<FunctionInstance | 'throttled'>();
    this.#waiting.push(resolve);
    if (this.#instances.size === 0) void this.#start();
    else setTimeout(() => this.#startIfStillWaiting(resolve), patienceMilliseconds);
    return promise;
  }

  #startIfStillWaiting(waiting: Waiting): void {
    const most = this.#blueprint.reservedConcurrency ?? mostInstances;
    if (!this.#waiting.includes(waiting) || this.#instances.size >= most) return;
    if (this.#waiting.length > this.#starting) void this.#start();
  }

  async #start(): Promise<void> {
    const instance = startFunctionInstance(this.#blueprint, this.#options);
    this.#instances.add(instance);
    this.#starting += 1;
    await instance.started;
    this.#starting -= 1;
    // A failed start answers one invocation with the reason, as Lambda does, and does not try again for ever.
    const next = instance.alive() ? undefined : this.#waiting.shift();
    next?.(instance);
    if (next === undefined) this.#release(instance);
  }

  #release(instance: FunctionInstance): void {
    if (!instance.alive() || !this.#instances.has(instance)) {
      this.#instances.delete(instance);
      if (this.#waiting.length > this.#starting) void this.#start();
      return;
    }
    const next = this.#waiting.shift();
    if (next !== undefined) next(instance);
    else this.#free.push(instance);
  }
}

/** Runs the template's functions, each in processes of its own that start when needed and stay warm. */
export const createFunctionPool = (
  functions: ReadonlyMap<string, FunctionBlueprint>,
  options: InstanceOptions,
): FunctionPool => {
  const runners = new Map(
    [...functions].map(([arn, blueprint]) => [arn, new FunctionRunner(blueprint, options)]),
  );
  const listeners: ((result: InvocationResult) => void)[] = [];
  let begun = 0;
  let stopped = false;

  const killAll = async (): Promise<void> => {
    await Promise.all([...runners.values()].map((runner) => runner.killAll()));
  };

  return {
    invoke: async (functionArn, event, requestId = randomUUID()) => {
      const runner = runners.get(unqualified(functionArn));
      if (runner === undefined || stopped)
        return {
          kind: 'function-error',
          error: { errorType: 'ResourceNotFoundException', errorMessage: 'Function not found' },
        };
      begun += 1;
      const result = await runner.invoke(JSON.stringify(event), requestId);
      for (const listener of listeners) listener(result);
      return result;
    },
    has: (functionArn) => runners.has(unqualified(functionArn)),
    restart: killAll,
    moveClock: (offset) => {
      for (const runner of runners.values()) runner.moveClock(offset);
    },
    begun: () => begun,
    onFinished: (listener) => {
      listeners.push(listener);
    },
    stop: async () => {
      stopped = true;
      const until = Date.now() + graceMilliseconds;
      while (Date.now() < until && [...runners.values()].some(({ busy }) => busy > 0))
        await new Promise((resolve) => setTimeout(resolve, 20));
      await killAll();
    },
  };
};
