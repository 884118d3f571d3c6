import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, parseStrictJson, servedForm } from '../../source/tuf/index.ts';
import { scanJson } from '../../source/tuf/strict-json-scanner.ts';
import { bytesOf, textOf } from './support/documents.ts';
import { jsonValue } from './support/json.ts';

const parse = (text: string) => parseStrictJson(bytesOf(text));

describe('strict JSON', () => {
  it.each([
    ['white space', ' { "a" : [ 1 , 2 ] }\r\n', { a: [1, 2] }],
    ['numbers that are whole however they are written', '[1e3,-0,1.0,2.50e1]', [1000, -0, 1, 25]],
    ['escapes', '"\\u003c\\"\\\\\\/\\b\\ud83d\\ude00"', '<"\\/\b\u{1f600}'],
    ['names that look like numbers', '{"10":1,"9":2}', { 10: 1, 9: 2 }],
    ['the largest integer', '9007199254740991', Number.MAX_SAFE_INTEGER],
    ['null', 'null', null],
  ])('accepts %s', (_, text, value) => {
    expect(parse(text)).toMatchObject({ ok: true, value });
  });

  it.each([
    ['a repeated member', '{"a":1,"a":1}', 'repeated-member'],
    ['a member repeated in another spelling', '{"a":1,"\\u0061":1}', 'repeated-member'],
    ['a member repeated deep inside', '[{"x":{"__proto__":1,"__proto__":2}}]', 'repeated-member'],
    ['a fraction', '{"a":1.5}', 'unsupported-number'],
    ['an integer that a float64 changes', '9007199254740993', 'unsupported-number'],
    ['an integer at the edge', '9007199254740992', 'unsupported-number'],
    ['an endless number', '1e999', 'unsupported-number'],
    ['half of a surrogate pair', '"\\ud800"', 'lone-surrogate'],
    ['half of a pair as a name', '{"\\udfff":1}', 'lone-surrogate'],
    ['nothing', '', 'not-json'],
    ['two values', '{}{}', 'not-json'],
    ['a comma too many', '[1,]', 'not-json'],
    ['a leading zero', '01', 'not-json'],
    ['a plus sign', '+1', 'not-json'],
    ['a dot without digits', '1.', 'not-json'],
    ['a comment', '{}/**/', 'not-json'],
    ['single quotes', "{'a':1}", 'not-json'],
    ['a name that is no string', '{a:1}', 'not-json'],
    ['a raw control character', '"\n"', 'not-json'],
    ['an escape that there is not', '"\\x41"', 'not-json'],
    ['a string without end', '"abc\\"', 'not-json'],
    ['a word cut short', 'tru', 'not-json'],
    ['HTML', '<!doctype html>', 'not-json'],
    ['a byte order mark', '\ufeff{}', 'not-json'],
    ['a blank of Unicode', '\u00a0{}', 'not-json'],
  ])('refuses %s', (_, text, reason) => {
    expect(parse(text)).toEqual({ ok: false, reason });
  });

  it('refuses bytes that are not UTF-8', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0xaf, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      expect(parseStrictJson(Uint8Array.from(bytes))).toEqual({ ok: false, reason: 'not-utf8' });
    }
  });

  it('refuses what is larger or deeper than its limits, and nothing else', () => {
    const limits = { maxBytes: 10, maxDepth: 2 };
    expect(parseStrictJson(bytesOf('"12345678"'), limits).ok).toBe(true);
    expect(parseStrictJson(bytesOf('"123456789"'), limits)).toEqual({ ok: false, reason: 'too-large' });
    expect(parseStrictJson(bytesOf('[[1]]'), limits).ok).toBe(true);
    expect(parseStrictJson(bytesOf('[[[1]]]'), limits)).toEqual({ ok: false, reason: 'too-deep' });
    expect(parse('['.repeat(1_000_000))).toEqual({ ok: false, reason: 'too-deep' });
    expect(parse('{"a":'.repeat(1_000_000))).toEqual({ ok: false, reason: 'too-deep' });
  });

  it('reads escaped names right, also where V8 remembers another one (nodejs/node#63785)', () => {
    for (const poison of ['{"h":[],"\\\\":0}', '{"h":0,"b\\\\":0}']) {
      expect(parse(poison).ok).toBe(true);
    }
    for (const name of ['"', 'b"', '\r', '\f', '\\', 'b\\']) {
      const result = parse(JSON.stringify({ h: 1, [name]: 2 }));
      expect(result.ok && Object.keys(Object(result.value))).toEqual(['h', name]);
    }
  });

  it('leaves the prototype of objects alone', () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{ "__proto__":{"polluted":1}}']) {
      const result = parse(text);
      const value = result.ok ? Object(result.value) : null;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.hasOwn(value, '__proto__')).toBe(true);
      expect(value.polluted).toBeUndefined();
    }
  });

  it('reads long strings of escapes in time and without running out of stack', () => {
    const text = `"${'\\\\\\"'.repeat(1_000_000)}"`;
    expect(parse(`[${text}, 1]`)).toMatchObject({ ok: true });
    expect(parse(`[${text.slice(0, -1)}`)).toEqual({ ok: false, reason: 'not-json' });
  }, 5_000);

  it('parses what was written, compact or not, by either route', () => {
    fc.assert(
      fc.property(jsonValue({ controls: false }), fc.constantFrom(0, 1, 2), (value, indent) => {
        const compact = JSON.stringify(value);
        const texts = [
          compact,
          JSON.stringify(value, null, indent),
          servedForm(textOf(canonicalJson(value))),
        ];
        for (const result of [...texts.map(parse), scanJson(compact, 100)]) {
          expect(result.ok && isDeepStrictEqual(result.value, value)).toBe(true);
        }
      }),
    );
  });

  it('has a fast route that never says other than the scanner', () => {
    const tokens = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '"__proto__"',
      '"\\u0061"',
      '"\\ud800"',
      '1',
      '-0',
      '1.5',
      '1e3',
      '9007199254740993',
      'null',
      ' ',
    ];
    const nearly = fc.array(fc.constantFrom(...tokens), { maxLength: 14 }).map((parts) => parts.join(''));
    const changed = fc
      .tuple(jsonValue({ controls: true }), fc.nat(), fc.constantFrom(...tokens, ''))
      .map(([value, at, token]) => {
        const text = JSON.stringify(value);
        const index = at % (text.length + 1);
        return text.slice(0, index) + token + text.slice(index + 1);
      });
    fc.assert(
      fc.property(fc.oneof(nearly, changed, fc.string()), (text) => {
        fc.pre(text.isWellFormed());
        const result = parse(text);
        const scanned = scanJson(text, 100);
        expect(isDeepStrictEqual(result.ok ? { ok: true, value: result.value } : result, scanned)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
