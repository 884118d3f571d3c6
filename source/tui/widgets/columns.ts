import type { Line, Span } from '../line.ts';
import { cutTextStart, fitLine, lineWidth, plainText } from './text-layout.ts';

/** Blanks in front of a column that has another before it. */
const GAP = 2;

export interface Column {
  /** Columns that the widest content would like. */
  readonly natural: number;
  /** Fewer than this and the content says nothing any more; `natural` when absent: never cut. */
  readonly min?: number;
  /** Takes what is left over. */
  readonly grow?: boolean;
  readonly align?: 'left' | 'right';
  /** Which side is cut where there is not enough room; the end when absent. */
  readonly cut?: 'start';
  /** Blanks in front of it; 2 when absent. Not drawn before the first column. */
  readonly gap?: number;
  /** From 1 up; the larger, the earlier the column is left out where there is not enough room. Absent: it always stays. */
  readonly expendable?: number;
  /** Nice to have: left out before anything else is cut. */
  readonly extra?: boolean;
}

/** A column and the width it got; 0 means that it is left out. */
export interface PlacedColumn extends Column {
  readonly width: number;
}

/**
 * Gives each column its width for rows of `width` columns in total. When it gets narrow the most expendable column goes
 * first, then the rest is cut down towards `min`. Worked out once for a list, not for every row.
 */
export function placeColumns(columns: readonly Column[], width: number): readonly PlacedColumn[] {
  const kept = keepWhatFits(columns, width);
  const widths = shareOut(columns, kept, width - widthOf(columns, kept, leastOf));
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? 0 }));
}

/** A column that is as wide as what it has to show. */
export interface ColumnRule extends Omit<Column, 'natural' | 'min'> {
  /** The widest that it may get. */
  readonly most?: number;
  /** What it may be cut down to; absent: never cut. */
  readonly least?: number;
}

/** Columns for these rows, measured once; joined again for each row with `joinColumns`. */
export function fitColumns(
  rules: readonly ColumnRule[],
  rows: readonly (readonly Line[])[],
  width: number,
): readonly PlacedColumn[] {
  const columns = rules.map(({ most, least, ...rule }, index) => {
    const widest = rows.reduce((sum, cells) => Math.max(sum, lineWidth(cells[index] ?? [])), 0);
    const natural = most === undefined ? widest : Math.min(widest, most);
    return { ...rule, natural, ...(least === undefined ? {} : { min: Math.min(natural, least) }) };
  });
  return placeColumns(columns, width);
}

/** One row: each cell fitted to its column, exactly as wide as the columns and their gaps. */
export function joinColumns(placed: readonly PlacedColumn[], cells: readonly Line[]): Line {
  const spans: Span[] = [];
  placed.forEach((column, index) => {
    if (column.width === 0) {
      return;
    }
    if (spans.length > 0) {
      spans.push({ text: ' '.repeat(column.gap ?? GAP) });
    }
    spans.push(...fitLine(cutCell(cells[index] ?? [], column), column.width, column.align));
  });
  return spans;
}

function cutCell(cell: Line, column: PlacedColumn): Line {
  const [only] = cell;
  return column.cut === 'start' && only !== undefined && cell.length === 1
    ? [{ ...only, text: cutTextStart(plainText(cell), column.width) }]
    : cell;
}

function leastOf(column: Column): number {
  return Math.min(column.natural, Math.max(1, column.min ?? column.natural));
}

function keepWhatFits(columns: readonly Column[], width: number): ReadonlySet<number> {
  const kept = new Set(columns.flatMap((column, index) => (column.natural > 0 ? [index] : [])));
  const expendable = [...kept]
    .flatMap((index) => {
      const { expendable: rank = 0, extra = false } = columns[index] ?? {};
      return rank > 0 ? [{ index, rank, needs: extra ? naturalOf : leastOf }] : [];
    })
    .sort((left, right) => right.rank - left.rank);
  for (const { index, needs } of expendable) {
    if (widthOf(columns, kept, needs) > width) {
      kept.delete(index);
    }
  }
  return kept;
}

function naturalOf({ natural }: Column): number {
  return natural;
}

/** What these columns take together, with the gaps between them. */
function widthOf(
  columns: readonly Column[],
  kept: ReadonlySet<number>,
  needs: (column: Column) => number,
): number {
  const placed = columns.filter((_, index) => kept.has(index));
  return placed.reduce(
    (sum, column, place) => sum + (place === 0 ? 0 : (column.gap ?? GAP)) + needs(column),
    0,
  );
}

/** Gives what is over to the columns that want more than their least, and the rest to the one that grows. */
function shareOut(columns: readonly Column[], kept: ReadonlySet<number>, over: number): readonly number[] {
  const widths = columns.map((column, index) => (kept.has(index) ? leastOf(column) : 0));
  let spare = over;
  const inNeed = columns
    .map((column, index) => ({ index, wants: column.natural - leastOf(column) }))
    .filter(({ index, wants }) => kept.has(index) && wants > 0)
    .sort((left, right) => left.wants - right.wants);
  inNeed.forEach(({ index, wants }, position) => {
    const share = Math.min(wants, Math.max(0, Math.floor(spare / (inNeed.length - position))));
    widths[index] = (widths[index] ?? 0) + share;
    spare -= share;
  });
  const growing = columns.findIndex((column, index) => column.grow === true && kept.has(index));
  if (growing >= 0 && spare !== 0) {
    widths[growing] = Math.max(0, (widths[growing] ?? 0) + spare);
  }
  return widths;
}
