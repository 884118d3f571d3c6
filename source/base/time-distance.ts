const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

export type TimeUnit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/** The largest unit of which there are at least `from` milliseconds; two of a unit say more than one of the next. */
const UNITS: readonly { readonly unit: TimeUnit; readonly size: number; readonly from: number }[] = [
  { unit: 'year', size: YEAR, from: 2 * YEAR - MONTH },
  { unit: 'month', size: MONTH, from: 3 * MONTH },
  { unit: 'day', size: DAY, from: 2 * DAY - HOUR },
  { unit: 'hour', size: HOUR, from: 2 * HOUR - MINUTE },
  { unit: 'minute', size: MINUTE, from: MINUTE / 2 },
];

/**
 * A length of time in milliseconds as people say it, rounded to the nearest unit; its sign does not matter. null for less
 * than half a minute, and for no number. One place, so that nothing that is shown side by side disagrees by one.
 */
export function timeDistance(
  milliseconds: number,
): { readonly count: number; readonly unit: TimeUnit } | null {
  const distance = Math.abs(milliseconds);
  const fitting = UNITS.find(({ from }) => distance >= from);
  return fitting === undefined
    ? null
    : { count: Math.max(1, Math.round(distance / fitting.size)), unit: fitting.unit };
}
