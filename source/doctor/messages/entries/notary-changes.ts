import type { MessageEntry } from '../entry.ts';

/** Rotations, initialisation, delegations and deletions with notary (facts 10.3, 10.4, 12). */
export const NOTARY_CHANGES: readonly MessageEntry[] = [
  {
    tool: 'notary',
    message:
      'Warning: you are about to rotate your root key. You must use your old key to sign this root rotation. Are you sure you want to proceed? (yes/no)',
    also: ['you are about to rotate your root key'],
    means:
      'A new root key takes the place of the old one. Everybody goes on trusting the repository because the old key vouches for the new one, so the old one has to be here.',
    because: ['notary key rotate was run for root.'],
    next: [
      'Back the keys up before: `trustdeck key backup --output keys-backup.pem`.',
      'See the plan before anything is asked for: `trustdeck key rotate {repo} --role root --dry-run`.',
    ],
    codes: ['root-key-not-backed-up'],
  },
  {
    tool: 'either',
    message: 'Aborting action.',
    standing: 'aside',
    means: 'The question was not answered with yes, so nothing was done. The exit code is 0 all the same.',
    because: ['The answer was another one, or there was no terminal to answer in.'],
    next: ['Run it again, and answer yes; in scripts use its -y or --yes.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'notary does not currently permit rotating the <role> key',
    also: [
      'notary does not permit the server managing the <role> key',
      'notary does not permit the client managing the <role> key',
    ],
    means:
      'The key of {role} cannot be kept or changed in this way: root and targets are always yours, timestamp always belongs to the server, snapshot can be either.',
    because: [
      '-r was given for root or targets, or left out for timestamp.',
      'The role is a delegation, whose keys are changed with its signers.',
    ],
    next: [
      'Let the server make a new one: `trustdeck key rotate {repo} --role snapshot --server-managed`.',
      'A signer: `trustdeck signer rotate NAME {repo}`.',
    ],
    codes: ['snapshot-key-local'],
  },
  {
    tool: 'notary',
    message: 'Are you sure you want to remove all data for this delegation? (yes/no)',
    means:
      'Neither keys nor paths were named, so the whole delegation would go, with all that is signed in it.',
    because: ['notary delegation remove was given a role alone.'],
    next: [
      'Say no if you meant one key, and name it.',
      'See what it holds: `trustdeck list {repo} --role ROLE`.',
    ],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'cannot find matching private key id',
    also: [
      'error initializing repository with certificate: cannot find matching private key id',
      'require matching number of keyIDs and public keys but got <cause>',
    ],
    means: 'The root certificate belongs to a key that is not on this machine.',
    because: ['The key was not imported, or it is the certificate of another one.'],
    next: [
      'See the root keys here: `trustdeck key list`.',
      'Give both: `trustdeck init {repo} --root-key FILE --root-cert FILE`.',
    ],
    codes: ['root-key-missing'],
  },
  {
    tool: 'notary',
    message: 'only encrypted root keys may be imported',
    also: ['no valid private key found'],
    means: 'notary takes a root key only from a file that holds an encrypted private key.',
    because: ['The file is not encrypted, or is the certificate or the public half.'],
    next: ['trustdeck asks for a passphrase and encrypts it: `trustdeck init {repo} --root-key FILE`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'Error importing key: key with same ID already exists for role: <name>',
    means: 'The key is on this machine already, as a key of {name}, so it cannot become the root key.',
    because: ['It was loaded before for another purpose.'],
    next: [
      'See it: `trustdeck key list`.',
      'Use a key of its own for root: `trustdeck key generate root --role root`.',
    ],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'Root key found, using: <key>',
    standing: 'aside',
    means:
      'notary uses the root key {key}, which is here, for the new repository. With several it takes any of them.',
    because: ['A root key is in the trust directory.'],
    next: ['See whose it is and what it administers: `trustdeck key list`.'],
    codes: ['root-key-not-backed-up'],
  },
  {
    tool: 'notary',
    message: 'key type not supported for Certificate generation: <type>',
    means: 'A root key has to have a certificate, and for a key of this kind notary cannot make one.',
    because: ['It is an Ed25519 key.'],
    next: ['Use an ECDSA key: `trustdeck key generate root --role root`.'],
    codes: ['weak-key'],
  },
  {
    tool: 'notary',
    message: 'Successfully deleted local trust data for repository <repo>',
    also: ['Successfully deleted local and remote trust data for repository <repo>'],
    standing: 'aside',
    means:
      'The trust data of {repo} is gone, and on this machine that of repositories below its name, too. Private keys are still here.',
    because: ['notary delete was run; with --remote it deletes on the server as well.'],
    next: ['See what is known still: `trustdeck repo list`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'invalid <type> hex contents provided',
    means: 'The digest that was given to notary addhash is not hexadecimal, or not of the right length.',
    because: ['It has sha256: before it, or was cut off.'],
    next: ['Give the 64 digits alone. See what is signed now: `trustdeck list {repo}`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'error retrieving target by name:<tag>, error:<cause>',
    standing: 'wrapper',
    means: 'notary verify could not find {tag} in anything that counts.',
    because: [
      'It is not signed, or the name is misspelt.',
      'The role that holds it does not count at the moment.',
    ],
    next: [
      'See what is signed: `trustdeck list {repo}`.',
      'See whether the roles hold: `trustdeck doctor {repo}`.',
    ],
    codes: ['releases-signatures-below-threshold', 'delegation-signatures-below-threshold'],
  },
  {
    tool: 'notary',
    message: 'The following roles were successfully marked for witnessing on the next publish:',
    standing: 'aside',
    means:
      'With the next publish notary signs what these roles hold, whatever it is, without showing it. Nothing is signed yet.',
    because: ['notary witness was run.'],
    next: [
      'See the content, and who signed it before, and then sign it: `trustdeck witness {repo} ROLE`.',
      'Or drop it: `trustdeck reset {repo} --all`.',
    ],
    codes: ['pending-changes'],
  },
  {
    tool: 'notary',
    message: 'Successfully rotated <role> key for repository <repo>',
    standing: 'aside',
    means:
      'The key of {role} was replaced and published. Of a targets or snapshot key the old private key is deleted from this machine; old root keys stay.',
    because: ['notary key rotate was run. What was staged in files is still staged.'],
    next: [
      'Back the new key up: `trustdeck key backup --output keys-backup.pem`.',
      'See whether all holds: `trustdeck doctor {repo}`.',
    ],
    codes: ['root-key-not-backed-up', 'pending-changes'],
  },
];
