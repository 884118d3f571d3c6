import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatExpiry, parseGoTime, rewrittenGoTime } from '../../source/tuf/go-time.ts';

const years = {
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
};

describe("Go's times", () => {
  it.each([
    ['2036-11-20T00:26:15.080541649Z', '2036-11-20T00:26:15.080Z'],
    ['2036-11-20T00:26:15Z', '2036-11-20T00:26:15.000Z'],
    ['2036-11-20T00:26:15.5+02:00', '2036-11-19T22:26:15.500Z'],
    ['2036-11-20T23:26:15-05:30', '2036-11-21T04:56:15.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['2036-11-20T00:26:15.99999999999Z', '2036-11-20T00:26:15.999Z'],
  ])('reads %s', (text, iso) => {
    expect(parseGoTime(text)?.toISOString()).toBe(iso);
  });

  it.each([
    '',
    '2036-11-20',
    '2036-11-20T00:26:15',
    '2036-11-20t00:26:15Z',
    '2036-11-20T00:26:15z',
    '2036-11-20 00:26:15Z',
    '2036-11-20T00:26:15.Z',
    '2036-11-20T00:26:15,5Z',
    '2036-11-20T00:26:15+0200',
    '2036-11-20T24:00:00Z',
    '2036-11-20T00:60:00Z',
    '2036-11-20T00:26:60Z',
    '2036-11-20T00:26:15+24:00',
    '2036-13-01T00:00:00Z',
    '2036-00-10T00:00:00Z',
    '2036-02-30T00:00:00Z',
    '2035-02-29T00:00:00Z',
    '2036-04-31T00:00:00Z',
    '12036-11-20T00:26:15Z',
    '+2036-11-20T00:26:15Z',
    ' 2036-11-20T00:26:15Z',
    '2036-11-20T00:26:15Z\n',
    'never',
    '9999999999',
  ])('refuses %j', (text) => {
    expect(parseGoTime(text)).toBeNull();
    expect(rewrittenGoTime(text)).toBeNull();
  });

  it.each([
    ['2036-11-20T00:26:15.250Z', '2036-11-20T00:26:15.25Z'],
    ['2036-11-20T00:26:15.000Z', '2036-11-20T00:26:15Z'],
    ['2036-11-20T00:26:15.123456789Z', '2036-11-20T00:26:15.123456789Z'],
    ['2036-11-20T00:26:15.1234567890Z', '2036-11-20T00:26:15.123456789Z'],
    ['2036-11-20T00:26:15.5+00:00', '2036-11-20T00:26:15.5Z'],
    ['2036-11-20T00:26:15-00:00', '2036-11-20T00:26:15Z'],
    ['2036-11-20T00:26:15+02:00', '2036-11-20T00:26:15+02:00'],
    ['2036-11-20T00:26:15+10:00', '2036-11-20T00:26:15+10:00'],
  ])('rewrites %s as Go does', (text, rewritten) => {
    expect(rewrittenGoTime(text)).toBe(rewritten);
  });

  it('writes a Date so that it reads back the same and stays as it is', () => {
    fc.assert(
      fc.property(fc.date(years), (date) => {
        const text = formatExpiry(date);
        expect(parseGoTime(text)).toEqual(date);
        expect(rewrittenGoTime(text)).toBe(text);
      }),
    );
  });

  it('writes nanoseconds, also before 1970', () => {
    expect(formatExpiry(1_700_000_000_123_456_789n)).toBe('2023-11-14T22:13:20.123456789Z');
    expect(formatExpiry(1_700_000_000_100_000_000n)).toBe('2023-11-14T22:13:20.1Z');
    expect(formatExpiry(-1n)).toBe('1969-12-31T23:59:59.999999999Z');
    expect(formatExpiry(new Date('2026-01-02T03:04:05.000Z'))).toBe('2026-01-02T03:04:05Z');
  });
});
