import type { CommandId } from '../keymap/commands.ts';

/** What the welcome page offers, in its order. */
export const WELCOME_COMMANDS = [
  'explore-sandbox',
  'connect-server',
  'add-repository',
  'open-trust-directory',
] as const satisfies readonly CommandId[];
