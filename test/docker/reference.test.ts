import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DockerError, parseReference, parseRepository, registryOf } from '../../source/docker/index.ts';
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

describe('parseRepository', () => {
  const anyServer = { anyServer: true };
  const byRegistry = { anyServer: false };

  it('reads images as docker does', () => {
    expect(parseRepository('ubuntu:24.04', anyServer)).toMatchObject({
      gun: 'docker.io/library/ubuntu',
      tag: '24.04',
    });
  });

  it.each([
    ['UPPER', 'UPPER', null],
    ['Team/App:v1', 'Team/App', 'v1'],
    ['reg.io:5000/Team/App:v1', 'reg.io:5000/Team/App', 'v1'],
    ['a___b', 'a___b', null],
    ['caf\u00e9/app', 'caf\u00e9/app', null],
  ])('takes %s as notary does where docker refuses it, and puts no registry before it', (text, gun, tag) => {
    expect(parseRepository(text, anyServer)).toEqual({ gun, tag, digest: null });
  });

  it('wants a registry in such a name when nothing else tells the server', () => {
    expect(parseRepository('reg.io/Team', byRegistry).gun).toBe('reg.io/Team');
    expect(() => parseRepository('Team', byRegistry)).toThrow(
      expect.objectContaining(
        dockerError('invalid-reference', expect.objectContaining({ reason: 'upper-case' })),
      ),
    );
  });

  it.each([
    '',
    HEX,
    'a//b',
    '/a',
    'a/',
    'reg.io/../B',
    'reg.io/./B',
    'A b',
    'A%2f',
    'A?b',
    'A#b',
    'A*',
    'A\\b',
    'A\u001b[2J',
    'A\u0000',
    'A\u202eb',
    'A\u200bb',
    'A:',
    'A:.b',
    'A@x',
    'A@sha256:12',
    'X'.repeat(256),
  ])('refuses %j on any server', (text) => {
    expect(() => parseRepository(text, anyServer)).toThrow(DockerError);
  });
});
