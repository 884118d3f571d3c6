import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { keysOf } from '../../source/tui/keymap/key-press.ts';

const NO_KEY: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

function names(input: string, key: Partial<Key> = {}): readonly string[] {
  return keysOf(input, { ...NO_KEY, ...key }).map(({ name }) => name);
}

describe('keysOf', () => {
  it('takes a string for as many keys as it has characters', () => {
    expect(names('jjj')).toEqual(['j', 'j', 'j']);
    expect(names('é😀')).toEqual(['é', '😀']);
  });

  it('finds Enter, Tab, Esc and control keys inside of fast typing', () => {
    expect(names('ab\r')).toEqual(['a', 'b', 'enter']);
    expect(names('\t\u001b\u0004\u0004')).toEqual(['tab', 'escape', 'ctrl+d', 'ctrl+d']);
  });

  it('names keys that print nothing', () => {
    expect(names('', { upArrow: true })).toEqual(['up']);
    expect(names('', { tab: true, shift: true })).toEqual(['shift+tab']);
    expect(names('d', { ctrl: true })).toEqual(['ctrl+d']);
    expect(names('x', { meta: true })).toEqual(['alt+x']);
    expect(names(' ')).toEqual(['space']);
  });

  it('gives text only to keys that print', () => {
    expect(keysOf('a\u0007', NO_KEY).map(({ text }) => text)).toEqual(['a', null]);
    expect(keysOf('\u009b', NO_KEY)).toEqual([{ name: 'unknown', text: null }]);
  });
});
