import type { Key } from 'ink';

/**
 * One key as the key table names it: a printable character, `space`, `enter`, `escape`, `tab`, `shift+tab`,
 * `backspace`, `delete`, `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, or `ctrl+x`, `alt+x`.
 */
export interface KeyPress {
  readonly name: string;
  /** What a text field inserts; null for a key that prints nothing. */
  readonly text: string | null;
}

const NAMED = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];

/**
 * The keys behind one call of Ink's input handler. Keys that arrive together come as one string (`jjj`, or `abc`
 * with the carriage return of Enter at its end), so that a string stands for as many keys as it has characters.
 */
export function keysOf(input: string, key: Key): readonly KeyPress[] {
  if (key.tab) {
    return [silent(key.shift ? 'shift+tab' : 'tab')];
  }
  const named = NAMED.find(([flag]) => key[flag] === true);
  if (named !== undefined) {
    return [silent(named[1])];
  }
  if (key.ctrl) {
    return input === '' ? [] : [silent(`ctrl+${input.toLowerCase()}`)];
  }
  if (key.meta) {
    return input === '' ? [] : [silent(`alt+${input}`)];
  }
  return Array.from(input, keyOfCharacter);
}

function keyOfCharacter(character: string): KeyPress {
  const code = character.codePointAt(0) ?? 0;
  switch (true) {
    case character === ' ':
      return { name: 'space', text: ' ' };
    case character === '\r' || character === '\n':
      return silent('enter');
    case character === '\t':
      return silent('tab');
    case character === '\u001b':
      return silent('escape');
    case code === 0x7f || code === 0x08:
      return silent('backspace');
    case code > 0 && code < 0x1b:
      return silent(`ctrl+${String.fromCharCode(code + 0x60)}`);
    case code < 0x20 || (code >= 0x80 && code < 0xa0):
      return silent('unknown');
    default:
      return { name: character, text: character };
  }
}

function silent(name: string): KeyPress {
  return { name, text: null };
}
