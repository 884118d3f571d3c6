import type { Row, RowList } from '../presentation/row.ts';
import type { ListState } from './state.ts';

export type Motion =
  | { readonly by: 'row'; readonly count: 1 | -1 }
  | { readonly by: 'rows'; readonly count: number }
  | { readonly to: 'top' | 'bottom' };

type Cursor = Pick<ListState, 'selected' | 'index' | 'top' | 'detached'>;

/** The index of the row under the cursor; -1 in a list with nothing to select. */
export function cursorIndex(list: ListState, rows: RowList): number {
  if (rows.length === 0) {
    return -1;
  }
  if (list.selected === null) {
    return nextSelectable(rows, 0, 1);
  }
  if (list.index < rows.length && rows.at(list.index).id === list.selected) {
    return list.index;
  }
  const found = rows.indexOf(list.selected);
  return found >= 0 ? found : nearestSelectable(rows, Math.min(list.index, rows.length - 1));
}

export function rowAtCursor(list: ListState, rows: RowList): Row | null {
  const index = cursorIndex(list, rows);
  return index < 0 ? null : rows.at(index);
}

/** The first row to draw, so that the cursor is in view unless it was left behind on purpose. */
export function firstVisible(list: ListState, rows: RowList, height: number): number {
  const last = Math.max(0, rows.length - height);
  const top = Math.min(Math.max(0, list.top), last);
  const index = cursorIndex(list, rows);
  return list.detached || index < 0 ? top : topFor({ rows, index, top, height });
}

/**
 * Moves the cursor. It passes over rows that cannot be selected; where there are many of them the view scrolls row by
 * row instead, so that everything can be read.
 */
export function moveCursor(
  list: ListState,
  rows: RowList,
  motion: Motion & { readonly height: number },
): Cursor {
  const { height } = motion;
  const from = cursorIndex(list, rows);
  const top = firstVisible(list, rows, height);
  if ('to' in motion) {
    const edge = motion.to === 'top' ? 0 : rows.length - 1;
    const index = nextSelectable(rows, edge, motion.to === 'top' ? 1 : -1);
    return place(rows, index, { top: motion.to === 'top' ? 0 : rows.length, height, detached: true });
  }
  const direction = Math.sign(motion.count);
  const wanted = Math.min(Math.max(0, (from < 0 ? top : from) + motion.count), Math.max(0, rows.length - 1));
  const target = from < 0 ? -1 : targetOf(rows, motion.by === 'row' ? from + direction : wanted, motion);
  // Paging may go as far as the next page; single steps only to what is on the screen or right beside it.
  const reach = motion.by === 'rows' ? height : 1;
  const near = target >= 0 && target >= top - reach && target < top + height + reach;
  if (near) {
    return place(rows, target, { top, height, detached: false });
  }
  return {
    selected: list.selected,
    index: list.index,
    top: clampTop(top + motion.count, rows, height),
    detached: true,
  };
}

function targetOf(
  rows: RowList,
  wanted: number,
  motion: { readonly by: 'row' | 'rows'; readonly count: number },
): number {
  const direction = motion.count < 0 ? -1 : 1;
  const target = nextSelectable(rows, wanted, direction);
  return target < 0 && motion.by === 'rows' ? nextSelectable(rows, wanted, -direction as 1 | -1) : target;
}

/** Puts the cursor on the row at `index`; with `detached` the view goes to `top` all the same. */
function place(
  rows: RowList,
  index: number,
  view: { readonly top: number; readonly height: number; readonly detached: boolean },
): Cursor {
  const top = clampTop(view.top, rows, view.height);
  if (index < 0) {
    return { selected: null, index: 0, top, detached: false };
  }
  const inView = index >= top && index < top + view.height;
  return {
    selected: rows.at(index).id,
    index,
    top: view.detached ? top : topFor({ rows, index, top, height: view.height }),
    detached: view.detached && !inView,
  };
}

/** The smallest change of `top` that shows the row at `index`, with the headings above the first one. */
function topFor(view: {
  readonly rows: RowList;
  readonly index: number;
  readonly top: number;
  readonly height: number;
}): number {
  const { rows, index, top, height } = view;
  if (index < height && nextSelectable(rows, index - 1, -1) < 0) {
    return 0;
  }
  return Math.min(Math.max(top, index - height + 1), index);
}

function clampTop(top: number, rows: RowList, height: number): number {
  return Math.min(Math.max(0, top), Math.max(0, rows.length - height));
}

/** The first selectable row from `start` on in a direction; -1 when there is none. */
function nextSelectable(rows: RowList, start: number, direction: 1 | -1): number {
  for (let index = start; index >= 0 && index < rows.length; index += direction) {
    if (!rows.at(index).inert) {
      return index;
    }
  }
  return -1;
}

function nearestSelectable(rows: RowList, index: number): number {
  const after = nextSelectable(rows, index, 1);
  return after >= 0 ? after : nextSelectable(rows, index, -1);
}
