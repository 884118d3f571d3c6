import { safeText } from '../../base/index.ts';
import type { Row } from '../presentation/row.ts';
import { moveCursor } from './cursor.ts';
import { listHeight } from './geometry.ts';
import { rowsOf, rowUnderCursor } from './rows.ts';
import { focusedList, selectedRepository, wizardOf } from './selectors.ts';
import type { AppState, CopyChoice, CopyKind } from './state.ts';
import { pushOverlay, type Step, step, still, withList } from './step.ts';

/** Marks or unmarks the row under the cursor and goes on to the next, so that Space marks a run. */
export function toggleMark(state: AppState): Step {
  const list = focusedList(state);
  const row = rowUnderCursor(state);
  if (row === null) {
    return still(state);
  }
  const marks = new Set(state.lists[list].marks);
  if (!marks.delete(row.id)) {
    marks.add(row.id);
  }
  const rows = rowsOf(state, list);
  const height = listHeight(state, list, rows.heading !== null);
  const moved = moveCursor(state.lists[list], rows, { by: 'row', count: 1, height });
  return still(withList(state, list, { ...(moved.detached ? {} : moved), marks }));
}

export function toggleAllMarks(state: AppState): Step {
  const list = focusedList(state);
  const all = state.lists[list].marks.size > 0 ? [] : markableRows(state).map(({ id }) => id);
  return still(withList(state, list, { marks: new Set(all) }));
}

/** Offers what can be copied; where there is just one thing, copies it. */
export function openCopyMenu(state: AppState): Step {
  const choices = copyChoices(state);
  const [only] = choices;
  if (only === undefined) {
    return still(state);
  }
  return choices.length === 1
    ? copy(state, only)
    : still(pushOverlay(state, { kind: 'copy', choices, index: 0 }));
}

export function copy(state: AppState, { kind, value }: CopyChoice): Step {
  return step(state, { kind: 'copy', text: value, what: state.settings.messages.app.copy.kinds[kind] });
}

function copyChoices(state: AppState): readonly CopyChoice[] {
  if (state.wizards !== null && wizardOf(state) !== null) {
    return state.wizards.copyChoices(state);
  }
  const list = focusedList(state);
  const marked = state.lists[list].marks.size === 0 ? [] : markedRows(state);
  if (marked.length > 0) {
    return joined(marked);
  }
  const own = rowUnderCursor(state)?.copy ?? [];
  const gun = selectedRepository(state);
  return gun === null || list === 'checkup' || own.some(({ kind }) => kind === 'gun')
    ? own
    : [...own, { kind: 'gun', value: safeText(gun) }];
}

/** What the marked rows have, kind by kind, separated by blanks: a line break in a shell would run a command. */
function joined(rows: readonly Row[]): readonly CopyChoice[] {
  const values = new Map<CopyKind, string[]>();
  for (const { kind, value } of rows.flatMap((row) => row.copy)) {
    values.set(kind, [...(values.get(kind) ?? []), value]);
  }
  return [...values].map(([kind, each]) => ({ kind, value: each.join(' ') }));
}

function markedRows(state: AppState): readonly Row[] {
  const { marks } = state.lists[focusedList(state)];
  return markableRows(state).filter(({ id }) => marks.has(id));
}

function markableRows(state: AppState): readonly Row[] {
  const rows = rowsOf(state, focusedList(state));
  return Array.from({ length: rows.length }, (_, index) => rows.at(index)).filter(
    (row) => !row.inert && row.copy.length > 0,
  );
}
