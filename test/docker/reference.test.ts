import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DockerError, parseReference, registryOf } from '../../source/docker/index.ts';
import { asGun } from '../../source/tuf/index.ts';
import { dockerError } from './support/files.ts';

const HEX = 'ab'.repeat(32);

describe('parseReference', () => {
  it.each([
    ['ubuntu', 'docker.io/library/ubuntu', 'docker.io', null],
    ['ubuntu:24.04', 'docker.io/library/ubuntu', 'docker.io', '24.04'],
    ['u/x', 'docker.io/u/x', 'docker.io', null],
    ['docker.io/alpine', 'docker.io/library/alpine', 'docker.io', null],
    ['index.docker.io/u/x', 'docker.io/u/x', 'docker.io', null],
    ['index.docker.io/alpine', 'docker.io/library/alpine', 'docker.io', null],
    ['reg:5000/a', 'reg:5000/a', 'reg:5000', null],
    ['reg:5000/a:v1_x.y-z', 'reg:5000/a', 'reg:5000', 'v1_x.y-z'],
    ['localhost/a', 'localhost/a', 'localhost', null],
    ['Reg/a', 'Reg/a', 'Reg', null],
    ['127.0.0.1:4443/admin/demo:1', '127.0.0.1:4443/admin/demo', '127.0.0.1:4443', '1'],
    ['[::1]:5000/a', '[::1]:5000/a', '[::1]:5000', null],
    ['a.b/c__d/e---f', 'a.b/c__d/e---f', 'a.b', null],
  ])('normalises %s', (text, gun, registry, tag) => {
    expect(parseReference(text)).toEqual({ gun, registry, tag, digest: null });
  });

  it('keeps tag and digest', () => {
    expect(parseReference(`a/b:c@sha256:${HEX}`)).toMatchObject({ tag: 'c', digest: `sha256:${HEX}` });
  });

  it.each([
    ['', 'empty'],
    [':tag', 'empty'],
    [HEX, 'looks-like-image-id'],
    ['Ubuntu', 'upper-case'],
    ['reg.io/Team/app', 'upper-case'],
    ['a//b', 'bad-name'],
    ['/a', 'bad-name'],
    ['a/', 'bad-name'],
    ['a/../b', 'bad-name'],
    ['a___b', 'bad-name'],
    ['-a.io/b', 'bad-name'],
    ['a b', 'bad-name'],
    ['a\u001b[2J', 'bad-name'],
    ['a.b:x/c', 'bad-name'],
    ['a:', 'bad-tag'],
    ['a:.b', 'bad-tag'],
    [`a:${'t'.repeat(129)}`, 'bad-tag'],
    ['a@sha256:1234', 'bad-digest'],
    [`a@sha256:${HEX.toUpperCase()}`, 'bad-digest'],
    [`a@md5:${HEX}`, 'bad-digest'],
    ['a@', 'bad-digest'],
    [`reg.io/${'x'.repeat(250)}`, 'too-long'],
  ])('refuses %j as %s', (text, reason) => {
    expect(() => parseReference(text)).toThrow(
      expect.objectContaining(dockerError('invalid-reference', expect.objectContaining({ reason }))),
    );
  });

  it('never throws anything but its own error, and what it accepts parses to itself', () => {
    const unit = fc.constantFrom(...'abZ09._-/:@[]% \u0000é');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        try {
          const { gun, tag } = parseReference(text);
          expect(parseReference(tag === null ? gun : `${gun}:${tag}`)).toMatchObject({ gun, tag });
          expect(asGun(gun)).toBe(gun);
        } catch (error) {
          expect(error).toBeInstanceOf(DockerError);
        }
      }),
    );
  });
});

describe('registryOf', () => {
  it.each([
    ['docker.io/library/alpine', 'docker.io'],
    ['reg:5000/a', 'reg:5000'],
    ['Host/a', 'Host'],
    ['collection', 'docker.io'],
    ['team/collection', 'docker.io'],
  ])('of %s is %s', (text, registry) => {
    const gun = asGun(text);
    expect(gun === null ? null : registryOf(gun)).toBe(registry);
  });
});
