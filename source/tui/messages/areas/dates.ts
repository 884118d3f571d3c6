import type { TimeUnit } from '../../../base/index.ts';

export interface DateMessages {
  /** Less than a minute ago. */
  readonly justNow: string;
  /** Less than a minute ahead. */
  readonly now: string;
  readonly ahead: (count: number, unit: TimeUnit) => string;
  readonly ago: (count: number, unit: TimeUnit) => string;
  /** As short as it gets, without saying whether ahead or past: `12 d`. */
  readonly short: (count: number, unit: TimeUnit) => string;
  /** A moment, from its date and its time of day in UTC. */
  readonly exact: (date: string, time: string) => string;
  /** For a date that is none. */
  readonly invalid: string;
}
