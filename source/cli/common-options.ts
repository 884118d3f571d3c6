import type { ArgumentSpec, OptionSpec } from './command.ts';
import { RISKS } from './risks.ts';

export const REPO: ArgumentSpec = { name: 'repo', repeated: false };
export const REPOS: ArgumentSpec = { name: 'repo', repeated: true };
export const EXAMPLE_REPO = 'registry.example.com/team/app';

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

export const YES: OptionSpec = { flags: '-y, --yes', summary: 'do not ask before doing it' };
export const DRY_RUN: OptionSpec = { flags: '--dry-run', summary: 'show what would be done, and do nothing' };

/** How a key is made. */
export const ALGORITHM: OptionSpec = {
  flags: '--algorithm <algorithm>',
  summary: 'of the key that is made; ecdsa (P-256) without it',
  choices: ['ecdsa', 'ecdsa-p384', 'ecdsa-p521', 'ed25519', 'rsa', 'rsa-2048', 'rsa-3072', 'rsa-4096'],
};

const RESUME: OptionSpec = {
  flags: '--resume',
  summary: 'go on with this command where it was interrupted',
  replacesArguments: true,
};
const FORGET: OptionSpec = {
  flags: '--forget',
  summary: 'forget where this command was interrupted, and change nothing',
  replacesArguments: true,
};
const ACCEPT_RISK: OptionSpec = {
  flags: '--accept-risk <risk>',
  summary: 'agree beforehand to what has to be agreed to by typing',
  repeated: true,
  choices: RISKS,
};

/** Options of every command that plans, shows and publishes a change. */
export const CHANGE_OPTIONS: readonly OptionSpec[] = [DRY_RUN, YES, ACCEPT_RISK, RESUME, FORGET];
