import type { Examination } from '../operations/index.ts';
import { span } from './dates.ts';

/** Clocks that nobody sets drift by seconds a day: more than this is an error of somebody's. */
const LIMIT_MS = 5 * 60 * 1000;

/** How far the server's clock is ahead of ours, in milliseconds, where that is more than clocks may differ; else null. */
export function skewOf({ clockAhead }: Pick<Examination, 'clockAhead'>): number | null {
  return clockAhead !== null && Math.abs(clockAhead) > LIMIT_MS ? clockAhead : null;
}

/** By the clock that is behind: while the two differ, nothing is said to have ended that may only seem so to the wrong one. */
export function lenientNow(examination: Pick<Examination, 'clockAhead' | 'now'>): Date {
  return new Date(examination.now.getTime() + Math.min(skewOf(examination) ?? 0, 0));
}

/**
 * What has to be decided before anything is signed while the clocks differ: a date is judged by the clock of this
 * machine, and what is signed gets its next one from it. Null while they agree.
 */
export function clockJudgement(examination: Pick<Examination, 'clockAhead'>): string | null {
  const skew = skewOf(examination);
  return skew === null
    ? null
    : `The clock of this machine and the server's differ by ${span(Math.abs(skew))}: first make sure that yours is right, as the new dates are reckoned from it.`;
}
