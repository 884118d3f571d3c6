import type { TimeUnit } from '../../../base/index.ts';
import type { DateMessages } from '../areas/dates.ts';
import { plural } from './plural.ts';

const SHORT: Readonly<Record<TimeUnit, string>> = {
  minute: 'min',
  hour: 'h',
  day: 'd',
  month: 'mo',
  year: 'y',
};

export const dates: DateMessages = {
  justNow: 'just now',
  now: 'now',
  ahead: (count, unit) => `in ${plural(count, unit)}`,
  ago: (count, unit) => `${plural(count, unit)} ago`,
  short: (count, unit) => `${count} ${SHORT[unit]}`,
  exact: (date, time) => `${date} ${time} UTC`,
  invalid: 'no valid date',
};
