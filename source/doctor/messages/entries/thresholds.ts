import type { MessageEntry } from '../entry.ts';

const SIGNATURES = ['releases-signatures-below-threshold', 'delegation-signatures-below-threshold'] as const;
const KEYS = ['releases-keys-below-threshold', 'delegation-keys-below-threshold'] as const;

/** Roles with too few keys, and signatures that do not count (facts 2.4, 5.2, 10.2, 11.4). */
export const THRESHOLDS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message:
      'role <role> has fewer keys than its threshold of <count>; it will not be usable until keys are added to it',
    means:
      'The change takes the last keys out of {role}. From its publish on, nothing in {role} counts until it has a key again; without a key in targets/releases nobody can pull. The tags themselves are not lost.',
    because: [
      'The last signer was removed, or the last key with notary delegation remove or purge.',
      'A key was to be replaced, and the old one went before the new one came.',
    ],
    next: [
      'If nothing was published yet, drop what is staged: `trustdeck reset {repo} --all`.',
      'Otherwise give the role a key of somebody who signs: `trustdeck doctor {repo} --fix`.',
      'Next time, replace a key in one publish: `trustdeck signer rotate NAME {repo}`.',
    ],
    codes: KEYS,
  },
  {
    tool: 'either',
    message: 'Error getting <role>: valid signatures did not meet threshold for <role>',
    means:
      'Whoever signed {role} last is not among its keys now, so its tags are neither shown nor pulled. Its content is still there; somebody who may has to sign it again.',
    because: [
      'The signer who signed it last was removed, or has a new key.',
      'It has no keys left at all: `trustdeck doctor` then reports keys, not signatures, below the threshold.',
      'Its threshold is above 1: docker and notary sign with the keys of one machine only.',
    ],
    next: [
      'See who signed it, and why that does not count: `trustdeck doctor {repo}`.',
      'Look at the content and sign it again: `trustdeck witness {repo} {role}`, or `trustdeck doctor {repo} --fix`.',
    ],
    codes: [...SIGNATURES, ...KEYS],
  },
  {
    tool: 'either',
    message: 'valid signatures did not meet threshold for <role>',
    also: ['valid signatures did not meet threshold'],
    means:
      'The file of {role} is not signed by enough of the keys that the repository lists for it now, so nothing in it counts.',
    because: [
      'A delegation: whoever signed it last was removed from it, or has a new key.',
      'root, targets, snapshot or timestamp: the file was made with other keys than the root names. The server may have lost its keys, a publish stopped half way, or somebody replaced the file.',
    ],
    next: [
      'See which key signed, and why that does not count: `trustdeck doctor {repo}`.',
      'A delegation: have it signed again with `trustdeck witness {repo} {role}`.',
      'Any other role: do not delete the cache to get past it. Ask whoever runs the server what happened.',
    ],
    codes: [...SIGNATURES, 'repository-not-trusted'],
  },
  {
    tool: 'docker',
    message:
      'Warning: potential malicious behavior - trust data has insufficient signatures for remote repository <image>: <cause>',
    means:
      'docker read a file of {image} that too few of its listed keys have signed, and refuses all of it. It says malicious because it cannot tell an attack from keys that were changed.',
    because: [
      'targets was signed with a key that the root does not name, such as after a rotation that stopped half way.',
      'The server lost its keys and signs the snapshot or timestamp with new ones.',
      'Somebody replaced files on the server.',
    ],
    next: [
      'See which role and which key: `trustdeck doctor {repo}`.',
      'Keep the trust directory as it is until you know: the root in it is what you trust.',
    ],
    codes: ['repository-not-trusted', ...SIGNATURES],
  },
  {
    tool: 'either',
    message: 'Error getting <role>: <role> expired at <date>',
    means:
      'The delegation {role} expired, so its tags are neither shown nor pulled until somebody who may sign it signs it again.',
    because: ['Nobody signed anything in it for three years, which is how long a signature lasts.'],
    next: [
      'Look at the content and sign it again, with a new date: `trustdeck witness {repo} {role}`.',
      'See what expires next: `trustdeck doctor {repo}`.',
    ],
    codes: ['role-expired'],
  },
  {
    tool: 'notary',
    message:
      'role <role> contains keys being purged but you do not have the necessary keys present to sign it; keys will not be purged from <role> or its immediate children',
    means:
      'The key was to go from all delegations, but stays in {role} and in the roles below it: the key that signs {role} is not on this machine.',
    because: ['{role} delegates further, and somebody else has its key.'],
    next: [
      'See who can sign it: `trustdeck delegation list {repo}`.',
      'Have one of them run `trustdeck delegation purge {repo} --key KEYID`.',
    ],
    codes: [],
  },
  {
    tool: 'notary',
    message:
      'tuf: invalid role <name>. role does not specify enough valid signing keys to meet its required threshold',
    means:
      'The role {name} cannot be signed again by anybody: it has fewer keys than have to sign. Witnessing alone does not help.',
    because: ['All its keys were removed.', 'Its threshold is higher than the number of its keys.'],
    next: [
      'Give it a key first: `trustdeck doctor {repo} --fix`, or `trustdeck delegation add {repo} {name} FILE`.',
      'Then look at it again: `trustdeck doctor {repo}`.',
    ],
    codes: KEYS,
  },
  {
    tool: 'notary',
    message: 'tuf: invalid role <name>. this role is not known',
    means: 'There is no role {name} in this repository to sign again.',
    because: [
      'The name is misspelt: delegations are named in full, such as targets/releases.',
      'The role was removed.',
    ],
    next: ['See which roles there are: `trustdeck delegation list {repo}`.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'tuf: data has no signatures',
    means: 'A file that the server gave has no signature at all, so nothing in it can be believed.',
    because: [
      'Something other than docker, notary or trustdeck wrote it.',
      'Somebody took the signatures off, or a proxy changed what was sent.',
    ],
    next: [
      'See which role it is: `trustdeck doctor {repo}`.',
      'Ask whoever runs the server; nothing here can make an unsigned file good.',
    ],
    codes: ['repository-not-trusted', 'role-unusable'],
  },
  {
    tool: 'either',
    message: 'key ID is not valid for key content',
    means:
      'The metadata lists a key under an ID that is not the digest of that key. Taking it would be unsafe, so the whole file is refused.',
    because: [
      'Another program wrote the metadata and computed the ID differently.',
      'Somebody tries to pass one key off as another.',
    ],
    next: [
      'See in which role: `trustdeck doctor {repo}`.',
      'If your own tool wrote it: take the key out and add it again with `trustdeck delegation add {repo} ROLE FILE`.',
    ],
    codes: ['repository-not-trusted', 'role-unusable'],
  },
];
