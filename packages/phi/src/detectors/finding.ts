import type { PhiSeverity, PhiType } from '../types.ts';

/** What a detector found; offsets are in the folded text. */
export type RawFinding = {
  start: number;
  end: number;
  type: PhiType;
  severity: PhiSeverity;
  detector: string;
  evidence: string[];
  /** Distinguishes findings of a type that want other words, e.g. a name that is only a title and a surname. */
  variant?: string;
};
