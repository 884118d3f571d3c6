import { isBaseRole, RELEASES, type RoleName } from '../../../tuf/index.ts';
import type { FindingFacts, FindingMessages, FindingSentences } from '../areas/findings.ts';
import { plural } from './plural.ts';

const SIGN_AGAIN = 'until somebody whose key counts signs it again';

function subject({ finding, list }: FindingFacts): string {
  return finding.subjects.length > 0 ? list(finding.subjects) : (finding.role ?? 'This repository');
}

function keysOf({ finding, list, key }: FindingFacts): string {
  return finding.subjects.length > 0
    ? list(finding.subjects.map(key))
    : `a key of ${finding.role ?? 'this repository'}`;
}

function isNotice({ finding }: FindingFacts): boolean {
  return finding.level === 'notice';
}

function roleOf({ finding }: FindingFacts): string {
  return finding.role ?? 'A role';
}

function shortRole({ finding }: FindingFacts): string {
  return finding.role?.replace(/^targets\//, '') ?? '';
}

function ending({ finding, when, date }: FindingFacts): string {
  return finding.at === null ? '' : ` ${when(finding.at)}, on ${date(finding.at)}`;
}

/** What people lose when a role ends. */
function loss(role: RoleName | null): string {
  if (role === null || isBaseRole(role)) {
    return 'Pulls of the whole repository fail';
  }
  return role === RELEASES ? 'Pulls of released tags fail' : 'What it vouches for does not count';
}

function remedy(role: RoleName | null): string {
  return role === 'timestamp' || role === 'snapshot'
    ? 'until whoever holds its key, usually the server, signs it again'
    : SIGN_AGAIN;
}

function keysBelow(short: FindingSentences['short'], meaning: string): FindingSentences {
  return {
    short,
    summary: (facts) => {
      const { role } = facts;
      return role === null
        ? `${roleOf(facts)} lists fewer keys than it needs signatures`
        : `${roleOf(facts)} needs ${plural(role.threshold, 'signature')} but lists ${plural(role.keys.length, 'key')}`;
    },
    meaning: () => meaning,
  };
}

function signaturesBelow(short: FindingSentences['short'], meaning: string): FindingSentences {
  return {
    short,
    summary: (facts) => {
      const { role } = facts;
      return role === null
        ? `${roleOf(facts)} is not signed by enough of its keys`
        : `${roleOf(facts)} needs ${plural(role.threshold, 'signature')} that ${role.threshold === 1 ? 'counts' : 'count'} and has ${role.validSignatures}`;
    },
    meaning: () => meaning,
  };
}

export const findings: FindingMessages = {
  'releases-keys-below-threshold': keysBelow(
    () => 'releases',
    'Nobody can sign releases until a key is added; pulls of released tags fail.',
  ),
  'releases-signatures-below-threshold': signaturesBelow(
    () => 'releases',
    `Pulls of released tags fail ${SIGN_AGAIN}.`,
  ),
  'delegation-keys-below-threshold': keysBelow(
    shortRole,
    'Nobody can sign this role until a key is added to it.',
  ),
  'delegation-signatures-below-threshold': signaturesBelow(
    shortRole,
    `What it holds does not count ${SIGN_AGAIN}.`,
  ),
  'releases-missing': {
    short: () => 'no releases',
    summary: ({ finding: { subjects }, list }) =>
      `There is no targets/releases${subjects.length === 0 ? '' : ` for what ${list(subjects)} ${subjects.length === 1 ? 'signs' : 'sign'}`}`,
    meaning: () =>
      'What signers sign is not released: people who pull see only what the repository key signed.',
  },
  'signer-not-in-releases': {
    short: () => 'signers',
    summary: (facts) =>
      isNotice(facts)
        ? `${subject(facts)} may sign some paths only, and ${facts.finding.subjects.length === 1 ? 'has' : 'have'} no key in targets/releases`
        : `No key of ${subject(facts)} is in targets/releases`,
    meaning: (facts) =>
      isNotice(facts)
        ? 'docker does not look there when it pulls; other clients of Notary can. Fine where that is the intention.'
        : 'What they sign is not released, and does not reach people who pull.',
  },
  'releases-key-without-signer': {
    short: () => 'leftover key',
    summary: ({ finding: { subjects }, list, key }) =>
      `${plural(subjects.length, 'key')} in targets/releases ${subjects.length === 1 ? 'belongs' : 'belong'} to no signer: ${list(subjects.map(key))}`,
    meaning: () => 'Whoever holds it can still release tags, perhaps after having left.',
  },
  'tag-disagrees': {
    short: (facts) => plural(facts.finding.subjects.length, 'tag'),
    summary: (facts) => `Releases and a signer disagree about ${subject(facts)}`,
    meaning: () => 'People who pull get the released digest; the signer vouches for another one.',
  },
  'role-expired': {
    short: () => 'expired',
    summary: (facts) => `${roleOf(facts)} expired${ending(facts)}`,
    meaning: ({ finding: { role } }) => `${loss(role)} ${remedy(role)}.`,
  },
  'role-expiring': {
    short: ({ span }) => `expires ${span}`.trim(),
    summary: (facts) => `${roleOf(facts)} expires${ending(facts)}`,
    meaning: ({ finding: { role } }) => `${loss(role)} from then on, unless it is signed again before.`,
  },
  'certificate-expired': {
    short: () => 'certificate',
    summary: (facts) => `The certificate of ${keysOf(facts)} ended${ending(facts)}`,
    meaning: (facts) =>
      facts.finding.role === 'root'
        ? 'It can no longer vouch for this repository: pulls fail.'
        : 'Its signatures still count for pulls, but nothing new should be signed with it.',
  },
  'certificate-expiring': {
    short: ({ span }) => `cert. ${span}`.trim(),
    summary: (facts) => `The certificate of ${keysOf(facts)} ends${ending(facts)}`,
    meaning: () => 'A new key has to be in place before.',
  },
  'snapshot-key-local': {
    short: () => 'snapshot key',
    summary: () => 'The snapshot key is not managed by the server',
    meaning: () => 'Only people who hold that key can publish.',
  },
  'rotation-unfinished': {
    short: () => 'rotation',
    summary: ({ finding, list }) => `The rotation of ${list(finding.subjects)} is half done`,
    meaning: () =>
      'Everything is signed with the new key, and the old one still counts. Rotating once more with that new key (T) takes the old one out.',
  },
  'weak-key': {
    short: () => 'weak key',
    summary: (facts) => `Too weak to count: ${keysOf(facts)}`,
    meaning: () => 'Signatures made with it are ignored.',
  },
  'role-unusable': {
    short: shortRole,
    summary: (facts) => `${roleOf(facts)} cannot be used`,
    meaning: () => 'What it holds does not count for people who pull.',
  },
  'rollback-detected': {
    short: () => 'rolled back',
    summary: (facts) =>
      `The server offers an older version of ${facts.finding.role ?? 'the trust data'} than seen before`,
    meaning: () =>
      'Newer signatures may be hidden from you. Nothing older is accepted; ask whoever runs the server.',
  },
  'repository-not-initialised': {
    short: () => 'not signed',
    summary: () => 'The server has no trust data for this repository',
    meaning: () => 'Nothing in it is signed: pulls with content trust switched on fail.',
  },
  'repository-not-trusted': {
    short: () => 'not trusted',
    summary: () => 'The trust data of this repository does not verify',
    meaning: () => 'Nothing that it says can be relied on: pulls with content trust switched on fail.',
  },
  'server-failure': {
    short: () => 'server',
    summary: () => 'The server gave no usable answer',
    meaning: () => 'What is shown was verified earlier and may be out of date.',
  },
};
