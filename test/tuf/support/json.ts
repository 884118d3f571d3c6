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

/** Any JSON that Notary can sign; `controls` are the control characters, which it cannot serve. */
export function jsonValue({ controls }: { readonly controls: boolean }): fc.Arbitrary<JsonValue> {
  const anyText = fc.string({ unit: 'binary', maxLength: 8 });
  const text = fc.oneof(
    HARD_TEXT,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
    controls ? anyText : anyText.map((value) => value.replace(/[\u0000-\u001f]/g, '')),
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
