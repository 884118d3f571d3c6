import { timeDistance } from '../base/index.ts';

/** A length of time as people say it: `45 minutes`, `3 days`, `5 months`. */
export function span(milliseconds: number): string {
  const distance = timeDistance(milliseconds);
  return distance === null
    ? 'less than a minute'
    : `${distance.count} ${distance.unit}${distance.count === 1 ? '' : 's'}`;
}

/** `in 12 days`, `3 months ago`. */
export function when(at: Date, now: Date): string {
  const left = at.getTime() - now.getTime();
  return left > 0 ? `in ${span(left)}` : `${span(-left)} ago`;
}

/** A moment to the second, in the one time zone that everybody can compare: `2026-11-23 12:00:00 UTC`. */
export function moment(at: Date): string {
  return Number.isNaN(at.getTime())
    ? 'an unknown time'
    : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
