import type { Line } from '../line.ts';
import type { CopyChoice } from '../store/state.ts';
import { fitLine } from '../widgets/text-layout.ts';
import type { Row, RowList, RowTarget } from './row.ts';

/** A row before it is fitted: everything but the line has a usual value. */
export interface RowDraft {
  readonly id: string;
  readonly line: Line;
  readonly copy?: readonly CopyChoice[];
  readonly opens?: RowTarget | null;
  readonly inert?: boolean;
}

/** Completes a draft and fits its line to exactly `width` columns. */
export function makeRow(draft: RowDraft, width: number): Row {
  return {
    id: draft.id,
    line: fitLine(draft.line, width),
    copy: draft.copy ?? [],
    opens: draft.opens ?? null,
    inert: draft.inert ?? false,
  };
}

/** Few rows, all built at once. */
export function listOf(drafts: readonly RowDraft[], width: number): RowList {
  return {
    length: drafts.length,
    at: (index) => makeRow(drafts[index] ?? blank(index), width),
    indexOf: (id) => drafts.findIndex((draft) => draft.id === id),
  };
}

export interface LazyList<Item> {
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly draft: (item: Item) => RowDraft;
}

/** One row for each of many items, drawn only when asked for. */
export function lazyListOf<Item>({ items, idOf, draft }: LazyList<Item>, width: number): RowList {
  return {
    length: items.length,
    at: (index) => {
      const item = items[index];
      return makeRow(item === undefined ? blank(index) : draft(item), width);
    },
    indexOf: (id) => items.findIndex((item) => idOf(item) === id),
  };
}

function blank(index: number): RowDraft {
  return { id: `blank:${index}`, line: [], inert: true };
}
