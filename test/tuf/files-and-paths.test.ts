import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFileMeta, fileMetaOf, restrictPaths, TARGETS, targetAllowed } from '../../source/tuf/index.ts';
import { bytesOf } from './support/documents.ts';

describe('a listed file', () => {
  const bytes = bytesOf('content');
  const meta = fileMetaOf(bytes);

  it('is what its listing says', () => {
    expect(checkFileMeta(bytes, meta, TARGETS)).toBeNull();
    expect(checkFileMeta(bytes, { ...meta, sha512: null }, TARGETS)).toBeNull();
    expect(checkFileMeta(bytes, { ...meta, sha256: null }, TARGETS)).toBeNull();
  });

  it('must match both digests where there are two', () => {
    const other = fileMetaOf(bytesOf('another'));
    expect(checkFileMeta(bytes, { ...meta, sha256: other.sha256 }, TARGETS)).toEqual({
      code: 'hash-mismatch',
      role: TARGETS,
      algorithm: 'sha256',
      expected: other.sha256,
      found: meta.sha256,
    });
    expect(checkFileMeta(bytes, { ...meta, sha512: other.sha512 }, TARGETS)).toMatchObject({
      code: 'hash-mismatch',
      algorithm: 'sha512',
    });
  });

  it('must have exactly the size listed', () => {
    for (const length of [6, 8]) {
      expect(checkFileMeta(bytes, { ...meta, length }, TARGETS)).toEqual({
        code: 'length-mismatch',
        role: TARGETS,
        expected: length,
        found: 7,
      });
    }
  });

  it('must have a digest that we can check', () => {
    expect(checkFileMeta(bytes, { length: 7, sha256: null, sha512: null }, TARGETS)).toEqual({
      code: 'no-supported-hash',
      role: TARGETS,
    });
  });

  it('is no other one', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const same = Buffer.from(one).equals(other);
        expect(checkFileMeta(one, fileMetaOf(other), TARGETS) === null).toBe(same);
      }),
    );
  });
});

describe('paths of delegations', () => {
  it.each([
    [['a/b', 'b'], ['a/'], ['a/b']],
    [[''], ['a/'], []],
    [['', 'x'], [''], ['', 'x']],
    [['a'], [], []],
    [[], [''], []],
    [['a'], ['ab'], []],
  ])('%j under %j become %j', (child, parent, restricted) => {
    expect(restrictPaths(child, parent)).toEqual(restricted);
  });

  it('are prefixes, not patterns', () => {
    expect(targetAllowed(['v1.'], 'v1.5')).toBe(true);
    expect(targetAllowed(['v1.'], 'v10')).toBe(false);
    expect(targetAllowed(['v*'], 'v1')).toBe(false);
    expect(targetAllowed([''], 'anything')).toBe(true);
    expect(targetAllowed([], '')).toBe(false);
  });

  it('never let a child hold what its parent may not', () => {
    const text = fc.stringMatching(/^[ab/]{0,4}$/);
    fc.assert(
      fc.property(fc.array(text), fc.array(text), text, (child, parent, name) => {
        fc.pre(targetAllowed(restrictPaths(child, parent), name));
        expect(targetAllowed(parent, name)).toBe(true);
        expect(targetAllowed(child, name)).toBe(true);
      }),
    );
  });
});
