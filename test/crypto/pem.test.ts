import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePem, type PemBlock, parsePem } from '../../source/crypto/index.ts';

const block = (type: string, headers: Record<string, string>, bytes: Uint8Array): PemBlock => ({
  type,
  headers: new Map(Object.entries(headers)),
  bytes,
});
const rewritten = (text: string) => parsePem(text).map(encodePem).join('');
const headerText = fc.stringMatching(/^[a-z]([a-z0-9./ ]{0,20}[a-z0-9])?$/);
const anyBlock = fc
  .tuple(
    fc.constantFrom('CERTIFICATE', 'ENCRYPTED PRIVATE KEY'),
    fc.dictionary(headerText, headerText, { noNullPrototype: true }),
    fc.uint8Array({ maxLength: 200 }),
  )
  .map(([type, headers, bytes]) => block(type, headers, bytes));

const view = (blocks: readonly PemBlock[]) =>
  blocks.map(({ type, headers, bytes }) => ({
    type,
    headers: Object.fromEntries(headers),
    bytes: [...bytes],
  }));

describe('PEM', () => {
  it('comes back as it was written, and is canonical', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 3 }), (blocks) => {
        const text = blocks.map(encodePem).join('');
        expect(view(parsePem(text))).toEqual(view(blocks));
        expect(rewritten(text)).toBe(text);
      }),
    );
  });

  it("is written in Go's form: Proc-Type first, then by name, 64 columns", () => {
    const headers = { role: 'targets', 'DEK-Info': 'AES-256-CBC,00', gun: 'a/b', 'Proc-Type': '4,ENCRYPTED' };
    expect(encodePem(block('EC PRIVATE KEY', headers, new Uint8Array(50)))).toBe(
      [
        '-----BEGIN EC PRIVATE KEY-----',
        'Proc-Type: 4,ENCRYPTED',
        'DEK-Info: AES-256-CBC,00',
        'gun: a/b',
        'role: targets',
        '',
        'A'.repeat(64),
        'AAA=',
        '-----END EC PRIVATE KEY-----',
        '',
      ].join('\n'),
    );
  });

  const plain = encodePem(
    block('CERTIFICATE', {}, Buffer.from('some bytes that take more than one line of base64')),
  );

  it.each([
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['no final newline', plain.trimEnd()],
    ['text before', `subject=CN = x\n${plain}`],
    ['text after', `${plain}\n`],
    ['blanks at the ends of lines', plain.replaceAll('\n', ' \n')],
    ['another width', plain.replace(/^(.{60})(.*)\n(.*)$/m, '$1\n$2$3')],
    ['headers out of order', plain.replace('\n', '\nrole: root\ngun: a\n\n')],
    ['no blank line after the headers', plain.replace('\n', '\nrole: root\n')],
  ])('with %s is read, but is not canonical', (_, text) => {
    expect(parsePem(text).map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      'some bytes that take more than one line of base64',
    ]);
    expect(rewritten(text)).not.toBe(text);
  });

  it.each([
    ['another type at its end', plain.replace('END CERTIFICATE', 'END PUBLIC KEY')],
    ['no end', plain.replace(/-----END.*/, '')],
    ['something that is not base64', plain.replace('c29', 'c2!')],
    ['padding in the middle', plain.replace('c29', 'c==')],
    ['a begin line that does not end', plain.replace('CERTIFICATE-----', 'CERTIFICATE----')],
    ['text behind its end', plain.replace(/-----\n$/, '----- x\n')],
    ['a begin line that is indented', plain.replace('-----BEGIN', ' -----BEGIN')],
  ])('with %s is no block, and the next one is found', (_, text) => {
    expect(parsePem(text)).toEqual([]);
    expect(parsePem(`${text}\n${plain}`)).toHaveLength(1);
  });

  it('takes time in proportion to its size, however hostile', () => {
    const heaps = [
      '-----BEGIN A-----\n',
      '-----BEGIN a:-----\n',
      '-----END A-----\n',
      'a: b\n',
      '-----BEGIN A-----\nAAAA\n',
    ];
    for (const heap of heaps) {
      expect(parsePem(heap.repeat(100_000))).toEqual([]);
    }
  }, 5_000);

  it('takes no longer for a hostile text than for its length', () => {
    const size = 200_000;
    const texts = [
      `${' '.repeat(size)}x`,
      '-'.repeat(size),
      `-----BEGIN ${'-'.repeat(size)}x`,
      '\r'.repeat(size),
    ];
    const begin = performance.now();
    for (const text of texts) {
      expect(parsePem(text)).toEqual([]);
    }
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
