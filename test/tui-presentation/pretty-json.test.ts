import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../../source/base/index.ts';
import { prettyJson } from '../../source/tui/presentation/pretty-json.ts';

function pretty(text: string): string {
  return (prettyJson(utf8(text)) ?? []).join('\n');
}

test('lays JSON out as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      // A member called 1 moves to the front in JavaScript's own output; ours stays where it was served.
      fc.pre(!/"\d+":/.test(text));
      expect(pretty(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
    }),
  );
});

test('keeps order, repeated members, escapes and numbers as they were served', () => {
  expect(pretty('{"b":1.0,"10":1e2,"a":"\\u202e","a":"\\u003c"}')).toBe(
    ['{', '  "b": 1.0,', '  "10": 1e2,', '  "a": "\\u202e",', '  "a": "\\u003c"', '}'].join('\n'),
  );
});

test('shows what is no JSON in some shape, losing nothing but blanks', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const shown = pretty(text);
      expect(shown.replace(/[\s:]/g, '')).toBe(text.replace(/[\s:]/g, ''));
    }),
  );
});

test('says null for bytes that are no text', () => {
  expect(prettyJson(new Uint8Array([0xff, 0xfe, 0x00]))).toBeNull();
});
