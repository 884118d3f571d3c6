import type { Line } from '../line.ts';
import { cursorIndex, firstVisible } from '../store/cursor.ts';
import { listHeight, placeOf } from '../store/geometry.ts';
import { rowsOf } from '../store/rows.ts';
import { topOverlay } from '../store/selectors.ts';
import type { AppState, ListId } from '../store/state.ts';
import { withCursor } from '../widgets/cursor.ts';
import type { FrameRow } from '../widgets/frame.tsx';

const MARK = { text: '●', token: 'accent' } as const;
const NO_MARK = { text: ' ' } as const;
/** The cursor of a list that others follow, while it does not have the keys. */
const RESTING_CURSOR = { text: '▸', token: 'dim' } as const;

export interface ListView {
  readonly rows: readonly FrameRow[];
  /** Indices of the visible rows and the number of all; null for an empty list. */
  readonly position: { readonly first: number; readonly last: number; readonly total: number } | null;
  /** The place of the cursor, counted from 1; null where nothing can be selected. */
  readonly cursor: number | null;
}

/** The part of a list that is on the screen: of 10,000 rows only these are ever built. */
export function listView(state: AppState, list: ListId): ListView {
  const rows = rowsOf(state, list);
  const current = state.lists[list];
  const height = listHeight(state, list, rows.heading !== null);
  const first = firstVisible(current, rows, height);
  const last = Math.min(rows.length, first + height);
  const cursor = cursorIndex(current, rows);
  const kind = cursorKind(state, list);
  const visible = Array.from({ length: last - first }, (_, offset) => {
    const index = first + offset;
    const row = rows.at(index);
    const marked = current.marks.has(row.id);
    return { key: row.id, line: withGutter(row.line, { cursor: index === cursor ? kind : 'none', marked }) };
  });
  const heading = rows.heading === null ? [] : [{ key: 'heading', line: [{ text: '  ' }, ...rows.heading] }];
  return {
    rows: [...heading, ...visible],
    position: rows.length === 0 ? null : { first: first + 1, last, total: rows.length },
    cursor: cursor < 0 ? null : cursor + 1,
  };
}

/** Whether keys go to this list: it is focused, and no overlay but its own filter is open. */
function hasKeys(state: AppState, list: ListId): boolean {
  const overlay = topOverlay(state);
  const isTab = placeOf(list) === 'detail';
  return state.focus === (isTab ? 'detail' : list) && (overlay === null || overlay.kind === 'filter');
}

type CursorKind = 'none' | 'resting' | 'active';

interface Gutter {
  readonly cursor: CursorKind;
  readonly marked: boolean;
}

/** Only the list with the keys has a cursor, and that of the repositories rests on what all others are about. */
function cursorKind(state: AppState, list: ListId): CursorKind {
  if (hasKeys(state, list)) {
    return 'active';
  }
  return list === 'repositories' ? 'resting' : 'none';
}

function withGutter(line: Line, { cursor, marked }: Gutter): Line {
  if (cursor === 'none' && !marked) {
    return plainGutter(line);
  }
  const withMark = [marked ? MARK : NO_MARK, ...line];
  return cursor === 'resting' ? [RESTING_CURSOR, ...withMark] : withCursor(withMark, cursor === 'active');
}

/** Most rows look as they did in the last frame; they get the same line again, so that they are not drawn again. */
function plainGutter(line: Line): Line {
  const known = PLAIN.get(line);
  if (known !== undefined) {
    return known;
  }
  const plain = withCursor([NO_MARK, ...line], false);
  PLAIN.set(line, plain);
  return plain;
}

const PLAIN = new WeakMap<Line, Line>();
