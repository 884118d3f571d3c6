import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText } from '../../source/base/index.ts';

describe('text that is safe to draw', () => {
  it.each([
    ['an escape sequence', '\u001b[2J'],
    ['the end of a string to the terminal', '\u0007'],
    ['a C1 control that starts a sequence', '\u009b2J'],
    ['a line end', '\r'],
    ['delete', '\u007f'],
    ['an override of direction', '\u202e'],
    ['an isolate of direction', '\u2066'],
    ['a mark of direction', '\u200f'],
    ['the Arabic mark of direction', '\u061c'],
    ['a line separator', '\u2028'],
    ['a space of no width', '\u200b'],
    ['a joiner of no width', '\u200d'],
    ['a soft hyphen', '\u00ad'],
    ['a byte order mark', '\ufeff'],
    ['a filler that looks like nothing', '\u3164'],
    ['an invisible tag', '\u{e0041}'],
    ['half a character', '\ud800'],
  ])('never holds %s', (_, unsafe) => {
    const safe = safeText(`a${unsafe}b`);
    expect(safe).toMatch(/^a\ufffd.*b$/);
    expect(safe).not.toContain(unsafe);
  });

  it('is otherwise what it was, and safe text stays as it is', () => {
    for (const text of ['registry.example.com/a:v1', 'Zoë 中文 😀', 'e\u0301']) {
      expect(safeText(text)).toBe(text);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(safeText(safeText(text))).toBe(safeText(text));
        expect(safeText(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      }),
    );
  });
});
