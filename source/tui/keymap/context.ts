import { focusedList, isWelcome, topOverlay } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { wizardContext } from '../store/wizard-state.ts';
import { COMMAND_LIST, type Command } from './commands.ts';
import type { Context } from './contexts.ts';
import type { DisabledReason } from './disabled.ts';

/** What has the keys: the topmost overlay, or what is focused below it. */
export function contextOf(state: AppState): Context {
  const overlay = topOverlay(state);
  if (overlay === null) {
    return contextBelow(state);
  }
  return overlay.kind === 'wizard' ? wizardContext(overlay.wizard) : overlay.kind;
}

/** What has the keys while no overlay is open. */
export function contextBelow(state: AppState): Context {
  return isWelcome(state) ? 'welcome' : focusedList(state);
}

/**
 * The command that a key stands for now; null when it means nothing here. Of two that share a key the first that can be
 * used has it: `n` goes to the next match while there is a filter.
 */
export function commandFor(state: AppState, key: string): Command | null {
  const context = contextOf(state);
  const meant = COMMAND_LIST.filter(
    (command) => command.keys.includes(key) && command.contexts.includes(context),
  );
  return meant.find((command) => disabledReason(state, command) === null) ?? meant.at(-1) ?? null;
}

export function commandsIn(context: Context): readonly Command[] {
  return COMMAND_LIST.filter((command) => command.contexts.includes(context));
}

export function disabledReason(state: AppState, command: Command): DisabledReason | null {
  return command.disabled?.(state) ?? null;
}
