import { describe, expect, test } from 'vitest';
import type { RepositoryReport } from '../../source/operations/index.ts';
import type { SignatureRefusal, TufProblem, TufProblemCode } from '../../source/tuf/index.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import { problemSentence } from '../../source/tui/presentation/findings.ts';
import { phrasesFor } from '../../source/tui/presentation/names.ts';
import { gun, inDays, keyId, role, signer } from '../support/sample-parts.ts';
import { signaturesBelowThreshold } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { at } from './support.ts';

const releases = role('targets/releases');

/** One problem of every code: the compiler refuses the map when a code is missing. */
const PROBLEMS: { readonly [Code in TufProblemCode]: Extract<TufProblem, { readonly code: Code }> } = {
  'malformed-json': { code: 'malformed-json', role: releases, reason: 'a member is repeated' },
  'metadata-invalid': {
    code: 'metadata-invalid',
    role: releases,
    fields: [
      { at: 'signed.version', reason: 'is no number' },
      { at: 'signed.expires', reason: 'is no date' },
    ],
  },
  'wrong-type': { code: 'wrong-type', role: releases, expected: 'Targets', found: 'Root' },
  'no-signatures': { code: 'no-signatures', role: releases },
  'keys-below-threshold': { code: 'keys-below-threshold', role: releases, keys: 1, threshold: 2 },
  'signatures-below-threshold': {
    code: 'signatures-below-threshold',
    role: releases,
    valid: 0,
    threshold: 1,
  },
  'key-id-mismatch': {
    code: 'key-id-mismatch',
    role: releases,
    keyId: keyId('5570b88'),
    computed: keyId('9513b98'),
  },
  'role-expired': { code: 'role-expired', role: releases, expires: inDays(-3) },
  rollback: { code: 'rollback', role: releases, trusted: 12, found: 11 },
  'hash-mismatch': {
    code: 'hash-mismatch',
    role: releases,
    algorithm: 'sha256',
    expected: 'aa',
    found: 'bb',
  },
  'length-mismatch': { code: 'length-mismatch', role: releases, expected: 10, found: 1 },
  'no-supported-hash': { code: 'no-supported-hash', role: releases },
  'metadata-too-large': { code: 'metadata-too-large', role: releases, limit: 1024 },
  'metadata-missing': { code: 'metadata-missing', role: releases, sha256: null },
  'not-published': { code: 'not-published', role: releases },
  'delegation-dropped': { code: 'delegation-dropped', role: releases, trusted: 12 },
  'parent-unusable': { code: 'parent-unusable', role: releases, parent: role('targets') },
  'too-many-roles': { code: 'too-many-roles', role: releases, limit: 1024 },
  'root-not-signed-by-previous': { code: 'root-not-signed-by-previous', role: role('root'), from: 1, to: 2 },
  'root-version-mismatch': { code: 'root-version-mismatch', role: role('root'), expected: 2, found: 3 },
  'too-many-root-rotations': { code: 'too-many-root-rotations', role: role('root'), limit: 256 },
  'root-certificates-invalid': {
    code: 'root-certificates-invalid',
    role: role('root'),
    refused: [{ keyId: keyId('f6c6a4b'), reason: 'expired' }],
  },
  'root-pin-mismatch': {
    code: 'root-pin-mismatch',
    role: role('root'),
    pinnedBy: 'ca',
    pin: '/etc/ca.crt',
    allowed: [],
    served: [keyId('f6c6a4b')],
  },
  'root-not-pinned': { code: 'root-not-pinned', role: role('root'), gun: gun('example.com/a') },
  'pinned-ca-unreadable': { code: 'pinned-ca-unreadable', role: role('root'), pin: '/etc/ca.crt' },
  'cached-root-unreadable': { code: 'cached-root-unreadable', role: role('root'), reason: 'it is not JSON' },
  'repository-not-initialised': {
    code: 'repository-not-initialised',
    role: role('root'),
    gun: gun('example.com/a'),
  },
  'metadata-unavailable': { code: 'metadata-unavailable', role: releases },
};

const PLACEHOLDERS = /undefined|null|NaN|\[object|Invalid Date|\$\{/;

function sayProblem(problem: TufProblem, report: RepositoryReport = healthyReport()): string {
  return problemSentence(problem, phrasesFor(report, at(80)), english.problems);
}

describe('problems of the engine', () => {
  test.each(Object.values(PROBLEMS))('$code is a sentence, not a code', (problem) => {
    const sentence = sayProblem(problem);
    expect(sentence).toMatch(/^\S.* .*\.$/);
    expect(sentence).not.toContain(problem.code);
    expect(sentence).not.toMatch(PLACEHOLDERS);
  });

  test('say who, when and how many', () => {
    expect(sayProblem(PROBLEMS['role-expired'])).toBe('targets/releases expired 3 days ago, on 2026-11-20.');
    expect(sayProblem(PROBLEMS['keys-below-threshold'])).toBe(
      'targets/releases asks for 2 signatures but lists 1 key, so nobody can sign it.',
    );
    expect(sayProblem(PROBLEMS['root-certificates-invalid'])).toBe(
      "None of the root's certificates can vouch for this repository: that of the root key f6c6a4b has ended.",
    );
    expect(sayProblem(PROBLEMS['root-pin-mismatch'])).toBe(
      'Your settings trust only certificates from the CA in /etc/ca.crt for this repository; the server offers the root key f6c6a4b.',
    );
  });

  test('name a key by its owner, also one that has left', () => {
    expect(sayProblem(PROBLEMS['key-id-mismatch'])).toContain("jeff's key 5570b88");
    const left = { ...PROBLEMS['key-id-mismatch'], keyId: keyId('9513b98') };
    expect(sayProblem(left, signaturesBelowThreshold())).toContain("ben's key 9513b98");
    expect(sayProblem({ ...left, keyId: keyId('0123456') })).toContain('the unknown key 0123456');
  });
});

describe('refusals of signatures', () => {
  const refusals = Object.keys(english.refusals) as readonly SignatureRefusal[];

  test.each(refusals)('%s says who signed and why it does not count', (refusal) => {
    for (const owner of [signer('ben'), { kind: 'root' } as const, null]) {
      expect(english.refusals[refusal](owner, '9513b98')).toMatch(/^Signed by .*9513b98.*\.$/);
    }
  });

  test('read well for people and for keys of nobody known', () => {
    const say = english.refusals['key-not-in-role'];
    expect(say(signer('ben'), '9513b98')).toBe('Signed by ben 9513b98, whose key is no longer in this role.');
    expect(say(null, '9513b98')).toBe('Signed by the unknown key 9513b98, which is no longer in this role.');
  });
});
