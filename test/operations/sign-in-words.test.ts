import { describe, expect, it } from 'vitest';
import { safeText } from '../../source/base/index.ts';
import { NotaryError, type SignIn, type SignInReason } from '../../source/notary/index.ts';
import { reportError } from '../../source/operations/index.ts';

const server = 'https://auth.example.com';
const asked = safeText('repository:a/b:push,pull');

function signIn(reason: SignInReason, more: Partial<SignIn> = {}): SignIn {
  const who = { user: safeText('ann'), from: safeText('docker-credential-pass') };
  return { reason, ...who, asked, granted: null, ...more };
}

const refused = (facts: SignIn, access?: 'change') =>
  reportError(
    new NotaryError('not-authorised', {
      server,
      status: 401,
      message: safeText('denied.'),
      signIn: facts,
      ...(access && { access }),
    }),
  );

describe('words for a login that is not enough', () => {
  it('tell the reasons apart', () => {
    const reasons = [
      'wrong-password',
      'identity-token-refused',
      'not-permitted',
      'token-not-accepted',
    ] as const;
    const words = reasons.map((reason) => refused(signIn(reason)));
    expect(words.map(({ why }) => why)).toEqual([
      'The password of ann (from docker-credential-pass) is not accepted. It says: denied.',
      'The identity token of ann (from docker-credential-pass) is not accepted: it has ended or was withdrawn. It says: denied.',
      'ann (from docker-credential-pass) may not read this repository, or it does not exist: asked for repository:a/b:push,pull. It says: denied.',
      'Service, issuer, certificate or clock of the two differ: asked for repository:a/b:push,pull. It says: denied.',
    ]);
    expect(words[0]?.next).toContain('docker login');
    expect(words[2]?.next).toContain('whoever runs the registry');
    expect(words[3]?.next).toContain('Signing in again does not help');
  });

  it('tell what was granted, where the token says it', () => {
    expect(refused(signIn('not-permitted', { granted: [] })).why).toContain(', granted nothing.');
    const granted = [safeText('repository:a/b:pull')];
    const { why, next } = refused(signIn('not-permitted', { granted }), 'change');
    expect(why).toContain('may not change this repository');
    expect(why).toContain('asked for repository:a/b:push,pull, granted repository:a/b:pull.');
    expect(why).toMatch(/ Nothing was changed\.$/);
    expect(next).toContain('may change it');
  });

  it('name nobody where nobody is named', () => {
    const { why } = refused(signIn('not-permitted', { user: null, from: null, asked: null }));
    expect(why).toBe(
      'Whoever is signed in may not read this repository, or it does not exist. It says: denied.',
    );
  });

  it('tell a missing login from one of the wrong kind', () => {
    const required = (facts: SignIn) =>
      reportError(
        new NotaryError('authentication-required', { server, scheme: 'bearer', realm: null, signIn: facts }),
      );
    const missing = required(signIn('no-login', { user: null, from: null }));
    expect(missing.why).toBe(
      'No login was found, and anonymous access is not enough for repository:a/b:push,pull.',
    );
    expect(required(signIn('login-not-usable')).why).toBe(
      'The login of ann (from docker-credential-pass) is an identity token, and a password is wanted there.',
    );
  });
});
