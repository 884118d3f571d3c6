/** Go's RFC 3339: upper-case letters, any fraction, `Z` or an offset. */
const TIME =
  /^(\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const NANOS_PER_MS = 1_000_000n;
const FRACTION_DIGITS = 9;

/** Parses an `expires`, cut to the millisecond below; null for anything that is not a time, which never means "later". */
export function parseGoTime(text: string): Date | null {
  const [, whole = '', , fraction = '', zone = ''] = TIME.exec(text) ?? [];
  const local = new Date(`${whole}Z`);
  // Date moves 31 February on to March; Go refuses it.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(whole)) {
    return null;
  }
  const time = new Date(`${whole}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** What Go writes for a time that it read as `text`; null when `text` is no time. */
export function rewrittenGoTime(text: string): string | null {
  const [, whole = '', , fraction = '', zone = ''] = TIME.exec(text) ?? [];
  if (parseGoTime(text) === null) {
    return null;
  }
  const isUtc = zone === 'Z' || zone.endsWith('00:00');
  return `${whole}${trimmedFraction(fraction.slice(0, FRACTION_DIGITS))}${isUtc ? 'Z' : zone}`;
}

/**
 * A time as Go writes it, in UTC: no trailing zero in the fraction and no fraction of zero, which rules out
 * `toISOString` (facts 3.3). `time` is a Date or, for more precision, nanoseconds since 1970.
 */
export function formatExpiry(time: Date | bigint): string {
  const nanos = typeof time === 'bigint' ? time : BigInt(time.getTime()) * NANOS_PER_MS;
  const below = ((nanos % NANOS_PER_MS) + NANOS_PER_MS) % NANOS_PER_MS;
  const iso = new Date(Number((nanos - below) / NANOS_PER_MS)).toISOString();
  const fraction = `${iso.slice(-4, -1)}${String(below).padStart(6, '0')}`;
  return `${iso.slice(0, -5)}${trimmedFraction(fraction)}Z`;
}

function trimmedFraction(digits: string): string {
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : `.${trimmed}`;
}
