const MINUTE_MS = 60_000;
const UNITS: readonly (readonly [string, number])[] = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
];

/** `3 hours ago (2026-11-23)`; `earlier` when nobody knows when. */
export function ago(then: Date | null, now: Date): string {
  if (then === null) {
    return 'earlier';
  }
  const passed = now.getTime() - then.getTime();
  const [unit, length] = UNITS.find(([, milliseconds]) => passed >= milliseconds) ?? ['moment', Infinity];
  const amount = Math.floor(passed / length);
  const words = unit === 'moment' ? 'moments' : `${amount} ${unit}${amount === 1 ? '' : 's'}`;
  return `${words} ago (${date(then)})`;
}

export function date(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
