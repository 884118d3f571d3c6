import type { FieldState } from '../store/state.ts';
import type { KeyPress } from './key-press.ts';

/** Names what a field on the screen was drawn from; it changes when the field has to be drawn from scratch. */
export function fieldVersion({ id, epoch }: FieldState): string {
  return `${id}:${epoch}`;
}

/** What a text field inserts of a text: nothing invisible, nothing that is half of a character. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufffd]/gu, '');
}

/** The field after text was set or inserted otherwise than by its own typing: it has to be drawn from scratch. */
function redrawn(field: FieldState, text: string, cursor: number): FieldState {
  return { id: field.id, text, cursor, epoch: field.epoch + 1 };
}

export function insertInto(field: FieldState, text: string): FieldState {
  const { before, after } = split(field);
  return redrawn(field, before + text + after, before.length + text.length);
}

/** What a key does to a field; null when it does nothing to one. */
export function editField(field: FieldState, key: KeyPress): FieldState | null {
  if (key.text !== null) {
    return insertInto(field, key.text);
  }
  return EDITS.get(key.name)?.(field) ?? null;
}

const EDITS: ReadonlyMap<string, (field: FieldState) => FieldState> = new Map([
  ['ctrl+u', (field) => keepBefore(field, '')],
  ['ctrl+w', (field) => keepBefore(field, split(field).before.replace(/[^\s/]*[\s/]*$/, ''))],
  ['backspace', (field) => keepBefore(field, Array.from(split(field).before).slice(0, -1).join(''))],
  ['left', (field) => moveTo(field, Array.from(split(field).before).slice(0, -1).join('').length)],
  ['right', (field) => moveTo(field, field.cursor + (Array.from(split(field).after)[0]?.length ?? 0))],
  ['ctrl+a', (field) => moveTo(field, 0)],
  ['home', (field) => moveTo(field, 0)],
  ['ctrl+e', (field) => moveTo(field, field.text.length)],
  ['end', (field) => moveTo(field, field.text.length)],
]);

/**
 * Whether ink-text-input does with this key what `editField` says: plain typing, and moving and deleting by one. It
 * counts UTF-16 units, so that it would cut an emoji in half.
 */
export function isPlainEdit(field: FieldState, key: KeyPress): boolean {
  const { before, after } = split(field);
  switch (key.name) {
    case 'left':
    case 'backspace':
      return !isSurrogate(before.at(-1));
    case 'right':
      return !isSurrogate(after.at(0));
    default:
      return key.text !== null;
  }
}

function isSurrogate(unit: string | undefined): boolean {
  return unit !== undefined && /[\ud800-\udfff]/.test(unit);
}

function split({ text, cursor }: FieldState): { readonly before: string; readonly after: string } {
  return { before: text.slice(0, cursor), after: text.slice(cursor) };
}

function keepBefore(field: FieldState, before: string): FieldState {
  return redrawn(field, before + split(field).after, before.length);
}

function moveTo(field: FieldState, cursor: number): FieldState {
  return redrawn(field, field.text, cursor);
}
