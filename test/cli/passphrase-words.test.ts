import { describe, expect, it } from 'vitest';
import { newKeyPrompt, repeatPrompt, unlockPrompt } from '../../source/cli/dialog/passphrase-words.ts';
import { asRoleName, type PassphraseQuestion } from '../../source/operations/index.ts';
import { gunOf, keyIdOf } from './support/fake-cli.ts';

const A = gunOf('registry.example.com/a');
const QUESTION: PassphraseQuestion = {
  purpose: 'unlock',
  role: 'jeff',
  owner: 'jeff',
  keyId: keyIdOf('5570b88df073'),
  gun: null,
  path: null,
  why: { kind: 'backup' },
  attempt: 1,
  rejected: null,
};

describe('prompts for passphrases', () => {
  it('begin as docker’s do, and say what the passphrase is for', () => {
    const releases = asRoleName('targets/releases');
    const sign = (guns: readonly (typeof A)[]) =>
      unlockPrompt({
        ...QUESTION,
        why: { kind: 'sign', repositories: guns, roles: releases === null ? [] : [releases] },
      });
    expect(sign([A])).toBe(
      'Enter passphrase for jeff key with ID 5570b88 (to sign targets/releases of registry.example.com/a): ',
    );
    expect(sign([A, A, A])).toContain('of registry.example.com/a and 2 more)');
    expect(unlockPrompt(QUESTION)).toBe(
      'Enter passphrase for jeff key with ID 5570b88 (to prove that its backup opens): ',
    );
    expect(unlockPrompt({ ...QUESTION, owner: 'mia' })).toContain('jeff key with ID 5570b88 of mia');
  });

  it('name the file, and which key of it, for a key that does not say who it is', () => {
    const unknown = {
      ...QUESTION,
      role: null,
      owner: null,
      keyId: null,
      path: 'bundle.pem',
      why: { kind: 'load' as const },
    };
    expect(unlockPrompt(unknown)).toBe('Enter passphrase for key in bundle.pem (to load it): ');
    expect(unlockPrompt({ ...unknown, number: 2 })).toContain('key number 2 in bundle.pem');
  });

  it('name the repository of a new key', () => {
    const made = { ...QUESTION, role: 'targets', owner: null, gun: A };
    expect(newKeyPrompt(made)).toBe(
      'Enter passphrase for new targets key with ID 5570b88 of registry.example.com/a: ',
    );
    expect(repeatPrompt(made)).toMatch(/^Repeat passphrase for new targets key/);
  });
});
