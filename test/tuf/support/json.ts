import fc from 'fast-check';
import type { JsonValue } from '../../../source/tuf/index.ts';

const HARD_TEXT = fc.constantFrom(
  '__proto__',
  'constructor',
  '"',
  '\\',
  '<&>',
  '\u2028',
  '\u{1f600}',
  '\uffee',
  '\u00e9',
  'e\u0301',
  '',
  '0',
  '10',
);

/** Any character but the halves of surrogate pairs, those that are hard on parsers more often than chance has them. */
const anyCharacter = fc
  .oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.constantFrom(0xe9, 0x2028, 0xd7ff, 0xe000, 0xffee, 0xffff, 0x1_0000, 0x1_f600),
    fc.integer({ min: 0x80, max: 0x10_ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
  )
  .map((code) => String.fromCodePoint(code));

export function anyText(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  return fc.array(anyCharacter, { minLength, maxLength }).map((characters) => characters.join(''));
}

/** Any JSON that Notary can sign; `controls` are the control characters, which it cannot serve. */
export function jsonValue({ controls }: { readonly controls: boolean }): fc.Arbitrary<JsonValue> {
  const text = fc.oneof(
    HARD_TEXT,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
    controls ? anyText(8) : anyText(8).map((value) => value.replace(/[\u0000-\u001f]/g, '')),
  );
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom<JsonValue[]>(null, true, false),
      fc.maxSafeInteger().map((number) => (number === 0 ? 0 : number)),
      text,
      fc.array(tie('value'), { maxLength: 4 }),
      fc
        .uniqueArray(fc.tuple(text, tie('value')), { maxLength: 4, selector: ([name]) => name })
        .map((entries) => Object.fromEntries(entries)),
    ),
  }));
  return value;
}
