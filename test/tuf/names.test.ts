import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asGun, asRoleName } from '../../source/tuf/index.ts';

describe('a GUN', () => {
  it.each(['a', 'docker.io/library/ubuntu', 'registry.example.com:5000/Team/a_b-c', 'é/ü', 'a'.repeat(255)])(
    'may be %s',
    (text) => {
      expect(asGun(text)).toBe(text);
    },
  );

  it.each([
    '',
    'a'.repeat(256),
    '/a',
    'a/',
    'a//b',
    '.',
    './a',
    'a/./b',
    '..',
    '../a',
    'a/..',
    'a/../b',
    'a%2fb',
    'a?b',
    'a#b',
    'a*b',
    'a\\b',
    'a b',
    'a\nb',
    'a\u0000b',
    'a\u0085b',
    'a\u00a0b',
    'a\u2028b',
  ])('is never %j, which would change a URL or a path', (text) => {
    expect(asGun(text)).toBeNull();
  });
});

describe('a role name', () => {
  it('is one of a base role, or of a delegation of at most 255 characters', () => {
    for (const text of ['root', 'targets', 'snapshot', 'timestamp', 'targets/a', 'targets/a-1/b_2']) {
      expect(asRoleName(text)).toBe(text);
    }
    const longest = `targets/${'a'.repeat(247)}`;
    expect(asRoleName(longest)).toBe(longest);
    expect(asRoleName(`${longest}a`)).toBeNull();
  });

  it.each([
    '',
    'Root',
    'mirrors',
    'root/a',
    'targets/',
    'targets//a',
    'targets/a/',
    'targets/.',
    'targets/..',
    'targets/a/../b',
    'targets/A',
    'targets/a b',
    'targets/a.json',
    'targets/a\n',
    'targets/\u00e9',
    ' targets',
    'constructor',
    '__proto__',
  ])('is never %j', (text) => {
    expect(asRoleName(text)).toBeNull();
  });

  it('leads nowhere but into its own folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('targets', '/', '.', 'a', '\\', '\u0000') }), (text) => {
        const role = asRoleName(text);
        expect(role === null || /^(root|snapshot|timestamp|targets(\/[a-z0-9_-]+)*)$/.test(role)).toBe(true);
      }),
    );
  });
});
