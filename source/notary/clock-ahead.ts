import type { Answer } from './exchange.ts';

const SECOND_MS = 1000;
/** The one form of a date that HTTP lets senders write, such as `Mon, 23 Nov 2026 00:26:31 GMT`. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How far the clock of whoever answered is ahead of ours, in milliseconds: no further than the answer proves, as the
 * moment at which it was dated lies anywhere between the request and the answer, and dates have whole seconds. Null
 * without a date, and for an answer out of a cache, whose date is that of another answer (facts 6).
 */
export function clockAhead(
  headers: Answer['headers'],
  { sentAt, answeredAt }: { readonly sentAt: Date; readonly answeredAt: Date },
): number | null {
  const dated = dateOf(headers);
  if (dated === null) {
    return null;
  }
  const ahead = dated - answeredAt.getTime();
  const behind = dated + SECOND_MS - sentAt.getTime();
  return ahead > 0 ? ahead : Math.min(behind, 0);
}

function dateOf({ date, age }: Answer['headers']): number | null {
  if (typeof date !== 'string' || !HTTP_DATE.test(date) || age !== undefined) {
    return null;
  }
  const time = Date.parse(date);
  return Number.isNaN(time) ? null : time;
}
