import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multipartUpdate } from '../../source/notary/multipart.ts';
import { parseMultipart } from '../../source/sandbox/http/multipart.ts';
import { role } from './support/remote.ts';

const CAPS = { parts: 100, partHeaderBytes: 4_096 };
const FIRST = 'trustdeck-80000000800000008000000080000000-';

describe('the body of an update', () => {
  it('is read back as what went in, whatever that is', () => {
    const pieces = ['\r\n--', '--', FIRST, '0', '1', '\r\n', 'Content-Type: x\r\n\r\n', '\u00ff', '{}'];
    const content = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 20 })
      .map((parts) => Buffer.from(parts.join(''), 'latin1'));
    fc.assert(
      fc.property(fc.array(content, { maxLength: 4 }), (contents) => {
        const files = contents.map((bytes, index) => ({ role: role(`targets/r${index}`), bytes }));
        const { type, bytes } = multipartUpdate(files, () => 0.5);
        const parts = parseMultipart(type, bytes, CAPS);
        expect(parts).toEqual(files.map((file) => ({ fileName: file.role, content: file.bytes })));
      }),
    );
  });

  it('has a boundary that no file contains, even where one knows what comes', () => {
    const hostile = [`\r\n--${FIRST}0--\r\n`, `${FIRST}1`, `x${FIRST}2y`].map((text, index) => ({
      role: role(`targets/r${index}`),
      bytes: Buffer.from(text),
    }));
    expect(multipartUpdate(hostile, () => 0.5).type).toBe(`multipart/form-data; boundary=${FIRST}3`);
  });

  it('finds the boundary in a part of a larger buffer, not beside it', () => {
    const buffer = Buffer.from(`${FIRST}0{}`);
    const file = { role: role('targets'), bytes: buffer.subarray(buffer.length - 2) };
    expect(multipartUpdate([file], () => 0.5).type).toContain(`${FIRST}0`);
  });

  it('has another boundary each time', () => {
    let next = 0.1;
    const random = () => {
      next += 0.01;
      return next;
    };
    expect(multipartUpdate([], random).type).not.toBe(multipartUpdate([], random).type);
  });

  it('has no line end of a header in it', () => {
    for (const random of [() => 0, () => 0.999_999_999_9]) {
      expect(multipartUpdate([], random).type).toMatch(/^multipart\/form-data; boundary=[a-z0-9-]{1,70}$/);
    }
  });
});
