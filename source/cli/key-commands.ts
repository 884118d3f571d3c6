import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { ALGORITHM, DRY_RUN, YES } from './common-options.ts';

const KEY_ID: ArgumentSpec = { name: 'keyid', repeated: false };
const KEY_IDS: ArgumentSpec = { name: 'keyid', repeated: true, optional: true };
const FILE: ArgumentSpec = { name: 'file', repeated: false, isFile: true };
const FILES: ArgumentSpec = { name: 'file', repeated: true, isFile: true };

const IMPORT_OPTIONS: readonly OptionSpec[] = [
  { flags: '--role <role>', summary: 'role of keys that say none', repeated: true },
  { flags: '--gun <repo>', summary: 'repository of targets and snapshot keys that say none' },
  DRY_RUN,
];

/** Commands about private keys on this machine. Key IDs may be cut short to 7 digits or more. */
export const KEY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'key generate',
    summary: 'make a key, as docker trust key generate',
    arguments: [{ name: 'name', repeated: false }],
    options: [
      { flags: '--dir <dir>', summary: 'where NAME.pub goes; this folder without it', isFile: true },
      ALGORITHM,
      { flags: '--role <role>', summary: 'what it signs, such as root; NAME without it', repeated: true },
      { flags: '--csr <file>', summary: 'write a certificate signing request for a CA', isFile: true },
      { flags: '--self-signed <days>', summary: 'write a self-signed certificate, NAME.crt' },
      { flags: '--subject <name>', summary: 'subject of the certificate, such as CN=jeff,O=Example' },
    ],
    example: 'trustdeck key generate jeff --csr jeff.csr --subject CN=jeff,O=Example',
    load: () => import('./commands/key-generate.ts'),
  },
  {
    name: 'key load',
    summary: 'take in a private key, as docker trust key load',
    arguments: [FILE],
    options: [
      { flags: '--name <name>', summary: 'whose key it is; signer without it' },
      { flags: '--certificate', summary: 'FILE is what a CA made of a request: check it against the key' },
      DRY_RUN,
    ],
    example: 'trustdeck key load jeff.pem --name jeff',
    load: () => import('./commands/key-load.ts'),
  },
  {
    name: 'key export',
    summary: 'write keys as they are, as notary key export, or the public half of one',
    arguments: [KEY_IDS],
    options: [
      { flags: '--public', summary: 'the public half of a key, for signer add --key elsewhere' },
      {
        flags: '-o, --output <file>',
        summary: 'a file that is not there yet; standard output without it',
        isFile: true,
      },
    ],
    example: 'trustdeck key export 0123456 --output keys.pem',
    load: () => import('./commands/key-export.ts'),
  },
  {
    name: 'key import',
    summary: 'take in all keys of files, as notary key import',
    arguments: [FILES],
    options: IMPORT_OPTIONS,
    example: 'trustdeck key import keys.pem',
    load: () => import('./commands/key-import.ts'),
  },
  {
    name: 'key passwd',
    summary: 'change the passphrase of a key',
    arguments: [KEY_ID],
    options: [],
    example: 'trustdeck key passwd 0123456',
    load: () => import('./commands/key-passwd.ts'),
  },
  {
    name: 'key remove',
    summary: 'remove a private key from this machine, after showing what it signs',
    arguments: [KEY_ID],
    options: [
      DRY_RUN,
      YES,
      {
        flags: '--accept-risk <risk>',
        summary: 'agree beforehand to lose a key that is needed',
        repeated: true,
        choices: ['key-in-use', 'root-key'],
      },
    ],
    example: 'trustdeck key remove 0123456',
    load: () => import('./commands/key-remove.ts'),
  },
  {
    name: 'key backup',
    summary: 'write keys into one file, each proven to open; notary key import reads it',
    arguments: [KEY_IDS],
    options: [
      { flags: '-o, --output <file>', summary: 'a file that is not there yet', required: true, isFile: true },
    ],
    example: 'trustdeck key backup --output keys-backup.pem',
    load: () => import('./commands/key-backup.ts'),
  },
  {
    name: 'key restore',
    summary: 'bring back the keys of a backup, after showing them',
    arguments: [FILE],
    options: [DRY_RUN, YES],
    example: 'trustdeck key restore keys-backup.pem --dry-run',
    load: () => import('./commands/key-restore.ts'),
  },
];
