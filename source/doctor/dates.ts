const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Up to so many of a unit, the next longer one says less. */
const UNITS: readonly { readonly name: string; readonly ms: number; readonly most: number }[] = [
  { name: 'minute', ms: 60_000, most: 90 },
  { name: 'hour', ms: HOUR_MS, most: 48 },
  { name: 'day', ms: DAY_MS, most: 90 },
  { name: 'month', ms: (365.25 / 12) * DAY_MS, most: 24 },
  { name: 'year', ms: 365.25 * DAY_MS, most: Number.POSITIVE_INFINITY },
];

/** A length of time as people say it, rounded down: `45 minutes`, `3 days`, `5 months`. */
export function span(milliseconds: number): string {
  const unit = UNITS.find(({ ms, most }) => milliseconds < ms * most) ?? UNITS[0];
  const amount = unit === undefined ? 0 : Math.floor(milliseconds / unit.ms);
  return `${amount} ${unit?.name ?? 'minute'}${amount === 1 ? '' : 's'}`;
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
