import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNatural } from '../../source/operations/index.ts';

const NAME = fc.string({
  unit: fc.constantFrom('0', '1', '9', 'a', 'B', '.', '-', 'é', '\u{1f600}', '\ufffd'),
});

describe('compareNatural', () => {
  it('orders tags as docker lists them', () => {
    const ordered = [
      '1.2',
      '1.02',
      '1.10',
      '2',
      '02',
      '10',
      'V1',
      'v1',
      'v1.0',
      'v1.2',
      'v1.10',
      'v1a',
      'v2',
      'v10',
      'vx',
    ];
    expect([...ordered].reverse().sort(compareNatural)).toEqual(ordered);
  });

  it('orders other characters by their UTF-8 bytes', () => {
    expect(['\u{1f600}', '\ufffd', 'z'].sort(compareNatural)).toEqual(['z', '\ufffd', '\u{1f600}']);
  });

  it('is a total order that tells all different names apart', () => {
    fc.assert(
      fc.property(NAME, NAME, NAME, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
        expect(compareNatural(a, b) === 0).toBe(a === b);
        if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) {
          expect(compareNatural(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
