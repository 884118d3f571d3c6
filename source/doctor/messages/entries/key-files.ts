import type { MessageEntry } from '../entry.ts';

/** Making keys, and taking them in from files (facts 2.1, 8.1, 11.1, 11.2, 12). */
export const KEY_FILES: readonly MessageEntry[] = [
  {
    tool: 'docker',
    message: 'Successfully imported key from <path>',
    means:
      'docker says that it took the key in. With an encrypted key that is not true: it asks for the passphrase, says so, and imports nothing.',
    because: ['An encrypted file without a path header goes this way in every version of docker.'],
    next: [
      'See whether it is really here: `trustdeck key list`.',
      'If not: `trustdeck key load {path} --name NAME`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'Loading key from "<path>"...',
    standing: 'aside',
    means: 'docker reads the key file; whether the key is here afterwards only its list can tell.',
    because: ['docker trust key load was run.'],
    next: ['See whether it is here: `trustdeck key list`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message:
      'refusing to load key from <path>: private key file <path> must not be readable or writable by others',
    also: ['must not be readable or writable by others'],
    means: 'Others on this machine can read the private key, so docker does not take it in.',
    because: ['It was copied or downloaded, and has the usual rights of files.'],
    next: [
      'Make it yours alone: `chmod 600 {path}`.',
      'If others may have read it, make a new key instead: `trustdeck key generate NAME`.',
    ],
    codes: ['private-key-permissions'],
  },
  {
    tool: 'docker',
    message: 'refusing to load key from <path>: <cause>',
    standing: 'wrapper',
    means: 'docker did not even open the key file.',
    because: ['The file is not there.', 'Others can read it.'],
    next: ['Check the path and the rights: `ls -l {path}`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message:
      "provided file <path> is not a supported private key - to add a signer's public key use docker trust signer add",
    means: 'The file holds no private key that docker knows.',
    because: [
      'It is the public half, NAME.pub.',
      'It is a certificate, or a key in another layout, such as of OpenSSH.',
    ],
    next: [
      'A public key: `trustdeck signer add NAME {repo} --key {path}`.',
      'Another layout: `trustdeck key load {path} --name NAME` says what it is.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message:
      'failed to import key to store: Invalid key generated, key may be encrypted and does not contain path header',
    means: 'The file holds a key of a kind or form that docker and notary cannot read, and was not taken in.',
    because: [
      'It is an Ed25519 key from OpenSSL, or one on the curve secp256k1.',
      'It is encrypted in another way than docker and notary do.',
    ],
    next: [
      'See what trustdeck says of it: `trustdeck key load FILE --name NAME`.',
      'Otherwise make one that all tools read: `trustdeck key generate NAME`.',
    ],
    codes: ['weak-key'],
  },
  {
    tool: 'either',
    message: 'error importing key from <path>: <cause>',
    also: ['failed to import all keys: invalid key pem block', 'failed to import all keys: <cause>'],
    standing: 'wrapper',
    means: 'No key of the file was taken in.',
    because: [
      'The file is no PEM, is damaged, or holds a kind of key that is not supported.',
      'notary: a key of targets or snapshot needs to know its repository (-g).',
    ],
    next: ['See what trustdeck says of each key in it: `trustdeck key import FILE --gun {repo}`.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'cannot load key from provided file <path>: could not decrypt key',
    means:
      'The passphrase does not open the key in {path}, or it is encrypted in a way that docker cannot read.',
    because: [
      'It is the wrong passphrase.',
      'OpenSSL encrypted it with HMAC-SHA-256, its default; docker reads HMAC-SHA-1 only.',
    ],
    next: ['trustdeck reads both: `trustdeck key load {path} --name NAME`.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'pkcs8: only AES-256-CBC supported',
    means: 'The private key is encrypted with another cipher than docker and notary know.',
    because: ['It was made or encrypted with OpenSSL or another tool.'],
    next: [
      'trustdeck reads it and writes it as docker and notary want it: `trustdeck key load FILE --name NAME`.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'unknown public key format',
    also: ['unsupported key type'],
    means: 'The key is of a kind that this tool does not take, such as Ed25519 from OpenSSL.',
    because: ['docker and notary take ECDSA and RSA keys for signers.'],
    next: ['Make a key that all tools read: `trustdeck key generate NAME`.'],
    codes: ['weak-key'],
  },
  {
    tool: 'docker',
    message: 'could not parse public key from file: <path>: <cause>',
    also: ['unable to read public key from file: <cause>'],
    standing: 'wrapper',
    means:
      'The file given with --key holds no public key or certificate that can be used, or cannot be read.',
    because: [
      'The path is wrong.',
      'It is the private key.',
      'It is in another layout, or the certificate ended.',
    ],
    next: ['Get the public half where the private key is: `trustdeck key export KEYID --public`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message:
      'key name "<name>" must start with lowercase alphanumeric characters and can include "-" or "_" after the first character',
    means: 'The name of a key becomes the name of a role, and {name} cannot be one.',
    because: ['It has upper-case letters, a dot, an @ or a space.'],
    next: ['Choose one such as jeff or build-1: `trustdeck key generate jeff`.'],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'public key file already exists: "<path>"',
    means: 'docker would overwrite {path} and refuses. No key was made.',
    because: ['A key of this name was made here before.'],
    next: [
      'See whether its private half is still here: `trustdeck key list`.',
      'Write elsewhere: `trustdeck key generate NAME --dir FOLDER`.',
    ],
    codes: [],
  },
  {
    tool: 'docker',
    message: 'public key path does not exist: "<path>"',
    also: ['failed to generate key for <name>: <cause>'],
    means: 'The key could not be made: there is no folder {path}, or it cannot be written to.',
    because: ['The path after --dir is misspelt.'],
    next: ['Make the folder, or choose another: `trustdeck key generate NAME --dir FOLDER`.'],
    codes: [],
  },
];
