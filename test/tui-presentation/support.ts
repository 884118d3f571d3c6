import type { ErrorReport, RepositoryReport } from '../../source/operations/index.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import type { RepositoryItem } from '../../source/tui/presentation/repositories.ts';
import type { Row, RowContext, RowList } from '../../source/tui/presentation/row.ts';
import { IDLE_LOAD } from '../../source/tui/store/state.ts';
import { plainText } from '../../source/tui/widgets/text-layout.ts';
import { NOW } from '../support/sample-parts.ts';

export function at(width: number, filter = ''): RowContext {
  return { width, now: NOW, filter, messages: english };
}

export function rowsIn(list: RowList): readonly Row[] {
  return Array.from({ length: list.length }, (_, index) => list.at(index));
}

/** The visible characters of every row, without the blanks that fill it up. */
export function linesOf(list: RowList): readonly string[] {
  return rowsIn(list).map(({ line }) => plainText(line).trimEnd());
}

export function headingOf(list: RowList): string | null {
  return list.heading === null ? null : plainText(list.heading).trimEnd();
}

/** The row with this id; fails the test when there is none. */
export function rowOf(list: RowList, id: string): Row {
  const index = list.indexOf(id);
  if (index < 0) {
    throw new Error(
      `no row ${id} among ${rowsIn(list)
        .map((row) => row.id)
        .join(', ')}`,
    );
  }
  return list.at(index);
}

export function ready(report: RepositoryReport): RepositoryItem {
  return { gun: report.gun, load: { ...IDLE_LOAD, report } };
}

export function failed(gun: RepositoryItem['gun'], failure: ErrorReport): RepositoryItem {
  return { gun, load: { ...IDLE_LOAD, failure } };
}

export function loading(gun: RepositoryItem['gun']): RepositoryItem {
  return { gun, load: { ...IDLE_LOAD, running: 1 } };
}
