import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';
import { ALGORITHM, CHANGE_OPTIONS, DRY_RUN, EXAMPLE_REPO, REPO, REPOS, YES } from './common-options.ts';

const SIGNER: ArgumentSpec = { name: 'name', repeated: false };
const ROLE: ArgumentSpec = { name: 'role', repeated: false };

const PATHS: OptionSpec = {
  flags: '--paths <paths>',
  summary: 'prefixes of names that it may sign, with commas between',
  repeated: true,
};
const SIGN_AS: OptionSpec = {
  flags: '--signer <name>',
  summary: "only for this signer, with this signer's keys; every signer whose key is here without it",
};
const REMOVE_OLD_KEY: OptionSpec = {
  flags: '--remove-old-key',
  summary: 'remove retired private keys from this machine, once it is verified that nothing needs them',
};

/** Commands that change what is trusted: planned, shown, asked for, published at once, verified. */
export const CHANGING_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'init',
    summary: 'start trust data for a repository, as notary init',
    arguments: [REPOS],
    options: [
      { flags: '--root-key <file>', summary: 'private key to be its root key', isFile: true },
      { flags: '--root-cert <file>', summary: 'certificate of the root key, in PEM', isFile: true },
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck init ${EXAMPLE_REPO}`,
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'signer add',
    summary: 'let somebody sign, as docker trust signer add',
    arguments: [SIGNER, REPOS],
    options: [
      {
        flags: '--key <file>',
        summary: 'public key or certificate of the signer',
        repeated: true,
        isFile: true,
      },
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck signer add jeff ${EXAMPLE_REPO} --key jeff.pub`,
    load: () => import('./commands/signer-add.ts'),
  },
  {
    name: 'signer remove',
    summary: 'take a signer and his keys out, so that they count no more',
    arguments: [SIGNER, REPOS],
    options: [
      {
        flags: '--resign-as <name>',
        summary: 'have this signer sign again what would lose its signature',
      },
      REMOVE_OLD_KEY,
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck signer remove jeff ${EXAMPLE_REPO} --resign-as ben`,
    load: () => import('./commands/signer-remove.ts'),
  },
  {
    name: 'signer rotate',
    summary: "replace a signer's key everywhere, in one publish",
    arguments: [SIGNER, REPOS],
    options: [
      {
        flags: '--key <file>',
        summary: 'new public key or certificate; a key is made without it',
        repeated: true,
        isFile: true,
      },
      ALGORITHM,
      {
        flags: '--old <keyid>',
        summary: 'retire this key; all old ones without it',
        repeated: true,
      },
      { flags: '--keep-old', summary: 'let the old key count until later' },
      { flags: '--finish', summary: 'take the old key out of a rotation that is half done' },
      REMOVE_OLD_KEY,
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck signer rotate jeff ${EXAMPLE_REPO} --remove-old-key`,
    load: () => import('./commands/signer-rotate.ts'),
  },
  {
    name: 'delegation add',
    summary: 'give a role keys and paths, as notary delegation add',
    arguments: [REPO, ROLE, { name: 'file', repeated: true, optional: true, isFile: true }],
    options: [
      PATHS,
      { flags: '--all-paths', summary: 'it may sign any name' },
      { flags: '--threshold <number>', summary: 'how many keys have to sign' },
      {
        flags: '--key-id <keyid>',
        summary: 'a key that the repository lists already, in whichever role',
        repeated: true,
      },
      { flags: '--resign', summary: 'sign what the role holds again in the same publish, after showing it' },
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck delegation add ${EXAMPLE_REPO} targets/qa qa.pub --paths nightly-,rc-`,
    load: () => import('./commands/delegation-add.ts'),
  },
  {
    name: 'delegation remove',
    summary: 'take keys or paths from a role, or the role away, as notary delegation remove',
    arguments: [REPO, ROLE, { name: 'keyid', repeated: true, optional: true }],
    options: [PATHS, { flags: '--all-paths', summary: 'take all its paths away' }, ...CHANGE_OPTIONS],
    example: `trustdeck delegation remove ${EXAMPLE_REPO} targets/qa`,
    load: () => import('./commands/delegation-remove.ts'),
  },
  {
    name: 'delegation purge',
    summary: 'take keys out of every role, as notary delegation purge',
    arguments: [REPOS],
    options: [
      { flags: '--key <keyid>', summary: 'ID of a key to take out', repeated: true },
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck delegation purge ${EXAMPLE_REPO} --key ${'0123456789abcdef'.repeat(4)}`,
    load: () => import('./commands/delegation-purge.ts'),
  },
  {
    name: 'witness',
    summary: 'sign what a role holds again, after showing it, as notary witness',
    arguments: [REPO, { name: 'role', repeated: true }],
    options: [
      { flags: '--as <name>', summary: 'sign delegations with the keys of this signer' },
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck witness ${EXAMPLE_REPO} targets/releases`,
    load: () => import('./commands/witness.ts'),
  },
  {
    name: 'sign',
    summary: 'sign a tag, as docker trust sign and notary addhash',
    arguments: [{ name: 'repo:tag', repeated: false }],
    options: [
      { flags: '--digest <digest>', summary: 'sha256: and the digest of the manifest', required: true },
      { flags: '--size <bytes>', summary: 'size of the manifest in bytes', required: true },
      SIGN_AS,
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck sign ${EXAMPLE_REPO}:v1 --digest sha256:${'0123456789abcdef'.repeat(4)} --size 1570`,
    load: () => import('./commands/sign.ts'),
  },
  {
    name: 'revoke',
    summary: 'take signatures back, as docker trust revoke; all of them without a tag',
    arguments: [{ name: 'repo[:tag]', repeated: false }],
    options: [SIGN_AS, ...CHANGE_OPTIONS],
    example: `trustdeck revoke ${EXAMPLE_REPO}:v1`,
    load: () => import('./commands/revoke.ts'),
  },
  {
    name: 'publish',
    summary: 'publish staged changes, as notary publish',
    arguments: [REPOS],
    options: CHANGE_OPTIONS,
    example: `trustdeck publish ${EXAMPLE_REPO}`,
    load: () => import('./commands/publish.ts'),
  },
  {
    name: 'reset',
    summary: 'drop staged changes, as notary reset',
    arguments: [REPO],
    options: [
      { flags: '--all', summary: 'all of them' },
      { flags: '-n, --number <numbers>', summary: 'those with these numbers in status, with commas between' },
      DRY_RUN,
      YES,
    ],
    example: `trustdeck reset ${EXAMPLE_REPO} --all`,
    load: () => import('./commands/reset.ts'),
  },
  {
    name: 'delete',
    summary: 'delete trust data, as notary delete; private keys stay',
    arguments: [REPOS],
    options: [{ flags: '--remote', summary: 'on the server too' }, ...CHANGE_OPTIONS],
    example: `trustdeck delete ${EXAMPLE_REPO} --remote`,
    load: () => import('./commands/delete.ts'),
  },
  {
    name: 'key rotate',
    summary: 'replace an administrative key, as notary key rotate',
    arguments: [REPOS],
    options: [
      {
        flags: '--role <role>',
        summary: 'whose key',
        required: true,
        repeated: true,
        choices: ['root', 'targets', 'snapshot', 'timestamp'],
      },
      ALGORITHM,
      { flags: '--server-managed', summary: 'let the server make and keep it (snapshot and timestamp)' },
      REMOVE_OLD_KEY,
      ...CHANGE_OPTIONS,
    ],
    example: `trustdeck key rotate ${EXAMPLE_REPO} --role targets`,
    load: () => import('./commands/key-rotate.ts'),
  },
];
