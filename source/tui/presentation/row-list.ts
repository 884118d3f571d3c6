import type { Line } from '../line.ts';
import type { CopyChoice } from '../store/state.ts';
import { fitLine } from '../widgets/text-layout.ts';
import type { FindingPlace, Row, RowList, RowTarget } from './row.ts';

/** A row before it is fitted: everything but the line has a usual value. */
export interface RowDraft {
  readonly id: string;
  readonly line: Line;
  readonly copy?: readonly CopyChoice[];
  readonly opens?: RowTarget | null;
  readonly finding?: FindingPlace;
  readonly inert?: boolean;
}

export interface LazyList<Item> {
  readonly items: readonly Item[];
  readonly width: number;
  readonly idOf: (item: Item) => string;
  readonly draft: (item: Item, index: number) => RowDraft;
  readonly heading?: Line | undefined;
  /** Where an item is not a row of its own, or not one that a filter is about. */
  readonly found?: number;
}

/** One row for each of many items, drawn only when asked for. */
export function lazyListOf<Item>({
  items,
  width,
  idOf,
  draft,
  heading,
  found = items.length,
}: LazyList<Item>): RowList {
  return {
    heading: heading === undefined ? null : fitLine(heading, width),
    length: items.length,
    found,
    at: (index) => {
      const item = items[index];
      return makeRow(item === undefined ? blankRow(`outside:${index}`) : draft(item, index), width);
    },
    indexOf: (id) => items.findIndex((item) => idOf(item) === id),
  };
}

/** Few rows, all drafted at once and fitted when asked for. */
export function listOf(items: readonly RowDraft[], width: number, heading?: Line): RowList {
  return lazyListOf({
    items,
    width,
    idOf: ({ id }) => id,
    draft: (item) => item,
    heading,
  });
}

export function blankRow(id: string): RowDraft {
  return { id, line: [], inert: true };
}

function makeRow(draft: RowDraft, width: number): Row {
  return {
    id: draft.id,
    line: fitLine(draft.line, width),
    copy: draft.copy ?? [],
    opens: draft.opens ?? null,
    finding: draft.finding ?? null,
    inert: draft.inert ?? false,
  };
}
