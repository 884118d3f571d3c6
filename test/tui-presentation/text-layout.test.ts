import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { safeText } from '../../source/base/index.ts';
import type { Line } from '../../source/tui/line.ts';
import {
  cutText,
  cutTextStart,
  fitLine,
  lineWidth,
  plainText,
  textWidth,
  wrapText,
} from '../../source/tui/widgets/text-layout.ts';
import { drawableText } from './arbitraries.ts';

describe('textWidth', () => {
  test('measures as string-width does, by whichever path', () => {
    fc.assert(
      fc.property(drawableText, (text) => {
        expect(textWidth(text)).toBe(stringWidth(text));
      }),
    );
  });

  test('counts every character of the fast path as one column, as string-width does', () => {
    for (const character of '✓✗▸●○→–—…·│├└─╭╮╯╰é~ ') {
      expect(stringWidth(character), character).toBe(1);
    }
  });

  test('counts wide characters as two columns and combining ones as none', () => {
    expect(textWidth('漢字')).toBe(4);
    expect(textWidth('e\u0301')).toBe(1);
  });
});

describe('cutText', () => {
  test('leaves alone what fits, and says with … that something is cut', () => {
    expect(cutText('releases', 8)).toBe('releases');
    expect(cutText('releases', 7)).toBe('releas…');
    expect(cutText('releases', 1)).toBe('…');
    expect(cutText('releases', 0)).toBe('');
  });

  test('never halves a wide character', () => {
    expect(cutText('漢字漢字', 4)).toBe('漢…');
    expect(cutText('漢字漢字', 5)).toBe('漢字…');
  });

  test('keeps combining characters with their base', () => {
    expect(cutText('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  });

  test('keeps the end instead when asked to', () => {
    expect(cutTextStart('registry.example.com/admin/demo', 11)).toBe('…admin/demo');
    expect(cutTextStart('漢字漢字', 4)).toBe('…字');
  });

  test('never gets wider than asked for', () => {
    fc.assert(
      fc.property(drawableText, fc.integer({ min: 0, max: 60 }), (text, width) => {
        expect(textWidth(cutText(text, width))).toBeLessThanOrEqual(width);
        expect(textWidth(cutTextStart(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('fitLine', () => {
  const line: Line = [
    { text: 'jeff', token: 'ok' },
    { text: '  5570b88', token: 'dim' },
  ];

  test('pads on the right, or on the left', () => {
    expect(plainText(fitLine(line, 15))).toBe('jeff  5570b88  ');
    expect(plainText(fitLine(line, 15, 'right'))).toBe('  jeff  5570b88');
  });

  test('cuts within the span that no longer fits, and keeps what it means', () => {
    expect(fitLine(line, 8)).toEqual([
      { text: 'jeff', token: 'ok' },
      { text: '  5…', token: 'dim' },
    ]);
  });

  test('shows that something follows when a span ends exactly at the edge', () => {
    expect(plainText(fitLine(line, 4))).toBe('jef…');
  });

  test('always fills the width exactly', () => {
    const spans = fc.array(
      drawableText.map((text) => ({ text })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(spans, fc.integer({ min: 0, max: 200 }), (parts, width) => {
        expect(lineWidth(fitLine(parts, width))).toBe(width);
      }),
    );
  });
});

describe('wrapText', () => {
  test('breaks at blanks', () => {
    expect(wrapText('Pulls of this repository fail', 12)).toEqual(['Pulls of', 'this', 'repository', 'fail']);
  });

  test('breaks a word that is too long for any line, between characters', () => {
    expect(wrapText('ab 漢字漢字 c', 5)).toEqual(['ab', '漢字', '漢字', 'c']);
  });

  test('loses nothing and stays within the width', () => {
    fc.assert(
      fc.property(fc.string().map(safeText), fc.integer({ min: 2, max: 80 }), (text, width) => {
        const lines = wrapText(text, width);
        expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});
