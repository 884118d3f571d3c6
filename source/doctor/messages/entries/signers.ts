import type { MessageEntry } from '../entry.ts';

/** docker trust signer (facts 11.3, 11.4). */
export const SIGNERS: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message: 'Removing signer "<signer>" from <repo>...',
    unless: [
      'Successfully removed',
      'error removing signer from',
      'no signer ',
      'Aborting action',
      'is a reserved keyword',
    ],
    means:
      'If nothing follows this line, nobody was removed: {signer} can still sign, although docker ended with success.',
    because: [
      'docker since version 26 takes the question that it did not ask for a no, so only the last signer can be removed, and only without --force.',
      'Only the line Successfully removed says that it was done.',
    ],
    next: [
      'See that {signer} is still there: `trustdeck signer list {repo}`.',
      'Remove them for good, and see what loses its signature first: `trustdeck signer remove {signer} {repo}`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'Successfully removed <signer> from <repo>',
    means: '{signer} was removed from {repo}, keys and role.',
    because: ['The removal was published.'],
    next: ['If {signer} signed releases last, its tags do not count now; see: `trustdeck doctor {repo}`.'],
    codes: ['releases-signatures-below-threshold', 'releases-keys-below-threshold'],
    standing: 'aside',
  },
  {
    tool: 'docker',
    message:
      'The signer "<signer>" signed the last released version of <repo>. Removing this signer will make <repo> unpullable. Are you sure you want to continue? [y/N]',
    means:
      'What people pull from {repo} carries the signature of {signer} alone. After a yes nobody can pull until somebody else signs it again.',
    because: ['{signer} signed last, and the others have not signed what is released now.'],
    next: [
      'Say no, and remove and sign again in one publish: `trustdeck signer remove {signer} {repo} --resign-as NAME`.',
      'If it is done already: `trustdeck doctor {repo} --fix`.',
    ],
    codes: ['releases-signatures-below-threshold', 'releases-keys-below-threshold'],
  },
  {
    tool: 'docker',
    message: 'all signed tags are currently revoked, use docker trust sign to fix',
    means:
      'docker finds no valid signature on targets/releases, so it does not remove the signer. Its advice fails if releases was signed before.',
    because: [
      'The signer who signed releases last was removed or has a new key.',
      'Nothing was ever signed in this repository.',
    ],
    next: [
      'See which: `trustdeck doctor {repo}`.',
      'Repair releases first: `trustdeck doctor {repo} --fix`. Then remove: `trustdeck signer remove NAME {repo}`.',
    ],
    codes: ['releases-signatures-below-threshold', 'releases-keys-below-threshold', 'releases-missing'],
  },
  {
    tool: 'docker',
    message: 'no signer <signer> for repository <repo>',
    means: '{repo} has no signer {signer}.',
    because: [
      'The name is misspelt.',
      'They were removed before; their key may still be in targets/releases.',
    ],
    next: [
      'See who signs: `trustdeck signer list {repo}`.',
      'See whether a key of theirs is left over: `trustdeck doctor {repo}`.',
    ],
    codes: ['releases-key-without-signer'],
  },
  {
    tool: 'docker',
    message: 'error retrieving signers for <repo>: <cause>',
    standing: 'wrapper',
    means: 'docker could not read the signers of {repo}, so it removed nobody.',
    because: [
      'The server does not answer, or does not let you in.',
      'The repository has no trust data, or it does not hold.',
    ],
    next: ['See which: `trustdeck doctor {repo}`.'],
    codes: [
      'server-unreachable',
      'authentication-required',
      'repository-not-initialised',
      'repository-not-trusted',
    ],
  },
  {
    tool: 'docker',
    message: 'error removing signer from: <cause>',
    also: ['failed to add signer to: <cause>'],
    standing: 'wrapper',
    means: 'It failed for the repositories that are named; the line of each says why. The others are done.',
    because: ['See the error of each repository above this line.'],
    next: ['See what is wrong with each: `trustdeck doctor {repo}`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'releases is a reserved keyword, use a different signer name',
    also: ['releases is a reserved keyword and cannot be removed'],
    means: 'targets/releases is the role that people pull from; nobody can be a signer of that name.',
    because: ['The signer was called releases.'],
    next: ['Use the name of a person or a machine: `trustdeck signer add jeff {repo} --key jeff.pub`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message:
      'signer name "<signer>" must start with lowercase alphanumeric characters and can include "-" or "_" after the first character',
    means: 'The name of a signer becomes the name of a role, and {signer} cannot be one.',
    because: ['It has upper-case letters, a dot, an @ or a space.'],
    next: ['Choose one such as jeff or build-1: `trustdeck signer add jeff {repo} --key jeff.pub`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'path to a public key must be provided using the `--key` flag',
    means: 'docker wants to be told the public key of the new signer.',
    because: ['--key is missing.'],
    next: [
      'Give it: `trustdeck signer add NAME {repo} --key NAME.pub`.',
      'Without a file, export it where the private key is: `trustdeck key export KEYID --public`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'Initializing signed repository for <repo>...',
    standing: 'aside',
    means: '{repo} had no trust data on the server that docker asked, so docker starts it, with new keys.',
    because: ['It is really new.', 'docker asked another server than the one that has it.'],
    next: [
      'See which server it went to: `trustdeck doctor {repo}`.',
      'Back its root key up: `trustdeck key backup --output keys-backup.pem`.',
    ],
    codes: ['root-key-not-backed-up'],
  },
  {
    tool: 'docker',
    message: 'Successfully added signer: <signer> to <repo>',
    standing: 'aside',
    means:
      '{signer} may sign in {repo} from now on. A second key of the same name was added to the first, not put in its place.',
    because: [
      'The keys were added to targets/{signer} and targets/releases. What was staged before was published along with them.',
    ],
    next: [
      'See the keys of each signer: `trustdeck signer list {repo}`.',
      'To replace a key: `trustdeck signer rotate {signer} {repo}`.',
    ],
    codes: ['rotation-unfinished'],
  },
];
