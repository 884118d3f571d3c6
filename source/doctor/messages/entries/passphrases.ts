import type { MessageEntry } from '../entry.ts';

/** Passphrases: wrong, missing, forgotten (facts 8.1, 8.3). */
export const PASSPHRASES: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'password invalid, operation has failed.',
    also: ['pkcs8: incorrect password', 'Passphrase incorrect. Please retry.', 'could not decrypt key'],
    means: 'The passphrase does not open the private key, so nothing was signed.',
    because: [
      'It is the passphrase of another key: the question names the owner and the first digits of the ID.',
      'An environment variable holds another one; it is taken without a question. One variable stands for all signers.',
      'There is neither a terminal nor a variable, so notary read nothing.',
      'The key was encrypted with OpenSSL in a form that docker and notary cannot read; they call that a wrong passphrase.',
    ],
    next: [
      'Check DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE, DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE and the NOTARY_…_PASSPHRASE variables.',
      'See whose key it is: `trustdeck key list`. Try the passphrase, and write the key anew: `trustdeck key passwd KEYID`.',
      'If it is forgotten, no tool can open the key: a signer gets a new one with `trustdeck signer rotate NAME {repo}`.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'maximum number of passphrase attempts exceeded',
    means: 'A new key was to be made, and no passphrase was given for it. No key was made.',
    because: [
      'There is no terminal to ask in, and no environment variable, such as in a CI job.',
      'The two entries never agreed, or were too short.',
    ],
    next: [
      'In scripts, set the variable for the kind of key, such as NOTARY_DELEGATION_PASSPHRASE or DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE.',
      'Then make the key: `trustdeck key generate NAME`.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'Please either use environment variables or STDIN with a terminal to provide key passphrases',
    means: 'A passphrase is needed, and there is neither a terminal to ask in nor a variable that holds it.',
    because: ['The command runs in a script or a CI job.'],
    next: [
      'Set NOTARY_ROOT_PASSPHRASE, NOTARY_TARGETS_PASSPHRASE, NOTARY_SNAPSHOT_PASSPHRASE or NOTARY_DELEGATION_PASSPHRASE; for docker DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE and DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message:
      'Passphrase is too short. Please use a password manager to generate and store a good random passphrase.',
    standing: 'aside',
    means: 'A new passphrase needs at least 8 bytes.',
    because: ['It is shorter, not counting spaces around it.'],
    next: ['Choose a longer one, and keep it in a password manager: nobody can restore it.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'Passphrases do not match. Please retry.',
    standing: 'aside',
    means: 'The new passphrase and its repetition differ; nothing was saved yet.',
    because: ['A typing error, or another keyboard layout.'],
    next: ['Type both again.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'You are about to create a new root signing key passphrase.',
    means:
      'A new root key is being made, the key that everything else hangs on. Whoever loses it can never change who administers the repository.',
    because: [
      'The repository is new, and no root key is on this machine.',
      'The trust directory is not the one you meant: a root key that you have elsewhere is not seen.',
    ],
    next: [
      'If you have a root key elsewhere, stop, and restore it first: `trustdeck key restore FILE`.',
      'Afterwards back it up, away from this machine: `trustdeck key backup --output keys-backup.pem`.',
    ],
    codes: ['root-key-not-backed-up', 'root-key-missing'],
  },
  {
    tool: 'either',
    message: 'Enter passphrase for new <name> key with ID <key>:',
    also: ['Repeat passphrase for new <name> key with ID <key>:'],
    standing: 'aside',
    means:
      'A new key of {name} is being made; this passphrase encrypts its file. docker calls the targets and snapshot keys repository.',
    because: ['A repository is started, a key generated, or an unencrypted key taken in.'],
    next: [
      'Choose one of at least 8 characters, and keep it: nobody can restore it.',
      'Back the key up afterwards: `trustdeck key backup --output keys-backup.pem`.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'Enter passphrase for <name> key with ID <key>:',
    standing: 'aside',
    means:
      'The passphrase of the existing key {key} of {name} is wanted, to sign with it. docker calls the targets and snapshot keys repository.',
    because: [
      'Something has to be signed, and no environment variable holds the passphrase.',
      'It was wrong before: docker and notary may ask up to eight times for one key.',
    ],
    next: ['See whose key it is: `trustdeck key list`.'],
    codes: [],
  },
];
