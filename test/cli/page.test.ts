import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { drawPage, pageLine, wholeLine } from '../../source/cli/page.ts';

const ESC = String.fromCharCode(27);
/** The styles that are ours are the only control characters there may be. */
const OURS = new RegExp(`${ESC}\\[(?:2|22)m`, 'g');
const PLAIN = { columns: null, styled: false };

describe('a page', () => {
  it('breaks between words, and goes on below where it began', () => {
    const line = pageLine('  x ', 'one two three four five six seven', 'strong');
    expect(drawPage([line], { columns: 24, styled: false })).toEqual([
      '  x one two three four',
      '    five six seven',
    ]);
  });

  it('breaks nothing in a pipe, and never what is to be copied', () => {
    const text = 'trustdeck witness registry.example.com/team/app targets/releases --as jeff';
    expect(drawPage([pageLine('  ', text)], PLAIN)).toEqual([`  ${text}`]);
    expect(drawPage([wholeLine('  ', text)], { columns: 40, styled: false })).toEqual([`  ${text}`]);
  });

  it('leaves a word alone that is longer than a row', () => {
    const id = 'a'.repeat(64);
    expect(drawPage([pageLine('  ', `key ${id} is here`)], { columns: 40, styled: false })).toEqual([
      '  key',
      `  ${id}`,
      '  is here',
    ]);
  });

  it('has colours only where they can be shown', () => {
    const line = { lead: { text: 'x ', style: 'error' as const }, spans: [{ text: 'wrong' }] };
    expect(drawPage([line], PLAIN)).toEqual(['x wrong']);
    expect(drawPage([line], { columns: null, styled: true })).toEqual(['\u001b[31mx \u001b[39mwrong']);
    expect(drawPage([pageLine('', 'one two', 'strong')], { columns: 80, styled: true })).toEqual([
      '\u001b[1mone two\u001b[22m',
    ]);
  });

  it('lets no text steer the terminal, whatever it holds and however wide it is', () => {
    const pieces = fc.constantFrom(
      '\u001b[2J',
      '\u001b]0;x\u0007',
      '\u202e',
      '\r',
      '\n',
      '\u009b',
      'é',
      '日本',
      ' ',
      'word',
    );
    fc.assert(
      fc.property(
        fc.array(pieces),
        fc.integer({ min: 30, max: 120 }),
        fc.boolean(),
        (texts, columns, styled) => {
          const text = texts.join('');
          const drawn = drawPage([pageLine('  ', text, 'dim')], { columns, styled });
          for (const row of drawn) {
            const bare = row.replaceAll(OURS, '');
            expect(bare).not.toMatch(/[\p{Cc}\u202e]/u);
          }
          // Nothing but spaces at breaks is lost.
          const letters = (shown: string) => shown.replaceAll(OURS, '').replaceAll(' ', '');
          expect(letters(drawn.join(''))).toBe(letters(drawPage([pageLine('  ', text)], PLAIN).join('')));
        },
      ),
    );
  });

  it('is no wider than the terminal where words allow it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'word', 'längeres', '日本語')),
        fc.integer({ min: 30, max: 90 }),
        (words, columns) => {
          for (const row of drawPage([pageLine('    ', words.join(' '))], { columns, styled: false })) {
            expect(stringWidth(row)).toBeLessThanOrEqual(columns);
          }
        },
      ),
    );
  });
});
