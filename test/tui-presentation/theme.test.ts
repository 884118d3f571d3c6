import { describe, expect, test } from 'vitest';
import type { Token } from '../../source/tui/line.ts';
import { styleOf } from '../../source/tui/theme/theme.ts';
import { chooseTheme, THEMES } from '../../source/tui/theme/themes.ts';
import { withCursor } from '../../source/tui/widgets/cursor.ts';
import { plainText } from '../../source/tui/widgets/text-layout.ts';

const terminal = { noColor: false, colours: 256, colorFgBg: null };

describe('chooseTheme', () => {
  test('takes no colours at all for NO_COLOR and for terminals without colour', () => {
    expect(chooseTheme({ ...terminal, noColor: true, colorFgBg: '0;15' }).name).toBe('mono');
    expect(chooseTheme({ ...terminal, colours: 0 }).name).toBe('mono');
  });

  test('believes COLORFGBG about the background', () => {
    expect(chooseTheme({ ...terminal, colorFgBg: '0;15' }).name).toBe('light');
    expect(chooseTheme({ ...terminal, colorFgBg: '0;default;7' }).name).toBe('light');
    expect(chooseTheme({ ...terminal, colorFgBg: '15;0' }).name).toBe('dark');
    expect(chooseTheme({ ...terminal, colorFgBg: 'nonsense' }).name).toBe('dark');
  });

  test('does without faint text where there are only 16 colours', () => {
    expect(chooseTheme({ ...terminal, colours: 16 }).name).toBe('sixteen-colours');
    expect(THEMES['sixteen-colours'].tokens.dim.dimColor).toBeUndefined();
  });
});

test('the mono theme sets no colour anywhere', () => {
  const { tokens, border, focusedBorder } = THEMES.mono;
  for (const style of [...Object.values(tokens), border, focusedBorder]) {
    expect(Object.keys(style).filter((key) => /^(?:borderC|c)olor$/.test(key))).toEqual([]);
  }
});

test('ok, warning and error look different from each other in every theme with colours', () => {
  for (const { name, tokens } of Object.values(THEMES).filter((theme) => theme.name !== 'mono')) {
    const colours = (['ok', 'warning', 'error'] satisfies readonly Token[]).map(
      (token) => tokens[token].color,
    );
    expect(new Set(colours).size, name).toBe(3);
  }
});

test('a span may be bold besides what its token says', () => {
  expect(styleOf(THEMES.dark, { token: 'error', bold: true })).toEqual({ color: 'redBright', bold: true });
  expect(styleOf(THEMES.dark, {})).toEqual({});
});

describe('withCursor', () => {
  const line = [
    { text: '✗', token: 'error' },
    { text: ' admin/demo' },
    { text: ' now', token: 'dim' },
  ] as const;

  test('marks the selected row without any colour', () => {
    expect(plainText(withCursor(line, true))).toBe('▸✗ admin/demo now');
    expect(plainText(withCursor(line, false))).toBe(' ✗ admin/demo now');
  });

  test('keeps what words mean, but for faint ones', () => {
    expect(withCursor(line, true).map(({ token }) => token)).toEqual([
      'accent',
      'error',
      'selected',
      'selected',
    ]);
  });
});
