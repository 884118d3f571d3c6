import { describe, expect, it } from 'vitest';
import type { CryptoErrors } from '../../source/crypto/private.ts';
import type { DockerProblems } from '../../source/docker/index.ts';
import { NotaryError, type NotaryProblems } from '../../source/notary/index.ts';
import { failureKind, OperationError, reportError } from '../../source/operations/index.ts';
import { CRYPTO_WORDS } from '../../source/operations/words/crypto-words.ts';
import { DOCKER_WORDS } from '../../source/operations/words/docker-words.ts';
import { DRAFT_WORDS } from '../../source/operations/words/draft-words.ts';
import { NOTARY_WORDS } from '../../source/operations/words/notary-words.ts';
import { SANDBOX_WORDS } from '../../source/operations/words/sandbox-words.ts';
import { SETTINGS_WORDS } from '../../source/operations/words/settings-words.ts';
import { TRUST_DIR_WORDS } from '../../source/operations/words/trust-dir-words.ts';
import { TUF_WORDS } from '../../source/operations/words/tuf-words.ts';
import { USER_FILE_WORDS } from '../../source/operations/words/user-file-words.ts';
import type { WordTable } from '../../source/operations/words/words.ts';
import type { SandboxProblems } from '../../source/sandbox/index.ts';
import type { SettingsProblems } from '../../source/settings/index.ts';
import type { TrustDirProblems } from '../../source/trust-dir/index.ts';
import { TufError } from '../../source/tuf/index.ts';
import type { UserFileProblems } from '../../source/user-files.ts';
import { gun, unreachable } from './support/fakes.ts';

/** The layers may not know each other: that every code of each has words is proved by the compiler, here. */
const TABLES = {
  CryptoError: CRYPTO_WORDS satisfies WordTable<CryptoErrors>,
  DockerError: DOCKER_WORDS satisfies WordTable<DockerProblems>,
  DraftError: DRAFT_WORDS,
  NotaryError: NOTARY_WORDS satisfies WordTable<NotaryProblems>,
  SandboxError: SANDBOX_WORDS satisfies WordTable<SandboxProblems>,
  SettingsError: SETTINGS_WORDS satisfies WordTable<SettingsProblems>,
  TrustDirError: TRUST_DIR_WORDS satisfies WordTable<TrustDirProblems>,
  TufError: TUF_WORDS,
  UserFileError: USER_FILE_WORDS satisfies WordTable<UserFileProblems>,
};

describe('reportError', () => {
  it('has no word left over for a code that no layer knows', () => {
    for (const table of Object.values(TABLES)) {
      expect(Object.keys(table).every((code) => /^[a-z-]+$/.test(code))).toBe(true);
    }
  });

  it('says what happened, why, and what to try next', () => {
    expect(reportError(unreachable('https://notary.example.com'))).toEqual({
      code: 'server-unreachable',
      message: 'https://notary.example.com cannot be reached',
      why: 'Nothing listens there. (ECONNREFUSED)',
      next: expect.stringContaining('--server'),
    });
  });

  it.each(['expired', 'wrong-host', 'not-yet-valid'] as const)(
    'sends nobody looking for a CA when the certificate is %s',
    (reason) => {
      const server = 'https://notary.example.com';
      const words = (why: typeof reason | 'unknown-issuer') =>
        reportError(
          new NotaryError('tls-untrusted', {
            server,
            reason: why,
            tlsCode: '',
            chain: [],
            lookedIn: ['/ca'],
          }),
        ).next;
      expect(words('unknown-issuer')).toContain('--tlscacert');
      expect(words(reason)).not.toContain('--tlscacert');
    },
  );

  it('tells the first few of many wrong fields', () => {
    const fields = Array.from({ length: 12 }, (_, index) => ({ at: `f${index}`, reason: 'is wrong' }));
    const error = new TufError({ code: 'metadata-invalid', role: 'root' as never, fields });
    expect(reportError(error).why).toBe('f0 is wrong; f1 is wrong; f2 is wrong; and 9 more.');
  });

  it('words an error of the engine by its payload', () => {
    const error = new TufError({
      code: 'repository-not-initialised',
      role: 'root' as never,
      gun: gun('a/b'),
    });
    expect(reportError(error)).toMatchObject({
      code: 'repository-not-initialised',
      message: 'a/b has no trust data',
    });
  });

  it('calls what nobody threw on purpose a defect, with its message', () => {
    expect(reportError(new TypeError('x is not a function'))).toMatchObject({
      code: 'internal-error',
      why: 'x is not a function',
    });
  });

  it('calls an abort an interruption', () => {
    expect(reportError(AbortSignal.abort().reason)).toMatchObject({ code: 'interrupted' });
  });
});

describe('failureKind', () => {
  it.each([
    [unreachable(), 'unreachable'],
    [
      new NotaryError('authentication-required', { server: 'https://x', scheme: 'basic', realm: null }),
      'refused',
    ],
    [new NotaryError('not-authorised', { server: 'https://x', status: 403, message: null }), 'refused'],
    [new TufError({ code: 'rollback', role: 'root' as never, trusted: 2, found: 1 }), 'untrusted'],
    [new TufError({ code: 'repository-not-initialised', role: 'root' as never, gun: gun('a') }), 'failed'],
    [new OperationError('tag-not-signed', { gun: gun('a'), tag: 'v1' }), 'untrusted'],
    [AbortSignal.abort().reason, 'interrupted'],
    [new Error('unknown'), 'failed'],
  ])('sorts %s', (error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });
});
