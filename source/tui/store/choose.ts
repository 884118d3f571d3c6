import type { CommandId } from '../keymap/commands.ts';
import { paletteEntries } from '../overlays/palette-items.ts';
import type { PaletteItem } from './action.ts';
import type { Effect } from './effect.ts';
import { copy } from './marks.ts';
import { focusOn, resetRepositoryLists } from './navigate.ts';
import { isWelcome, topOverlay } from './selectors.ts';
import type { AppState, EffectId, Overlay, PromptKind } from './state.ts';
import { claimId, popOverlay, type Step, step, still, swapOverlay, withList } from './step.ts';
import { WELCOME_COMMANDS } from './welcome.ts';

/** Commands chosen from a menu are run by whoever runs those of keys. */
type RunCommand = (state: AppState, command: CommandId) => Step;

type OverlayOf<Kind extends Overlay['kind']> = Extract<Overlay, { readonly kind: Kind }>;

/** Enter on an entry of the menu that has the keys. */
export function chooseInOverlay(state: AppState, runCommand: RunCommand): Step {
  const overlay = topOverlay(state);
  switch (overlay?.kind) {
    case 'palette':
      return choosePaletteEntry(state, overlay, runCommand);
    case 'copy': {
      const choice = overlay.choices[overlay.index];
      return choice === undefined ? still(state) : copy(popOverlay(state), choice);
    }
    default: {
      const command = WELCOME_COMMANDS[state.welcomeIndex];
      return isWelcome(state) && command !== undefined ? runCommand(state, command) : still(state);
    }
  }
}

export function confirmQuestion(state: AppState): Step {
  const overlay = topOverlay(state);
  if (overlay?.kind !== 'confirm') {
    return still(state);
  }
  const { question } = overlay;
  const closed = popOverlay(state);
  switch (question.kind) {
    case 'quit':
      return step({ ...closed, quitting: true }, { kind: 'exit', code: 0 });
    case 'quit-change':
      return step({ ...closed, quitting: true }, { kind: 'exit', code: 130 });
    case 'leave-wizard':
    case 'stop-change':
      return state.wizards?.confirmed(state, question.kind) ?? still(closed);
    case 'forget-repository': {
      const { id, state: claimed } = claimId(closed);
      return step(claimed, { kind: 'forget-repository', id, gun: question.gun });
    }
  }
}

export function cancelQuestion(state: AppState): Step {
  return still(popOverlay(state));
}

function choosePaletteEntry(state: AppState, overlay: OverlayOf<'palette'>, runCommand: RunCommand): Step {
  const entry = paletteEntries(state, overlay.field.text)[overlay.index];
  if (entry === undefined) {
    return still(state);
  }
  const closed = popOverlay(state);
  switch (entry.item.kind) {
    case 'command':
      return runCommand(closed, entry.item.command);
    case 'tab':
      return still(focusOn({ ...closed, tab: entry.item.tab }, 'detail'));
    case 'repository':
      return showRepository(closed, entry.item);
  }
}

function showRepository(state: AppState, item: Extract<PaletteItem, { readonly kind: 'repository' }>): Step {
  const selected = withList(state, 'repositories', { selected: item.gun, filter: '', detached: false });
  return still(focusOn(resetRepositoryLists(selected), 'repositories'));
}

/** Enter in a prompt: does what was asked for with what was typed. */
export function submitPrompt(state: AppState): Step {
  const overlay = topOverlay(state);
  if (overlay?.kind !== 'prompt') {
    return still(state);
  }
  const text = overlay.field.text.trim();
  if (text === '' || overlay.running !== null) {
    return still(state);
  }
  const { id, state: claimed } = claimId(state);
  return step(
    swapOverlay(claimed, { ...overlay, failure: null, running: id }),
    promptEffect(overlay.prompt, id, text),
  );
}

function promptEffect(prompt: PromptKind, id: EffectId, text: string): Effect {
  switch (prompt) {
    case 'add-repository':
      return { kind: 'add-repository', id, name: text };
    case 'connect-server':
      return { kind: 'reopen', id, change: { server: text } };
    case 'open-trust-directory':
      return { kind: 'reopen', id, change: { trustDirectory: text } };
  }
}
