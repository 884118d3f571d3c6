import type { MessageEntry } from '../entry.ts';

/** notary key (facts 12). */
export const NOTARY_KEYS: readonly MessageEntry[] = [
  {
    tool: 'notary',
    message: 'No signing keys found.',
    means: 'There is no private key in the trust directory that notary looks in.',
    because: [
      'notary looks in ~/.notary, docker in ~/.docker/trust: they are two.',
      'You are another user, such as root with sudo.',
    ],
    next: [
      'Look in that of docker: `trustdeck key list --trust-dir ~/.docker/trust`.',
      'Bring keys back: `trustdeck key restore FILE`.',
    ],
    codes: ['root-key-missing'],
  },
  {
    tool: 'notary',
    message: 'Algorithm not allowed, possible values are: ECDSA',
    also: ['rsa keys can only be imported'],
    means: 'notary makes ECDSA keys only; RSA keys can be brought along.',
    because: ['Another algorithm was asked for.'],
    next: ['trustdeck makes others, too: `trustdeck key generate NAME --algorithm rsa`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'invalid key ID provided: <key>',
    also: ['could not retrieve local key for key ID provided: <key>', 'No key with ID <key> found'],
    means:
      'No private key with the ID {key} is here, or it is not written in full: notary wants all 64 digits.',
    because: [
      'The ID was cut short.',
      'It is the ID of a certificate, as docker shows it for Root; the file has the ID of the key.',
      'The key is in another trust directory.',
    ],
    next: ['See the full IDs: `trustdeck key list`. trustdeck takes 7 digits: `trustdeck key passwd KEYID`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'Only the --gun or --key flag may be provided, not a mix of the two flags',
    means: 'notary exports either the keys that are named or those of repositories.',
    because: ['Both were given.'],
    next: ['Name the keys: `trustdeck key export KEYID --output keys.pem`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'Are you sure you want to remove <key> (role <name>) from <path>? (yes/no)',
    means: 'A yes deletes the only copy of the private key {key} on this machine.',
    because: ['notary key remove was run; it does not look whether the key is still needed.'],
    next: [
      'See what it still signs, and back it up: `trustdeck key list`, `trustdeck key backup {key} --output keys-backup.pem`.',
      'trustdeck asks again where a key is in use: `trustdeck key remove {key}`.',
    ],
    codes: ['private-key-unused', 'root-key-not-backed-up'],
  },
];
