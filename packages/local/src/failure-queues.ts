import { appendFileSync } from 'node:fs';

/** The queues that failed events go to, by ARN; here lists that a test or a person can read. */
export type FailureQueues = {
  readonly put: (queueArn: string | undefined, record: unknown) => void;
  readonly read: (queueArn: string) => readonly unknown[];
  readonly count: () => number;
};

/** @param file also gets every record, one JSON text a line. */
export const createFailureQueues = (file: string): FailureQueues => {
  const queues = new Map<string, unknown[]>();
  let count = 0;
  return {
    put: (queueArn, record) => {
      count += 1;
      const name = queueArn ?? 'none';
      queues.set(name, [...(queues.get(name) ?? []), record]);
      appendFileSync(file, `${JSON.stringify({ queue: name, record })}\n`);
    },
    read: (queueArn) => queues.get(queueArn) ?? [],
    count: () => count,
  };
};
