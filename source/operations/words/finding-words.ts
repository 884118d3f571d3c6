import type { HealthCode, HealthFinding } from '../report.ts';
import { count, day, short } from './words.ts';

type Sentence = (finding: HealthFinding) => string;

const FINDINGS: Readonly<Record<HealthCode, Sentence>> = {
  'rollback-detected': ({ role }) => `the server serves an older ${role} than it did before`,
  'repository-not-trusted': ({ role }) => `${role ?? 'the repository'} cannot be trusted`,
  'repository-not-initialised': () => 'the server has no trust data for it',
  'server-failure': () => 'the server does not answer',
  'releases-keys-below-threshold': () => 'targets/releases has fewer keys than its threshold',
  'releases-signatures-below-threshold': () => 'targets/releases is not signed by enough of its keys',
  'delegation-keys-below-threshold': ({ role }) => `${role} has fewer keys than its threshold`,
  'delegation-signatures-below-threshold': ({ role }) => `${role} is not signed by enough of its keys`,
  'role-unusable': ({ role }) => `${role} is not usable`,
  'role-expired': ({ role, at }) => `${role} expired${on(at)}`,
  'role-expiring': ({ role, at }) => `${role} expires${on(at)}`,
  'certificate-expired': ({ role, at }) => `a certificate of ${role} expired${on(at)}`,
  'certificate-expiring': ({ role, at }) => `a certificate of ${role} expires${on(at)}`,
  'weak-key': ({ role, subjects }) =>
    `${role} has a key that is not accepted: ${subjects.map(short).join(', ')}`,
  'tag-disagrees': ({ subjects: [first = '', ...more] }) =>
    `signers and releases disagree about ${first}${more.length === 0 ? '' : ` and ${count(more.length, 'other tag')}`}`,
  'releases-missing': () => 'there are signers but no targets/releases',
  'signer-not-in-releases': ({ subjects }) =>
    `${subjects.join(', ')} cannot release: no key in targets/releases`,
  'releases-key-without-signer': ({ subjects }) =>
    `targets/releases has a key that belongs to no signer: ${subjects.map(short).join(', ')}`,
  'rotation-unfinished': ({ subjects }) =>
    `the old key of ${subjects.join(', ')} can go: the rotation is half done`,
  'snapshot-key-local': () => 'the snapshot key is on this machine, so nobody else can publish',
};

/** What a finding says, as part of a sentence. */
export function describeFinding(finding: HealthFinding): string {
  return FINDINGS[finding.code](finding);
}

function on(at: Date | null): string {
  return at === null ? '' : ` on ${day(at)}`;
}
