import type { Messages } from '../messages/messages.ts';
import { type Category, COMMAND_LIST, type Command } from './commands.ts';
import { keyLabel } from './key-label.ts';

const CATEGORIES: readonly Category[] = ['move', 'look', 'change', 'key', 'repository', 'wizard', 'app'];

/** The key table as the text of `docs/keys.md`. */
export function keysDocument(messages: Messages): string {
  const sections = CATEGORIES.map((category) =>
    [
      `## ${messages.app.categories[category]}`,
      '',
      '| keys | what it does | where |',
      '|---|---|---|',
      ...COMMAND_LIST.filter((command) => command.category === category).map((command) =>
        tableRow(command, messages),
      ),
    ].join('\n'),
  );
  return `${['# Keys', messages.app.help.document, ...sections].join('\n\n')}\n`;
}

function tableRow(command: Command, messages: Messages): string {
  const keys = command.keys.map((key) => `\`${keyLabel(key, messages)}\``).join(' ');
  const { description } = messages.app.commands[command.id];
  const where = placesOf(command, messages);
  return `| ${keys} | ${description} | ${where} |`;
}

/** Where a command can be used, in as few words as that takes. */
function placesOf(command: Command, { app }: Messages): string {
  const { everyPanel, everyWizard, contexts } = app.help;
  const main = command.contexts.filter((context) => MAIN_CONTEXTS.has(context));
  const wizard = command.contexts.filter((context) => context.startsWith(WIZARD));
  const others = command.contexts.filter((context) => !main.includes(context) && !wizard.includes(context));
  return [
    ...(main.length === MAIN_CONTEXTS.size ? [everyPanel] : main.map((context) => contexts[context])),
    ...others.map((context) => contexts[context]),
    ...(wizard.length === ALL_OF_WIZARD ? [everyWizard] : wizard.map((context) => contexts[context])),
  ].join(', ');
}

const WIZARD = 'wizard-';
const ALL_OF_WIZARD = new Set(
  COMMAND_LIST.flatMap(({ contexts }) => contexts).filter((context) => context.startsWith(WIZARD)),
).size;

const MAIN_CONTEXTS: ReadonlySet<string> = new Set([
  'repositories',
  'signers',
  'keys',
  'overview',
  'delegations',
  'tags',
  'roles',
  'metadata',
  'doctor',
  'activity',
]);
