import { timeDistance } from '../../base/index.ts';
import type { Messages } from '../messages/messages.ts';

/** `in 12 days`, `3 years ago`, `just now`; rounded to the nearest unit. */
export function relativeTime(date: Date, now: Date, { dates }: Messages): string {
  const distance = measure(date, now);
  if (distance === null) {
    return Number.isNaN(date.getTime()) ? dates.invalid : date > now ? dates.now : dates.justNow;
  }
  return date > now ? dates.ahead(distance.count, distance.unit) : dates.ago(distance.count, distance.unit);
}

/** The same for what has happened: the screen's clock may be a little behind what it is told. */
export function pastTime(date: Date, now: Date, messages: Messages): string {
  return relativeTime(date > now ? now : date, now, messages);
}

/** `12 d`: the same distance without a direction. */
export function shortTime(date: Date, now: Date, { dates }: Messages): string {
  const distance = measure(date, now);
  if (distance === null) {
    return Number.isNaN(date.getTime()) ? dates.invalid : dates.now;
  }
  return dates.short(distance.count, distance.unit);
}

/** `2026-12-05`, in UTC as the metadata says it. */
export function calendarDate(date: Date, { dates }: Messages): string {
  return Number.isNaN(date.getTime())
    ? dates.invalid
    : date.toISOString().slice(0, date.toISOString().indexOf('T'));
}

/** `2026-12-05 14:03 UTC`. */
export function exactTime(date: Date, messages: Messages): string {
  if (Number.isNaN(date.getTime())) {
    return messages.dates.invalid;
  }
  const iso = date.toISOString();
  const time = iso.slice(iso.indexOf('T') + 1, iso.indexOf('T') + 6);
  return messages.dates.exact(calendarDate(date, messages), time);
}

/** `14:03:59`, by the clock of whoever is looking: for what happens while they look. */
export function clockTime(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function measure(date: Date, now: Date): ReturnType<typeof timeDistance> {
  return timeDistance(date.getTime() - now.getTime());
}
