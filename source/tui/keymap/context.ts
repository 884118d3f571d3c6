import { focusedList, isWelcome, topOverlay } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { COMMAND_LIST, type Command, type Context } from './commands.ts';
import type { DisabledReason } from './disabled.ts';

/** What has the keys: the topmost overlay, or what is focused below it. */
export function contextOf(state: AppState): Context {
  return topOverlay(state)?.kind ?? contextBelow(state);
}

/** What has the keys while no overlay is open. */
export function contextBelow(state: AppState): Context {
  return isWelcome(state) ? 'welcome' : focusedList(state);
}

/** The command that a key stands for in a context; null when it means nothing there. */
export function commandFor(context: Context, key: string): Command | null {
  return (
    COMMAND_LIST.find((command) => command.keys.includes(key) && command.contexts.includes(context)) ?? null
  );
}

export function commandsIn(context: Context): readonly Command[] {
  return COMMAND_LIST.filter((command) => command.contexts.includes(context));
}

export function disabledReason(state: AppState, command: Command): DisabledReason | null {
  return command.disabled?.(state) ?? null;
}
