import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type JsonValue, parseStrictJson, servedForm } from '../../source/tuf/index.ts';
import { bytesOf, textOf } from './support/documents.ts';
import { anyText, jsonValue } from './support/json.ts';

const canonical = (value: JsonValue) => textOf(canonicalJson(value));

describe("canonical JSON in Notary's dialect", () => {
  it.each<[string, JsonValue, string]>([
    ['sorts members', { b: 1, a: [true, false, null], '': 'x' }, '{"":"x","a":[true,false,null],"b":1}'],
    ['sorts numbers as text', { 10: 0, 9: 0, 1: 0 }, '{"1":0,"10":0,"9":0}'],
    ['sorts by UTF-8, not UTF-16', { '\u{1f600}': 1, '\uff5e': 2, z: 3 }, '{"z":3,"\uff5e":2,"\u{1f600}":1}'],
    ['escapes only the quote and the backslash', 'a"b\\c/<>&', '"a\\"b\\\\c/<>&"'],
    ['leaves control characters raw', '\u0000\n\t\u007f\u2028', '"\u0000\n\t\u007f\u2028"'],
    ['prints whole numbers', [0, -0, -5, 1e3, 2 ** 53 - 1], '[0,0,-5,1000,9007199254740991]'],
    ['keeps empty things', { list: [], map: {} }, '{"list":[],"map":{}}'],
    ['has a member called __proto__', JSON.parse('{"__proto__":{"a":1}}'), '{"__proto__":{"a":1}}'],
  ])('%s', (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it.each([1.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])('has no form for %d', (value) => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });

  it('sorts any names by their UTF-8 bytes', () => {
    const names = fc.uniqueArray(anyText(4, 1), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(names, (list) => {
        const text = canonical(Object.fromEntries(list.map((name) => [`x${name}`, 0])));
        const expected = list
          .map((name) => `x${name}`)
          .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const places = expected.map((name) => text.indexOf(`${canonical(name)}:`));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  it('says the same for the same content in any order, and parses back to it', () => {
    fc.assert(
      fc.property(jsonValue({ controls: false }), (value) => {
        const text = canonical(value);
        expect(isDeepStrictEqual(parsed(text), value)).toBe(true);
        expect(canonical(parsed(text))).toBe(text);
        expect(canonical(reversed(value))).toBe(text);
      }),
    );
  });

  it('is served with the escapes of Go, and still means the same', () => {
    expect(servedForm('"<a>&\u2028\u2029\\""')).toBe('"\\u003ca\\u003e\\u0026\\u2028\\u2029\\""');
    fc.assert(
      fc.property(jsonValue({ controls: false }), (value) => {
        const served = servedForm(canonical(value));
        expect(served).not.toMatch(/[<>&\u2028\u2029]/);
        expect(isDeepStrictEqual(parsed(served), value)).toBe(true);
      }),
    );
  });
});

function parsed(text: string): JsonValue {
  const result = parseStrictJson(bytesOf(text));
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.value;
}

/** The same value with the members of every object in the opposite order. */
function reversed(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(reversed)
    : Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, member]) => [name, reversed(member)]),
      );
}
