import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { when } from '../../source/doctor/dates.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import {
  calendarDate,
  clockTime,
  exactTime,
  pastTime,
  relativeTime,
  shortTime,
} from '../../source/tui/presentation/dates.ts';
import { inDays, NOW } from '../support/sample-parts.ts';

const HOUR = 1 / 24;
const MINUTE = HOUR / 60;

describe('relativeTime', () => {
  test.each([
    [0, 'just now'],
    [0.2 * MINUTE, 'now'],
    [MINUTE, 'in 1 minute'],
    [-90 * MINUTE, '90 minutes ago'],
    [3 * HOUR, 'in 3 hours'],
    [-1.5, '36 hours ago'],
    [2, 'in 2 days'],
    [11.9999, 'in 12 days'],
    [-12, '12 days ago'],
    [41, 'in 41 days'],
    [150, 'in 5 months'],
    [365, 'in 12 months'],
    [1094.9, 'in 3 years'],
    [-1095, '3 years ago'],
    [3650, 'in 10 years'],
  ])('%d days away is %j', (days, expected) => {
    expect(relativeTime(inDays(days), NOW, english)).toBe(expected);
  });

  test('agrees with what a finding beside it says', () => {
    const instants = fc.date({ min: inDays(-9000), max: inDays(9000), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (at) => {
        fc.pre(Math.abs(at.getTime() - NOW.getTime()) >= 60_000);
        expect(relativeTime(at, NOW, english)).toBe(when(at, NOW));
      }),
    );
  });

  test('never puts into the future what has happened', () => {
    expect(pastTime(inDays(0.2 * MINUTE), NOW, english)).toBe('just now');
    expect(pastTime(inDays(-12), NOW, english)).toBe('12 days ago');
  });

  test('says so when a date is none, instead of calling it far away', () => {
    const none = new Date('nonsense');
    expect(relativeTime(none, NOW, english)).toBe('no valid date');
    expect(shortTime(none, NOW, english)).toBe('no valid date');
    expect(calendarDate(none, english)).toBe('no valid date');
    expect(exactTime(none, english)).toBe('no valid date');
  });
});

test('short distances leave the direction out', () => {
  expect([12, -12, 0.125, 150, 1095, 0].map((days) => shortTime(inDays(days), NOW, english))).toEqual([
    '12 d',
    '12 d',
    '3 h',
    '5 mo',
    '3 y',
    'now',
  ]);
});

test('dates of the metadata are told in UTC', () => {
  const date = new Date('2026-12-05T23:59:59-02:00');
  expect(calendarDate(date, english)).toBe('2026-12-06');
  expect(exactTime(date, english)).toBe('2026-12-06 01:59 UTC');
});

test('years beyond 9999 keep all of their digits', () => {
  expect(calendarDate(new Date('+012026-12-05T00:00:00Z'), english)).toBe('+012026-12-05');
});

test('activity is told by the clock on the wall', () => {
  expect(clockTime(new Date(2026, 10, 23, 4, 5, 6))).toBe('04:05:06');
});
