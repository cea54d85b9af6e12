import { Logger } from '@aws-lambda-powertools/logger';
import type { LogCode } from '@sms/messaging/ports';
import { logCatalogue, logFields, type EdgeLogCode } from './log-codes.ts';

type Field = (typeof logFields)[number];

/** Writes one line of the catalogue. */
export type EdgeLog = (
  code: LogCode | EdgeLogCode,
  fields?: Readonly<Partial<Record<Field | (string & {}), string | number | boolean>>>,
) => void;

const knownFields = new Set<string>(logFields);

/** Ids, codes and names of classes: nothing that could be a sentence, a number to call, or a token of any length. */
const idPattern = /^[A-Za-z0-9_.:/{}\- ]{1,200}$/;
/** Ten digits that stand alone are a phone number, or as good as one. */
const phonePattern = /(?<![A-Za-z0-9_-])\+?\d[\d ().-]{8,}\d(?![A-Za-z0-9_-])/;

const isLoggable = (name: string, value: unknown): boolean => {
  if (!knownFields.has(name)) return false;
  if (name === 'frames') return true;
  if (typeof value === 'number' || typeof value === 'boolean') return true;
  return typeof value === 'string' && idPattern.test(value) && !phonePattern.test(value);
};

/** What may be said of an error: its class and where it happened. Messages may hold what they complain about. */
export const errorFields = (error: unknown): { readonly errorName: string; readonly frames: string } => {
  const { name, stack } = (error ?? {}) as { readonly name?: unknown; readonly stack?: unknown };
  const frames =
    typeof stack === 'string'
      ? [...stack.matchAll(/^\s+at (.+)$/gm)]
          .slice(0, 6)
          .map(([, frame]) => frame!.replace(/^.*\(|^async |\)$/g, '').replace(/^file:\/\//, ''))
          .join(' < ')
      : '';
  return { errorName: typeof name === 'string' ? name : typeof error, frames };
};

export type LogSink = (level: 'info' | 'warn' | 'error', sentence: string, fields: object) => void;

/** The log of one function. `sink` takes the place of the console in tests. */
export const createLog = (sink?: LogSink): EdgeLog => {
  const write: LogSink =
    sink ??
    (() => {
      const logger = new Logger();
      return (level: 'info' | 'warn' | 'error', sentence: string, fields: object) => {
        logger[level](sentence, { ...fields });
      };
    })();
  return (code, fields = {}) => {
    const { level, sentence } = logCatalogue[code];
    const allowed = Object.entries(fields).filter(([name, value]) => isLoggable(name, value));
    write(level, sentence, { event: code, ...Object.fromEntries(allowed) });
  };
};
