/** What has been typed of a line that is not echoed. Pure data: the terminal around it is the composition root's. */
export interface SecretLine {
  readonly text: string;
  /** Where in an escape sequence, such as that of an arrow key, the input stands. */
  readonly escape: 'none' | 'started' | 'sequence' | 'single';
}

export const EMPTY_LINE: SecretLine = { text: '', escape: 'none' };

export interface Fed {
  readonly line: SecretLine;
  /** `end` is Ctrl+D on an empty line. null while more is to come. */
  readonly outcome: 'enter' | 'interrupt' | 'end' | null;
  /** What was typed ahead, behind the key that ended the line. */
  readonly rest: string;
}

type Step = SecretLine | 'enter' | 'interrupt' | 'end';

/** Terminals in raw mode leave it to the program what these keys do; all other control keys do nothing. */
const CONTROL_KEYS: ReadonlyMap<string, (text: string) => Step> = new Map<string, (text: string) => Step>([
  ['\r', () => 'enter'],
  ['\n', () => 'enter'],
  ['\u0003', () => 'interrupt'],
  ['\u0004', (text) => (text === '' ? 'end' : { text, escape: 'none' })],
  ['\u0008', (text) => ({ text: withoutLast(text), escape: 'none' })],
  ['\u007f', (text) => ({ text: withoutLast(text), escape: 'none' })],
  ['\u0015', () => EMPTY_LINE],
  ['\u0017', (text) => ({ text: text.replace(/\S*\s*$/u, ''), escape: 'none' })],
  ['\u001b', (text) => ({ text, escape: 'started' })],
]);

/** Takes in what a terminal in raw mode sent, up to the key that ends the line. */
export function feed(line: SecretLine, input: string): Fed {
  let current = line;
  let consumed = 0;
  for (const character of input) {
    consumed += character.length;
    const step = press(current, character);
    if (typeof step === 'string') {
      return { line: current, outcome: step, rest: input.slice(consumed) };
    }
    current = step;
  }
  return { line: current, outcome: null, rest: '' };
}

function press(line: SecretLine, character: string): Step {
  const isControl = /[\p{Cc}]/u.test(character);
  if (line.escape !== 'none' && !isControl) {
    return { text: line.text, escape: afterEscape(line.escape, character) };
  }
  if (isControl) {
    return CONTROL_KEYS.get(character)?.(line.text) ?? { text: line.text, escape: 'none' };
  }
  return { text: line.text + character, escape: 'none' };
}

/** `ESC [ … letter` and `ESC O letter` are keys such as arrows; `ESC letter` is a letter with Alt. */
function afterEscape(state: Exclude<SecretLine['escape'], 'none'>, character: string): SecretLine['escape'] {
  if (state === 'started') {
    return character === '[' ? 'sequence' : character === 'O' ? 'single' : 'none';
  }
  return state === 'single' || /[@-~]/.test(character) ? 'none' : 'sequence';
}

/** Without what a person sees as the last character: a letter with its accents, an emoji with its parts. */
function withoutLast(text: string): string {
  const last = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].at(-1);
  return last === undefined ? '' : text.slice(0, last.index);
}
