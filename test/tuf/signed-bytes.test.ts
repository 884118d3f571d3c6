import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue, parseTargets, TARGETS } from '../../source/tuf/index.ts';
import { targetsPart } from './support/documents.ts';

/** A signature is over the canonical form of what is read, and a file may hold that as it stands, or almost. */
describe('the signed bytes', () => {
  const part = { ...targetsPart() };
  const [signed, signatures] = [part as JsonValue, [] as JsonValue];
  const reversed = Object.fromEntries(Object.entries(part).toReversed());

  const signedBytes = (text: string) => Buffer.from(parseTargets(TARGETS, Buffer.from(text)).signedBytes);
  const canonical = (value: JsonValue) => Buffer.from(canonicalJson(value));

  it.each<readonly [string, string]>([
    ['as Notary writes it', JSON.stringify({ signed: sorted(part), signatures })],
    ['with the signatures first', JSON.stringify({ signatures, signed: sorted(part) })],
    ['with another member first', JSON.stringify({ signex: sorted(part), signed, signatures })],
    ['with another member between', JSON.stringify({ signed: sorted(part), note: 1, signatures })],
    ['with another member last', JSON.stringify({ signed: sorted(part), signatures, note: 1 })],
    ['with its members in another order', JSON.stringify({ signed: reversed, signatures })],
    ['with white space', JSON.stringify({ signed: sorted(part), signatures }, null, 2)],
    ['with a blank at its end', `${JSON.stringify({ signed: sorted(part), signatures })} `],
    [
      'with an escape',
      JSON.stringify({ signed: sorted(part), signatures }).replace('targets', '\\u0074argets'),
    ],
  ])('are canonical for a file %s', (_, text) => {
    expect(signedBytes(text)).toEqual(canonical(part));
  });

  it.each([
    ['a control character', 'a\nb\u0000'],
    ['a quotation mark and a backslash', '"\\'],
    ['what HTML could misread', '<&>\u2028'],
    ['letters beyond ASCII', 'é\u{1f600}\uffff'],
  ])('are canonical with %s in a string and in a name', (_, text) => {
    const value = { ...part, zz: text, [`z${text}`]: { [text]: 1 } };
    expect(signedBytes(JSON.stringify({ signed: sorted(value), signatures }))).toEqual(canonical(value));
  });

  it('are canonical whatever stands in the file', () => {
    const integer = fc.maxSafeInteger().map((number) => number + 0);
    const text = fc.string({
      unit: fc.constantFrom('a', '1', '10', '"', '\\', '\n', '<', 'é', '\u{1f600}', '\uffff'),
    });
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.oneof(text, integer, fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(value, fc.boolean(), fc.constantFrom(0, 1), (extra, inOrder, indent) => {
        const whole = { ...part, zz: extra };
        const file = { signed: inOrder ? sorted(whole) : whole, signatures };
        expect(signedBytes(JSON.stringify(file, null, indent))).toEqual(canonical(whole));
      }),
    );
  });
});

/** The outermost members by name; what is inside is left as it is. */
function sorted(value: { readonly [name: string]: JsonValue }): JsonValue {
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
