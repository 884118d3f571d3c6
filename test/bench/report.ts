/** One measured number beside the most it may be. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: 'x' | 'ms' | 'MiB';
  readonly detail: string;
}

/** The rows as a text table, each with its verdict. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.value <= row.limit ? 'ok  ' : 'MISS',
    row.what.padEnd(44),
    number(row.value, row.unit).padStart(10),
    `limit ${number(row.limit, row.unit)}`.padEnd(16),
    row.detail,
  ]);
  return `${lines.map((line) => line.join('  ')).join('\n')}\n`;
}

function number(value: number, unit: Row['unit']): string {
  return `${value.toFixed(unit === 'x' ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}
