import type { HealthLevel } from '../../operations/index.ts';
import type { Span } from '../line.ts';

/** A mark has a shape of its own, so that it means the same without colour. */
export const MARKS = {
  ok: { text: '✓', token: 'ok' },
  notice: { text: '·', token: 'dim' },
  warning: { text: '!', token: 'warning' },
  error: { text: '✗', token: 'error' },
  busy: { text: '…', token: 'dim' },
  waiting: { text: ' ' },
} as const satisfies Record<string, Span>;

export function healthMark(level: HealthLevel): Span {
  return MARKS[level];
}

/** The mark of something that either counts or does not. */
export function verdictMark(good: boolean): Span {
  return good ? MARKS.ok : MARKS.error;
}
