import type { Action } from '../store/action.ts';
import { topOverlay } from '../store/selectors.ts';
import type { AppState, FieldState } from '../store/state.ts';
import { commandFor, contextOf, takesText } from './context.ts';
import type { KeyPress } from './key-press.ts';

/** What a key does now; null when it does nothing. */
export function actionFor(state: AppState, key: KeyPress): Action | null {
  const command = commandFor(contextOf(state), key.name);
  if (command !== null) {
    return { type: 'command', command: command.id };
  }
  const field = fieldOf(state);
  return field === null ? null : editFor(field, key);
}

/** The text field that has the keys. */
export function fieldOf(state: AppState): FieldState | null {
  const overlay = topOverlay(state);
  return overlay !== null && 'field' in overlay ? overlay.field : null;
}

/**
 * Whether the text field on the screen can be left alone with these keys: plain characters, and moving and deleting
 * by one. It takes everything else for characters: Ctrl+U would insert a `u`, and Enter at the end of fast typing a
 * carriage return.
 */
export function fieldHandles(state: AppState, keys: readonly KeyPress[]): boolean {
  if (!takesText(state)) {
    return false;
  }
  const context = contextOf(state);
  const plain = keys.every((key) => key.text !== null && commandFor(context, key.name) === null);
  const [only] = keys;
  return (
    plain || (keys.length === 1 && only !== undefined && ['left', 'right', 'backspace'].includes(only.name))
  );
}

/** Text pasted into a field: its first line, because a line break submits nothing unseen. */
export function pasteAction(state: AppState, pasted: string): Action | null {
  const field = fieldOf(state);
  const [line = ''] = pasted.trim().split(/[\r\n]/);
  const clean = withoutControls(line);
  return field === null || clean === '' ? null : { type: 'typed', text: field.text + clean, cursor: 'end' };
}

export function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufffd]/gu, '');
}

function editFor(field: FieldState, key: KeyPress): Action | null {
  if (key.text !== null) {
    return { type: 'typed', text: field.text + key.text, cursor: 'end' };
  }
  switch (key.name) {
    case 'ctrl+u':
      return { type: 'typed', text: '', cursor: 'end' };
    case 'ctrl+w':
      return { type: 'typed', text: field.text.replace(/[^\s/]*[\s/]*$/, ''), cursor: 'end' };
    case 'backspace':
    case 'ctrl+h':
      return { type: 'typed', text: withoutLast(field.text), cursor: 'end' };
    case 'ctrl+a':
    case 'home':
      return { type: 'typed', text: field.text, cursor: 'start' };
    case 'ctrl+e':
    case 'end':
      return { type: 'typed', text: field.text, cursor: 'end' };
    default:
      return null;
  }
}

function withoutLast(text: string): string {
  return Array.from(text).slice(0, -1).join('');
}
