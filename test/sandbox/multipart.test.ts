import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../source/sandbox/http/api-error.ts';
import { parseMultipart } from '../../source/sandbox/http/multipart.ts';

const CAPS = { parts: 5, partHeaderBytes: 400 };
const BOUNDARY = '3d5bf7c0d1e8e0f5a9a3b1c2d4e6f8a0b2c4d6e8f0a1b3c5d7e9f1a3b5c7';
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

function part(fileName: string, content: string): string {
  return [
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; name="files"; filename="${fileName}"`,
    'Content-Type: application/octet-stream',
    '',
    `${content}\r\n`,
  ].join('\r\n');
}

const parse = (text: string, type = TYPE) => parseMultipart(type, Buffer.from(text), CAPS);

function reasonOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'MALFORMED_UPLOAD' });
    return (error as ApiError).detail;
  }
  throw new Error('nothing was thrown');
}

describe('a multipart body', () => {
  it('is split as Go writes it, content to the byte', () => {
    const body = `${part('root', '{"a":1}')}${part('targets/releases', '\r\n--x\n')}--${BOUNDARY}--\r\n`;
    expect(parse(body).map(({ fileName, content }) => [fileName, Buffer.from(content).toString()])).toEqual([
      ['root', '{"a":1}'],
      ['targets/releases', '\r\n--x\n'],
    ]);
  });

  it('may have no parts, which Go starts with a line end', () => {
    expect(parse(`\r\n--${BOUNDARY}--\r\n`)).toEqual([]);
    expect(parse(`--${BOUNDARY}--`)).toEqual([]);
  });

  it('is read as the built-in client writes it', async () => {
    const form = new FormData();
    const content = Uint8Array.from({ length: 256 }, (_, index) => index);
    form.append('files', new Blob([content]), 'targets/jeff');
    const response = new Response(form);
    const body = new Uint8Array(await response.arrayBuffer());
    expect(parseMultipart(response.headers.get('content-type') ?? '', body, CAPS)).toEqual([
      { fileName: 'targets/jeff', content: Buffer.from(content) },
    ]);
  });

  it('gives back any content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
        const head = Buffer.from(part('root', '').slice(0, -2));
        const body = Buffer.concat([head, content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
        expect(parseMultipart(TYPE, body, CAPS)[0]?.content).toEqual(Buffer.from(content));
      }),
    );
  });

  it('never makes the parser throw anything but its refusal', () => {
    const pieces = fc.constantFrom(
      '--',
      BOUNDARY,
      `--${BOUNDARY}`,
      '\r\n',
      '\r\n\r\n',
      'filename="root"',
      'x',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (texts) => {
        try {
          parse(texts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(ApiError);
        }
      }),
    );
  });

  it('keeps a part without a file name, so that the caller can refuse it', () => {
    const body = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="files"\r\n\r\nx\r\n--${BOUNDARY}--\r\n`;
    expect(parse(body)[0]?.fileName).toBe('');
  });

  it.each([
    ['JSON', () => parse('{}', 'application/json'), 'it is not multipart/form-data'],
    ['no boundary', () => parse('', 'multipart/form-data; charset=x'), 'its boundary is missing'],
    ['a preamble', () => parse(`hello\r\n--${BOUNDARY}--`), 'it does not start with its boundary'],
    ['no end', () => parse(part('root', '{}')), 'it ends inside a part'],
    ['an epilogue', () => parse(`--${BOUNDARY}--\r\nmore`), 'something follows its last boundary'],
    ['a longer boundary', () => parse(`--${BOUNDARY}x\r\n`), 'a boundary is not followed by a line end'],
    [
      'headers without end',
      () => parse(`--${BOUNDARY}\r\nA: ${'a'.repeat(500)}\r\n\r\n`),
      'the headers of a part do not end within 400 bytes',
    ],
    [
      'too many parts',
      () => parse(`${part('root', '{}').repeat(6)}--${BOUNDARY}--\r\n`),
      'it has more than 5 parts',
    ],
  ])('is refused with %s', (_, call, reason) => {
    expect(reasonOf(call)).toBe(reason);
  });
});
