import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  canMove,
  drawTransitions,
  isCancellable,
  isEditable,
  isFinal,
  isPendingWork,
  outboundStatuses,
  outboundTransitions,
  priorStatuses,
  type MessageStatus,
} from './message-status.ts';

const statuses: readonly MessageStatus[] = ['received', ...outboundStatuses];

/** Every status that can be reached from one, itself not counted unless by a way round. */
const reachableFrom = (from: MessageStatus): Set<MessageStatus> => {
  const reached = new Set<MessageStatus>();
  const visit = (status: MessageStatus): void => {
    for (const to of statuses.filter((candidate) => canMove(status, candidate) && !reached.has(candidate))) {
      reached.add(to);
      visit(to);
    }
  };
  visit(from);
  return reached;
};

describe('the table of statuses', () => {
  test('never leads back: no status can be reached from itself', () => {
    for (const status of statuses) expect(reachableFrom(status), status).not.toContain(status);
  });

  test('leads every text to an end', () => {
    for (const status of statuses.filter((each) => !isFinal(each))) {
      expect([...reachableFrom(status)].some(isFinal), status).toBe(true);
    }
  });

  test('lets nothing reach the carrier but through a claim', () => {
    for (const to of ['sent', 'delivered', 'undelivered', 'unconfirmed'] as const) {
      expect(priorStatuses(to)).not.toContain('scheduled');
      expect(priorStatuses(to)).not.toContain('queued');
    }
    expect(priorStatuses('sending')).toEqual(['queued']);
  });

  test('lets nothing be cancelled that may have left', () => {
    expect(priorStatuses('cancelled')).toEqual(['scheduled', 'queued']);
    expect(statuses.filter(isCancellable)).toEqual(['scheduled', 'queued']);
  });

  test('never sends again what is unconfirmed, or at rest', () => {
    for (const status of [
      'unconfirmed',
      'sent',
      'delivered',
      'undelivered',
      'failed',
      'cancelled',
    ] as const) {
      expect(reachableFrom(status)).not.toContain('sending');
      expect(reachableFrom(status)).not.toContain('queued');
    }
  });

  test('keeps what a person sent us as it is', () => {
    expect(reachableFrom('received')).toEqual(new Set());
    for (const status of outboundStatuses) expect(reachableFrom(status)).not.toContain('received');
  });

  test('is read the same way in both directions', () => {
    for (const to of outboundStatuses) {
      for (const from of outboundStatuses) expect(priorStatuses(to).includes(from)).toBe(canMove(from, to));
    }
  });

  test('names only statuses that it has', () => {
    for (const to of Object.values(outboundTransitions).flat()) expect(outboundStatuses).toContain(to);
  });
});

test('only a scheduled text can be edited', () => {
  expect(statuses.filter(isEditable)).toEqual(['scheduled']);
});

test('work is left for what is neither at rest nor with the carrier', () => {
  expect(statuses.filter(isPendingWork)).toEqual(['scheduled', 'queued', 'sending', 'unconfirmed']);
  expect(statuses.filter((status) => isPendingWork(status) && isFinal(status))).toEqual([]);
});

describe('docs/message-states.md', () => {
  const page = readFileSync(new URL('../../../docs/message-states.md', import.meta.url), 'utf8');

  test('draws the table as it is', () => {
    expect(/```mermaid\n([\s\S]*?)\n```/.exec(page)?.[1]).toBe(drawTransitions());
  });

  test('explains each status in one sentence, and no other', () => {
    const explained = [...page.matchAll(/^- \*\*(\w+)\*\*: ([A-Z].*\.)$/gm)].map(([, status]) => status);
    expect(explained.sort()).toEqual([...statuses].sort());
  });
});
