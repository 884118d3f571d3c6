import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_LINE, feed, type SecretLine } from '../../source/cli/dialog/secret-line.ts';

/** What is in the line after `input`, and how it ended. */
function typed(input: string): string {
  const { line, outcome } = feed(EMPTY_LINE, input);
  return `${line.text}|${outcome ?? ''}`;
}

describe('a line that is not echoed', () => {
  it.each([
    ['correct horse\r', 'correct horse|enter'],
    ['correct horse\n', 'correct horse|enter'],
    ['ab\u007fc\u0008d\r', 'ad|enter'],
    ['\u007f\u007fa\r', 'a|enter'],
    ['wrong\u0015right\r', 'right|enter'],
    ['one two  \u0017three\r', 'one three|enter'],
    ['ab\u0003', 'ab|interrupt'],
    ['\u0004', '|end'],
    ['a\u0004b\r', 'ab|enter'],
    ['a\u001b[Ab\u001b[1;5Dc\u001bOHd\r', 'abcd|enter'],
    ['a\u001b[200~b\u001b[201~\r', 'ab|enter'],
    ['a\u001bfb\r', 'ab|enter'],
    ['a\u0000\u0001\u001a\tb\r', 'ab|enter'],
    ['\u001b\r', '|enter'],
    ['\u001b[\u0003', '|interrupt'],
    ['pässwörd 密码 🔑\r', 'pässwörd 密码 🔑|enter'],
    ['ae\u0301\u007f\r', 'a|enter'],
    ['a👩‍👩‍👧\u007f\r', 'a|enter'],
    ['half', 'half|'],
  ])('takes %j', (input, expected) => {
    expect(typed(input)).toBe(expected);
  });

  it('keeps what was typed ahead for the next question', () => {
    expect(feed(EMPTY_LINE, 'first\rsecond\r')).toMatchObject({
      line: { text: 'first' },
      outcome: 'enter',
      rest: 'second\r',
    });
  });

  it('makes no difference between one piece and many', () => {
    const keys = fc.constantFrom(
      'a',
      'é',
      '🔑',
      ' ',
      '\u007f',
      '\u0015',
      '\u0017',
      '\u001b',
      '[',
      'A',
      'O',
      '\u0009',
    );
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 40 }), (pressed) => {
        const step = (line: SecretLine, key: string): SecretLine => feed(line, key).line;
        expect(pressed.reduce(step, EMPTY_LINE)).toEqual(feed(EMPTY_LINE, pressed.join('')).line);
      }),
    );
  });

  it('never lets a control character into the passphrase', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        expect(feed(EMPTY_LINE, input).line.text).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
