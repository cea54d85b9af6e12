import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Writable } from 'node:stream';
import type { FunctionBlueprint } from './blueprint.ts';

/** What Lambda says of a function that failed. */
export type FunctionError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

export type InvocationResult =
  | { readonly kind: 'success'; readonly payload: string }
  | { readonly kind: 'function-error'; readonly error: FunctionError }
  /** No instance may take it: the function's reserved concurrency is used up. */
  | { readonly kind: 'throttled' };

export type FunctionInstance = {
  /** Resolves when the handler is loaded; never rejects: a failed start is told by the invocation. */
  readonly started: Promise<void>;
  readonly invoke: (event: string, requestId: string) => Promise<InvocationResult>;
  readonly moveClock: (offset: number) => void;
  /** Kills the process as a crash would; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  readonly alive: () => boolean;
};

export type InstanceOptions = {
  /** Variables that AWS sets in every function: Region, credentials; here also the SDK's endpoints. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly clockOffset: () => number;
  readonly log: Writable;
  /** Folder in which Node keeps compiled code, so that later instances start faster. */
  readonly compileCache: string;
};

type ChildMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly payload: string }
  | { readonly kind: 'result'; readonly ok: boolean; readonly payload: string };

const bootstrap = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url));

/** An answer to an invocation may not be larger: Lambda's limit for synchronous payloads. */
const largestPayloadBytes = 6 * 1024 * 1024;

const environmentOf = (
  blueprint: FunctionBlueprint,
  { awsEnvironment }: InstanceOptions,
): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  ...awsEnvironment,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: blueprint.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(blueprint.memoryMegabytes),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${blueprint.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: `local/${randomUUID()}`,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: blueprint.directory,
  _HANDLER: blueprint.handler,
  ...blueprint.environment,
});

/** Starts one execution environment of a function: a process that takes one invocation at a time. */
export const startFunctionInstance = (
  blueprint: FunctionBlueprint,
  options: InstanceOptions,
): FunctionInstance => {
  const handler = join(blueprint.directory, blueprint.handler);
  const modulePath = join(
    dirname(handler),
    handler.slice(dirname(handler).length + 1).replace(/\.[^.]+$/, ''),
  );
  const exportName = blueprint.handler.replace(/^.*\./, '');
  const environment = environmentOf(blueprint, options);
  const child = fork(
    bootstrap,
    [modulePath, exportName, String(options.clockOffset()), options.compileCache],
    {
      cwd: blueprint.directory,
      env: environment,
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const output of [child.stdout, child.stderr])
    output?.on('data', (chunk: Buffer) => {
      if (!options.log.writableEnded) options.log.write(chunk);
    });
  const exited = once(child, 'exit');
  exited.catch(() => undefined);

  let initError: FunctionError | undefined;
  let alive = true;
  let answer: ((result: InvocationResult) => void) | undefined;
  const settle = (result: InvocationResult): void => {
    answer?.(result);
    answer = undefined;
  };
  const fail = (errorType: string, errorMessage: string): void =>
    settle({ kind: 'function-error', error: { errorType, errorMessage } });

  const started = new Promise<void>((resolve) => {
    child.on('message', (message: ChildMessage) => {
      if (message.kind === 'result' && message.ok && Buffer.byteLength(message.payload) > largestPayloadBytes)
        fail(
          'Function.ResponseSizeTooLarge',
          'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
        );
      else if (message.kind === 'result' && message.ok) settle({ kind: 'success', payload: message.payload });
      else if (message.kind === 'result')
        settle({ kind: 'function-error', error: JSON.parse(message.payload) as FunctionError });
      else if (message.kind === 'initFailed') initError = JSON.parse(message.payload) as FunctionError;
      if (message.kind !== 'result') resolve();
    });
    child.on('error', () => {
      alive = false;
      resolve();
      fail('Runtime.ExitError', 'Error: Runtime could not be started');
    });
    child.on('exit', (code, signal) => {
      alive = false;
      resolve();
      const how = signal === null ? `exit status ${String(code)}` : 'signal: killed';
      fail('Runtime.ExitError', `Error: Runtime exited with error: ${how}`);
    });
  });

  const kill = async (): Promise<void> => {
    alive = false;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await exited.catch(() => undefined);
    }
  };

  const invoke = async (event: string, requestId: string): Promise<InvocationResult> => {
    await started;
    if (initError !== undefined) return { kind: 'function-error', error: initError };
    if (!alive || !child.connected)
      return {
        kind: 'function-error',
        error: { errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited' },
      };
    const { promise, resolve } = Promise.withResolvers<InvocationResult>();
    answer = resolve;
    const milliseconds = blueprint.timeoutSeconds * 1000;
    const timeout = setTimeout(() => {
      const seconds = blueprint.timeoutSeconds.toFixed(2);
      fail('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`);
      void kill();
    }, milliseconds);
    child.send({
      kind: 'invoke',
      event,
      offset: options.clockOffset(),
      deadline: Date.now() + milliseconds,
      traceId: `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)};Sampled=0`,
      context: {
        functionName: blueprint.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: blueprint.arn,
        memoryLimitInMB: String(blueprint.memoryMegabytes),
        awsRequestId: requestId,
        logGroupName: environment['AWS_LAMBDA_LOG_GROUP_NAME'],
        logStreamName: environment['AWS_LAMBDA_LOG_STREAM_NAME'],
      },
    });
    try {
      return await promise;
    } finally {
      clearTimeout(timeout);
    }
  };

  return {
    started,
    invoke,
    moveClock: (offset) => {
      if (alive && child.connected) child.send({ kind: 'clock', offset });
    },
    kill,
    alive: () => alive && initError === undefined,
  };
};
