import { safeText } from '../../base/index.ts';
import type { KnownRepository } from '../../operations/index.ts';
import { COMMAND_LIST } from '../keymap/commands.ts';
import { contextBelow, disabledReason } from '../keymap/context.ts';
import type { PaletteItem } from '../store/action.ts';
import { isWelcome } from '../store/selectors.ts';
import { type AppState, TABS } from '../store/state.ts';
import { fuzzyScore } from './fuzzy.ts';

/** As many as anybody reads; the rest is found by typing on. */
const MOST_ITEMS = 100;

/** What cannot be chosen just now comes after what can. */
const DISABLED = 10;

export interface PaletteEntry {
  readonly item: PaletteItem;
  /** Safe to draw. */
  readonly label: string;
  readonly keys: readonly string[];
  /** Why it cannot be chosen just now; null where it can. */
  readonly disabled: string | null;
}

const NONE: readonly KnownRepository[] = [];

/** What the palette offers for a text, best match first: commands of what is below it, tabs, and repositories. */
export function paletteEntries(state: AppState, text: string): readonly PaletteEntry[] {
  const repositories = state.repositories.status === 'ready' ? state.repositories.items : NONE;
  const commands = [...commandEntries(state), ...tabEntries(state)];
  if (text.trim() === '') {
    return commands;
  }
  return [...commands, ...repositories.map(repositoryEntry)]
    .flatMap((entry) => {
      const score = fuzzyScore(entry.label, text);
      return score === null ? [] : [{ entry, score: score - (entry.disabled === null ? 0 : DISABLED) }];
    })
    .sort((left, right) => right.score - left.score)
    .slice(0, MOST_ITEMS)
    .map(({ entry }) => entry);
}

function commandEntries(state: AppState): readonly PaletteEntry[] {
  const { app } = state.settings.messages;
  const context = contextBelow(state);
  return COMMAND_LIST.filter(
    (command) =>
      command.hidden !== true &&
      (command.contexts.includes(context) || (command.everywhere === true && context !== 'welcome')),
  ).map((command) => {
    const reason = disabledReason(state, command);
    return {
      item: { kind: 'command', command: command.id },
      label: `${app.commands[command.id].short}: ${app.commands[command.id].description}`,
      keys: command.keys,
      disabled: reason === null ? null : app.disabled[reason],
    };
  });
}

/** Tabs have no keys of their own: `]` goes through them, and whoever knows the name types it here. */
function tabEntries(state: AppState): readonly PaletteEntry[] {
  const { app, shell } = state.settings.messages;
  return isWelcome(state)
    ? []
    : TABS.map((tab) => ({
        item: { kind: 'tab', tab },
        label: app.palette.tab(shell.tabs[tab]),
        keys: [],
        disabled: null,
      }));
}

function repositoryEntry({ gun }: KnownRepository): PaletteEntry {
  return { item: { kind: 'repository', gun }, label: safeText(gun), keys: [], disabled: null };
}
