import type { MessageEntry } from '../entry.ts';

/** Private keys that are not here, or not in the role (facts 10.1, 10.2, 11, 11.5). */
export const SIGNING_KEYS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'signing keys not available: need <needed> keys from <count> possible keys (<keys>)',
    also: ['signing keys not available'],
    means: 'A role has to be signed, and the private key for it, {keys}, is not on this machine.',
    because: [
      'The change needs the key of an administrator: adding or removing a signer needs the targets key, rotating needs the root key.',
      'The root ends within six months: from then on notary and docker want the root key for every publish, also of a single tag.',
      'The key is in another trust directory: ~/.docker/trust and ~/.notary are two.',
    ],
    next: [
      'See whose key it is and what is near its end: `trustdeck doctor {repo}`.',
      'Compare with the keys that are here: `trustdeck key list`.',
      'Bring it back from its backup: `trustdeck key restore FILE`.',
    ],
    codes: ['root-key-missing', 'role-expiring', 'role-expired'],
  },
  {
    tool: 'either',
    message:
      'not enough signing keys: found <count> of <needed> needed keys - <current> other possible keys (<keys>)',
    also: ['not enough signing keys'],
    means:
      'The role needs the signatures of {needed} keys, and this machine has {count} of them. docker and notary cannot collect signatures from several machines.',
    because: [
      'The threshold of the role is above 1, and its keys are with several people, as they should be.',
    ],
    next: [
      'See who has the others: `trustdeck delegation list {repo}`.',
      'Lower the threshold, with the key of the role above: `trustdeck delegation add {repo} ROLE --threshold 1`.',
    ],
    codes: ['delegation-signatures-below-threshold', 'releases-signatures-below-threshold'],
  },
  {
    tool: 'either',
    message: 'could not find necessary signing keys, at least one of these keys must be available: <keys>',
    means:
      'A staged change needs one of the private keys {keys}, and none of them is on this machine. Nothing was published.',
    because: [
      'You were not added to this role, or with another key.',
      'Your key is in another trust directory: ~/.docker/trust and ~/.notary are two.',
      'The change is for an administrator: it needs the targets key.',
    ],
    next: [
      'See whose keys these are: `trustdeck delegation list {repo}`.',
      'See the keys that are here: `trustdeck key list`.',
      'Take yours in, `trustdeck key load FILE --name NAME`, or drop the change: `trustdeck reset {repo} --all`.',
    ],
    codes: ['signer-not-in-releases', 'pending-changes'],
  },
  {
    tool: 'docker',
    message:
      'Error: could not find signing keys for remote repository <image>, or could not decrypt signing key: <cause>',
    means: 'docker has no private key for what has to be signed in {image}, or could not open it.',
    because: [
      'The key is on another machine.',
      'The passphrase is wrong, or its environment variable is of another key.',
      'The root ends within six months, so the root key is wanted.',
    ],
    next: [
      'See which key, and whose: `trustdeck doctor {repo}`.',
      'See the keys that are here: `trustdeck key list`.',
      'Bring it back from its backup: `trustdeck key restore FILE`.',
    ],
    codes: ['root-key-missing', 'role-expiring'],
  },
  {
    tool: 'docker',
    message: 'Error: signing keys for remote repository <image> not found: <cause>',
    means: 'A private key that docker needs for {image} is not on this machine.',
    because: ['It is on another machine, or in ~/.notary instead of ~/.docker/trust.', 'It was removed.'],
    next: ['See whose key it is: `trustdeck doctor {repo}`.', 'Bring it back: `trustdeck key restore FILE`.'],
    codes: ['root-key-missing'],
  },
  {
    tool: 'docker',
    message:
      'Error: could not produce valid signature for <image>. If Yubikey was used, was touch input provided?: <cause>',
    means: 'docker signed, and the signature did not verify, so nothing was published.',
    because: [
      'A Yubikey was not touched in time.',
      'The file of the private key is damaged.',
      'The key is of a kind that cannot sign, such as RSA below 2048 bits.',
    ],
    next: [
      'Try again.',
      'See the kind of the key: `trustdeck key list`; and whether it can be used: `trustdeck doctor {repo}`.',
    ],
    codes: ['weak-key'],
  },
  {
    tool: 'docker',
    message: 'no valid signing keys for delegation roles',
    means:
      'This repository has signers, and no private key on this machine belongs to one of them, so docker signs nothing.',
    because: [
      'You are not a signer here yet.',
      'Your key was not loaded on this machine, or was loaded and silently not taken in: docker trust key load does that with encrypted keys.',
      'You were rotated to another key.',
    ],
    next: [
      'Compare who may sign with what is here: `trustdeck signer list {repo}`, `trustdeck key list`.',
      'Take your key in: `trustdeck key load FILE --name NAME`.',
      'Or have an administrator add you: `trustdeck signer add NAME {repo} --key NAME.pub`.',
    ],
    codes: ['signer-not-in-releases'],
  },
  {
    tool: 'either',
    message: 'signing key not found: <key>',
    means: 'The private key {key} is not in the trust directory.',
    because: ['It is on another machine, or in another trust directory.', 'Its file was removed.'],
    next: ['See which are here: `trustdeck key list`.', 'Bring it back: `trustdeck key restore FILE`.'],
    codes: ['root-key-missing'],
  },
  {
    tool: 'either',
    message: 'key with same ID already exists for role: <name>',
    means: 'The key is here already, as a key of {name}, and a key file has one owner only.',
    because: ['The same key was loaded before, under another name.'],
    next: [
      'See it: `trustdeck key list`.',
      'One key can sign in several roles as it is; to rename it, back it up, remove it and load it again: `trustdeck key load FILE --name NAME`.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'failed to create private key store in directory: <path>',
    means: 'The trust directory {path} cannot be opened or written to, so no key can be read.',
    because: [
      'It belongs to another user, often root after docker was run with sudo.',
      'The disk is full or read-only.',
      'The folder of an old layout could not be migrated.',
    ],
    next: ['Look at its owner and rights: `ls -ld {path}`.', 'Then: `trustdeck key list`.'],
    codes: ['private-key-permissions'],
  },
];
