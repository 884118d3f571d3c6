import fc from 'fast-check';
import { safeText } from '../../source/base/index.ts';

const PIECES = [
  'jeff',
  'releases/',
  ' ',
  '漢字',
  'ﾞ',
  'e\u0301',
  'é',
  '한국어',
  'カタカナ',
  '\u1112\u1161\u11ab',
  '\ud7a4',
  '✓',
  '…',
  '👍🏽',
  '\u0915\u094d\u0937',
  '│',
] as const;

/** Text as it reaches the screen: made safe, with all that is hard to measure. */
export const drawableText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => safeText(pieces.join(''))),
  fc.string({ maxLength: 40 }).map(safeText),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(safeText),
);

/** Names as a hostile server could send them. */
export const HOSTILE_NAMES: readonly string[] = [
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u001b]52;c;ZXZpbA==\u0007',
  'admin\u202egpj.exe',
  'a\u200bb\u2060c',
  'two\nlines\r\nand\ttab',
  '\u009b2J',
  '漢字'.repeat(60),
  'e\u0301'.repeat(120),
  'x'.repeat(255),
  '\ud800lonely',
  '👨‍👩‍👧‍👦'.repeat(20),
  '\u{1f3fd}melts into what stands before it',
  '\u0301so does this',
  'and into what follows\u0d4e',
  '\u1100',
  '\u1161\u11a8',
  '🇩',
];
