import { describe, expect, it } from 'vitest';
import { describeRole, describeSignatures } from '../../source/operations/index.ts';
import { role } from '../support/sample-parts.ts';

const ID = '6526be0032bf'.padEnd(64, '0');
const signature = (refusal: 'key-not-in-role' | 'wrong-signature' | null) => ({
  keyId: ID,
  valid: refusal === null,
  refusal,
  owner: { kind: 'signer', name: 'ben' } as const,
});
const below = {
  code: 'signatures-below-threshold',
  role: role('targets/releases'),
  valid: 0,
  threshold: 1,
} as const;

describe('the words for signatures', () => {
  it('tell who signed and why it does not count, and nothing of what counts', () => {
    expect(describeSignatures([signature('key-not-in-role'), signature(null)])).toBe(
      'signed by ben 6526be0032bf, whose key is no longer in this role',
    );
    expect(describeSignatures([signature(null)])).toBeNull();
  });

  it('tell of no more than a few of a thousand signatures', () => {
    const many = Array.from({ length: 1000 }, () => signature('wrong-signature'));
    expect(describeSignatures(many)).toMatch(
      /^(?:signed by ben 6526be0032bf, but not this content; ){3}and 997 more$/,
    );
  });

  it('go with a problem of signatures alone', () => {
    const signatures = [signature('key-not-in-role')];
    expect(describeRole({ problems: [below], signatures })?.why).toContain('It is signed by ben');
    const expired = { code: 'role-expired', role: below.role, expires: new Date(0) } as const;
    expect(describeRole({ problems: [expired], signatures })?.why).not.toContain('ben');
    expect(describeRole({ problems: [], signatures })).toBeNull();
  });
});
