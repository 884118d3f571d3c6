import { type Category, COMMAND_LIST, type Command } from '../keymap/commands.ts';
import { contextBelow, disabledReason } from '../keymap/context.ts';
import { keyLabels } from '../keymap/key-label.ts';
import type { Line } from '../line.ts';
import type { AppState } from '../store/state.ts';
import { fitLine, textWidth } from '../widgets/text-layout.ts';

const CATEGORIES: readonly Category[] = ['move', 'look', 'change', 'key', 'repository', 'wizard', 'app'];
const KEYS_COLUMNS = 18;

/** The help: every command that works where the cursor is, by category. Derived from the key table alone. */
export function helpLines(state: AppState): readonly Line[] {
  const { app } = state.settings.messages;
  const context = contextBelow(state);
  return CATEGORIES.flatMap((category, index) => {
    const commands = COMMAND_LIST.filter(
      (command) => command.category === category && command.contexts.includes(context),
    );
    if (commands.length === 0) {
      return [];
    }
    const heading: Line = [{ text: app.categories[category], token: 'title' }];
    const lines = commands.map((command) => helpLine(state, command));
    return [...(index === 0 ? [] : [[]]), heading, ...lines];
  });
}

function helpLine(state: AppState, command: Command): Line {
  const { messages } = state.settings;
  const keys = keyLabels(command.keys, messages);
  const reason = disabledReason(state, command);
  const { description } = messages.app.commands[command.id];
  return [
    { text: '  ' },
    ...fitLine([{ text: keys, token: 'key-hint' }], Math.max(KEYS_COLUMNS, textWidth(keys) + 1)),
    ...(reason === null
      ? [{ text: description }]
      : [{ text: `${description}: ${messages.app.disabled[reason]}`, token: 'dim' } as const]),
  ];
}
