import type { ArgumentSpec, CommandSpec, OptionSpec } from './command.ts';

const REPO: ArgumentSpec = { name: 'repo', repeated: false };
const REPOS: ArgumentSpec = { name: 'repo', repeated: true };
const EXAMPLE_REPO = 'registry.example.com/team/app';

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { flags: '--trust-dir <dir>', summary: 'trust directory, shared with docker and notary', isFile: true },
  { flags: '--server <url>', summary: 'Notary server for every repository' },
  { flags: '--tlscacert <file>', summary: 'trust this CA certificate, and no other', isFile: true },
  { flags: '--tlscert <file>', summary: 'client certificate', isFile: true },
  { flags: '--tlskey <file>', summary: 'key of the client certificate', isFile: true },
  {
    flags: '--config <file>',
    summary: "notary's configuration file, with its server and pins",
    isFile: true,
  },
  { flags: '--json', summary: 'print one JSON document' },
  { flags: '--quiet', summary: 'no warnings and no remarks' },
  { flags: '--no-color', summary: 'no colours' },
  { flags: '--debug', summary: 'tell where an error came from' },
];

/** Options that trustdeck takes without a command. */
export const DEMO_OPTION: OptionSpec = {
  flags: '--demo',
  summary: 'open the app on sample repositories, private to a temporary folder',
};
export const VERSION_OPTION: OptionSpec = { flags: '--version', summary: 'print the version' };

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'inspect',
    summary: 'signers, tags and keys, as docker trust inspect',
    arguments: [{ name: 'repo[:tag]', repeated: true }],
    options: [{ flags: '--pretty', summary: 'for people to read' }],
    example: `trustdeck inspect --pretty ${EXAMPLE_REPO}`,
    load: () => import('./commands/inspect.ts'),
  },
  {
    name: 'list',
    summary: 'signed targets and the role that vouches for each, as notary list',
    arguments: [REPO],
    options: [{ flags: '--role <role>', summary: 'only this role and those below it', repeated: true }],
    example: `trustdeck list ${EXAMPLE_REPO} --role targets/releases`,
    load: () => import('./commands/list.ts'),
  },
  {
    name: 'verify',
    summary: 'check that a tag is signed with a digest',
    arguments: [{ name: 'repo:tag', repeated: false }],
    options: [{ flags: '--digest <digest>', summary: 'such as sha256:0123…', required: true }],
    example: `trustdeck verify ${EXAMPLE_REPO}:v1 --digest sha256:${'0123456789abcdef'.repeat(4)}`,
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'delegation list',
    summary: 'delegations with their keys, and whether each is usable',
    arguments: [REPO],
    options: [],
    example: `trustdeck delegation list ${EXAMPLE_REPO}`,
    load: () => import('./commands/delegation-list.ts'),
  },
  {
    name: 'signer list',
    summary: 'who signs, with which keys',
    arguments: [REPO],
    options: [],
    example: `trustdeck signer list ${EXAMPLE_REPO}`,
    load: () => import('./commands/signer-list.ts'),
  },
  {
    name: 'key list',
    summary: 'private keys on this machine, whose they are and what they sign',
    arguments: [],
    options: [],
    example: 'trustdeck key list --json',
    load: () => import('./commands/key-list.ts'),
  },
  {
    name: 'repo list',
    summary: 'the repositories that the app shows',
    arguments: [],
    options: [],
    example: 'trustdeck repo list',
    load: () => import('./commands/repo-list.ts'),
  },
  {
    name: 'repo add',
    summary: 'show these repositories from now on',
    arguments: [REPOS],
    options: [],
    example: `trustdeck repo add ${EXAMPLE_REPO}`,
    load: () => import('./commands/repo-add.ts'),
  },
  {
    name: 'repo forget',
    summary: 'no longer show repositories that were added by hand',
    arguments: [REPOS],
    options: [],
    example: `trustdeck repo forget ${EXAMPLE_REPO}`,
    load: () => import('./commands/repo-forget.ts'),
  },
  {
    name: 'status',
    summary: 'staged changes that were never published, as notary status',
    arguments: [REPO],
    options: [],
    example: `trustdeck status ${EXAMPLE_REPO}`,
    load: () => import('./commands/status.ts'),
  },
  {
    name: 'sandbox',
    summary: 'run the embedded Notary server in the foreground',
    arguments: [],
    options: [
      { flags: '--port <port>', summary: 'port on this machine; any free one without it' },
      { flags: '--dir <dir>', summary: 'keep data and certificates in this folder', isFile: true },
      { flags: '--tls', summary: 'speak TLS, with a CA of its own' },
    ],
    example: 'trustdeck sandbox --tls --dir ./sandbox --port 4443',
    load: () => import('./commands/sandbox.ts'),
  },
  {
    name: 'completion',
    summary: 'print a completion script for a shell',
    arguments: [{ name: 'shell', repeated: false, choices: ['bash', 'zsh', 'fish'] }],
    options: [],
    example: 'source <(trustdeck completion bash)',
    load: () => import('./commands/completion.ts'),
  },
];

/** What stands for several commands, such as `delegation`, and what they have in common. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['delegation', 'who may sign what'],
  ['signer', 'people who sign'],
  ['key', 'private keys on this machine'],
  ['repo', 'the repositories that the app shows'],
]);
