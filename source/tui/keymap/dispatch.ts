import type { Action } from '../store/action.ts';
import { LINE_BREAK } from '../store/explaining.ts';
import { topOverlay } from '../store/selectors.ts';
import type { AppState, FieldState } from '../store/state.ts';
import { commandFor, contextOf } from './context.ts';
import { editField, insertInto, isPlainEdit, withoutControls } from './edit-field.ts';
import type { KeyPress } from './key-press.ts';

/** What a key does now; null when it does nothing. */
export function actionFor(state: AppState, key: KeyPress): Action | null {
  const command = commandFor(state, key.name);
  if (command !== null) {
    return { type: 'command', command: command.id };
  }
  const field = fieldOf(state);
  const edited = field === null ? null : editField(field, key);
  return edited === null ? null : { type: 'edited', field: edited };
}

/** The text field that has the keys. */
export function fieldOf(state: AppState): FieldState | null {
  const overlay = topOverlay(state);
  return overlay !== null && 'field' in overlay ? overlay.field : null;
}

/**
 * Whether the text field on the screen can be left alone with these keys: characters, or moving and deleting by one.
 * It takes everything else for characters: Ctrl+U would insert a `u`, and Enter at the end of fast typing a carriage
 * return.
 */
export function fieldHandles(state: AppState, keys: readonly KeyPress[]): boolean {
  const field = fieldOf(state);
  const unbound = keys.every((key) => commandFor(state, key.name) === null);
  const alone = keys.length === 1 || keys.every((key) => key.text !== null);
  return field !== null && unbound && alone && keys.every((key) => isPlainEdit(field, key));
}

/** Whether what is typed is a passphrase: then it goes to `SecretInput` and nowhere else. */
export function wantsSecret(state: AppState): boolean {
  return contextOf(state) === 'wizard-secret';
}

/** What the field that has the keys is after it has done a key itself: `text` is what it made of its own. */
export function typedAction(state: AppState, text: string): Action | null {
  const field = fieldOf(state);
  if (field === null) {
    return null;
  }
  const cursor = Math.min(text.length, Math.max(0, field.cursor + text.length - field.text.length));
  return { type: 'edited', field: { ...field, text, cursor } };
}

/** Follows the cursor of a field that moves it itself. */
export function movedAction(state: AppState, key: KeyPress): Action | null {
  const field = fieldOf(state);
  const by = key.name === 'left' ? -1 : key.name === 'right' ? 1 : 0;
  if (field === null || by === 0) {
    return null;
  }
  const cursor = Math.min(field.text.length, Math.max(0, field.cursor + by));
  return { type: 'edited', field: { ...field, cursor } };
}

/**
 * Text pasted into a field: its first line, because a line break submits nothing unseen. A message to be explained is
 * taken whole: it submits nothing.
 */
export function pasteAction(state: AppState, pasted: string): Action | null {
  const field = fieldOf(state);
  const [line = '', ...more] = pasted.trim().split(/\s*[\r\n]+/);
  const wanted = topOverlay(state)?.kind === 'explain' ? [line, ...more].join(` ${LINE_BREAK} `) : line;
  const clean = withoutControls(wanted);
  return field === null || clean === '' ? null : { type: 'edited', field: insertInto(field, clean) };
}
