import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText } from '../../source/base/index.ts';
import { readTokenAccess } from '../../source/notary/token-access.ts';
import { jwt } from './support/token-servers.ts';

const entry = (name: string, ...actions: unknown[]) => ({ type: 'repository', name, actions });

describe('what a token says that it grants', () => {
  it('is read as scopes', () => {
    const access = readTokenAccess(jwt({ access: [entry('a/b', 'pull', 'push'), entry('c', '*')] }), []);
    expect(access?.shown).toEqual(['repository:a/b:pull,push', 'repository:c:*']);
  });

  it.each([
    ['repository:a/b:pull', true],
    ['repository:a/b:push,pull', true],
    ['repository:a/b:*', false],
    ['repository:a:pull', false],
    ['repository:a/b:5000/x:pull', false],
    ['registry:catalog:*', false],
  ])('covers %s: %s', (scope, covered) => {
    const claims = { access: [entry('a/b', 'pull'), entry('a/b', 'push', 7), null, { type: 'repository' }] };
    expect(readTokenAccess(jwt(claims), [])?.covers(scope)).toBe(covered);
  });

  it.each([
    ['opaque'],
    ['a.b'],
    ['a.b.c.d'],
    ['..'],
    [jwt(null)],
    [jwt([])],
    [jwt({})],
    [jwt({ access: 'all' })],
    [jwt({ access: { length: 1 } })],
    [`x.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.y`],
  ])('is not made up: %s', (token) => {
    expect(readTokenAccess(token, [])).toBeNull();
  });

  it('is not taken from what every object has', () => {
    const inherited = `x.${Buffer.from('{"__proto__":{"access":[]}}').toString('base64url')}.y`;
    expect(readTokenAccess(inherited, [])).toBeNull();
  });

  it('is shown in bounds, although all of it counts', () => {
    const access = readTokenAccess(
      jwt({ access: Array.from({ length: 500 }, (_, index) => entry(`${'x'.repeat(400)}${index}`, 'pull')) }),
      [],
    );
    expect(access?.shown).toHaveLength(20);
    expect(access?.shown?.every(({ length }) => length <= 300)).toBe(true);
    expect(access?.covers(`repository:${'x'.repeat(400)}499:pull`)).toBe(true);
  });

  it('is not shown where it holds a secret, even behind what is cut', () => {
    const claims = { access: [entry('a', 'pull'), entry(`${'x'.repeat(280)}hunter2hunter2`, 'pull')] };
    const access = readTokenAccess(jwt(claims), ['hunter2hunter2']);
    expect(access?.shown).toBeNull();
    expect(access?.covers('repository:a:pull')).toBe(true);
  });

  it('steers no terminal, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (name, actions) => {
        const shown = readTokenAccess(jwt({ access: [entry(name, ...actions)] }), [])?.shown ?? [];
        expect(shown.map(safeText)).toEqual(shown);
      }),
    );
  });

  it('ends in no error, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map(jwt),
          fc.jsonValue().map((access) => jwt({ access })),
        ),
        (token) => {
          const access = readTokenAccess(token, ['x']);
          expect(typeof access?.covers(token)).toMatch(/boolean|undefined/);
        },
      ),
    );
  });
});
