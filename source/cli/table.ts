import stringWidth from 'string-width';
import { safeText } from '../base/index.ts';

const GAP = '   ';

/** Lines of a table with a header row, columns as wide as their widest cell on screen. Cells are made safe. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [header, ...rows].map((row) => row.map((cell) => safeText(cell)));
  const widths = header.map((_, column) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[column] ?? '')), 0),
  );
  return cells.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))))
      .join(GAP)
      .trimEnd(),
  );
}
