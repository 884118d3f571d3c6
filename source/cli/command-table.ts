import { CHANGING_COMMANDS } from './changing-commands.ts';
import type { CommandSpec, OptionSpec } from './command.ts';
import { KEY_COMMANDS } from './key-commands.ts';
import { READING_COMMANDS } from './reading-commands.ts';

/** Options that trustdeck takes without a command. */
export const DEMO_OPTION: OptionSpec = {
  flags: '--demo',
  summary: 'open the app on sample repositories, private to a temporary folder',
};
export const VERSION_OPTION: OptionSpec = { flags: '--version', summary: 'print the version' };

/** Every command: rows that parser, help, completion and documentation are made from. */
export const COMMANDS: readonly CommandSpec[] = [...READING_COMMANDS, ...CHANGING_COMMANDS, ...KEY_COMMANDS];

/** What stands for several commands, such as `delegation`, and what they have in common. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['delegation', 'who may sign what'],
  ['signer', 'people who sign'],
  ['key', 'private keys on this machine, and administrative keys'],
  ['repo', 'the repositories that the app shows'],
]);
