import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../source/cli/json-text.ts';
import { table } from '../../source/cli/table.ts';

const UNSAFE = /(?!\n)\p{Cc}|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\u{e0000}-\u{e0fff}]/u;

describe('jsonText', () => {
  it('parses back to exactly the value, whatever stands in it, and steers no terminal', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
        const written = jsonText({ value, text }, 2);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify({ value, text })));
        expect(written).not.toMatch(UNSAFE);
      }),
    );
  });

  it('escapes what Go escapes', () => {
    expect(jsonText('<a & b>', 4)).toBe('"\\u003ca \\u0026 b\\u003e"');
  });
});

describe('table', () => {
  it('aligns columns by their width on screen', () => {
    expect(
      table(
        ['A', 'B'],
        [
          ['日本', 'x'],
          ['abc', 'y'],
        ],
      ),
    ).toEqual(['A      B', '日本   x', 'abc    y']);
  });

  it('keeps a cell on its line and its escape sequences away from the terminal', () => {
    const lines = table(['A'], [['\u001b[2Jx\ny\u0007']]);
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});
