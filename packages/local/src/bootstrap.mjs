// The process of one function instance: loads the handler as Lambda's Node.js runtime does and answers invocations
// that come over IPC. Plain JavaScript, so that an instance starts without stripping types.
// Arguments: path of the handler's module without extension, name of the export, milliseconds of clock offset.
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modulePath, exportName, initialOffset, compileCache] = process.argv.slice(2);

let offset = Number(initialOffset);
const RealDate = globalThis.Date;
const shiftedNow = () => RealDate.now() + offset;
/** The handlers' clock is the local clock; they know nothing of it. */
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget),
  apply: () => new RealDate(shiftedNow()).toString(),
  get: (target, key) => (key === 'now' ? shiftedNow : Reflect.get(target, key)),
});
RealDate.prototype.constructor = globalThis.Date;

// Only an orderly stop of the product ends an instance; Ctrl-C in the terminal reaches the whole process group.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
if (compileCache) enableCompileCache(compileCache);

const describe = (error, errorType) => {
  const isError = error instanceof Error;
  return {
    errorType: errorType ?? (isError ? error.name : typeof error),
    errorMessage: isError ? error.message : String(error),
    trace: isError && error.stack ? error.stack.split('\n') : [],
  };
};

const load = async () => {
  const file = ['.mjs', '.js'].map((extension) => modulePath + extension).find((path) => existsSync(path));
  if (file === undefined)
    throw Object.assign(new Error(`Cannot find module '${modulePath}'`), {
      name: 'Runtime.ImportModuleError',
    });
  const module = await import(pathToFileURL(file).href);
  const handler = module[exportName];
  if (typeof handler !== 'function')
    throw Object.assign(new Error(`${exportName} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  if (handler.length >= 3)
    throw Object.assign(
      new Error(
        'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
      ),
      { name: 'Runtime.CallbackHandlerDeprecated' },
    );
  return handler;
};

let handler;
const invoke = async ({ event, context, deadline, traceId }) => {
  process.env['_X_AMZN_TRACE_ID'] = traceId;
  try {
    const result = await handler(JSON.parse(event), {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
    });
    process.send({ kind: 'result', ok: true, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const described = describe(error);
    process.stderr.write(`${JSON.stringify({ level: 'ERROR', message: 'Invoke Error', ...described })}\n`);
    process.send({ kind: 'result', ok: false, payload: JSON.stringify(described) });
  }
};

process.on('message', (message) => {
  if (message.kind === 'clock') offset = message.offset;
  else if (message.kind === 'invoke') {
    offset = message.offset;
    void invoke(message);
  }
});

try {
  handler = await load();
  process.send({ kind: 'ready' });
  // Now rather than at the end: an instance ends by being killed, and then writes nothing.
  if (compileCache) flushCompileCache();
} catch (error) {
  process.stderr.write(`${JSON.stringify({ level: 'ERROR', message: 'Init Error', ...describe(error) })}\n`);
  process.send({ kind: 'initFailed', payload: JSON.stringify(describe(error)) }, () => process.exit(1));
}
