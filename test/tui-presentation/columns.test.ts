import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, fitColumns, joinColumns, placeColumns } from '../../source/tui/widgets/columns.ts';
import { lineWidth, plainText } from '../../source/tui/widgets/text-layout.ts';

const COLUMNS: readonly Column[] = [
  { natural: 20, min: 6, grow: true },
  { natural: 12, expendable: 2 },
  { natural: 8, expendable: 1, align: 'right' },
];

const widths = (width: number) => placeColumns(COLUMNS, width).map((column) => column.width);

describe('placeColumns', () => {
  test('gives what is left over to the column that grows', () => {
    expect(widths(60)).toEqual([36, 12, 8]);
  });

  test('cuts down before it leaves out', () => {
    expect(widths(36)).toEqual([12, 12, 8]);
    expect(widths(30)).toEqual([6, 12, 8]);
  });

  test('leaves out the most expendable column first', () => {
    expect(widths(29)).toEqual([19, 0, 8]);
    expect(widths(15)).toEqual([15, 0, 0]);
  });

  test('leaves out what is nice to have before it cuts anything', () => {
    const columns = [
      { natural: 20, min: 6, grow: true },
      { natural: 8, expendable: 1, extra: true },
    ];
    expect(placeColumns(columns, 30).map(({ width }) => width)).toEqual([20, 8]);
    expect(placeColumns(columns, 29).map(({ width }) => width)).toEqual([29, 0]);
  });

  test('leaves out a column that has nothing to say', () => {
    expect(placeColumns([{ natural: 0 }, { natural: 4, grow: true }], 10).map(({ width }) => width)).toEqual([
      0, 10,
    ]);
  });
});

test('rows fill the width exactly, for any columns of which one grows', () => {
  const column = fc.record({
    natural: fc.nat({ max: 80 }),
    min: fc.nat({ max: 20 }),
    expendable: fc.integer({ min: 1, max: 4 }),
    extra: fc.boolean(),
    gap: fc.nat({ max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(column, { maxLength: 5 }), fc.integer({ min: 0, max: 200 }), (others, width) => {
      const columns = placeColumns([{ natural: 10, min: 0, grow: true }, ...others], width);
      const cells = columns.map(() => [{ text: '漢字 releases' }]);
      expect(lineWidth(joinColumns(columns, cells))).toBe(width);
    }),
  );
});

test('columns are as wide as their widest cell', () => {
  const rows = [
    [[{ text: 'jeff' }], [{ text: '5570b88' }]],
    [[{ text: 'repository' }], [{ text: '262dc4a' }]],
  ];
  const columns = fitColumns([{}, { grow: true }], rows, 24);
  expect(rows.map((cells) => plainText(joinColumns(columns, cells)))).toEqual([
    'jeff        5570b88     ',
    'repository  262dc4a     ',
  ]);
});

test('a single span may be cut at its start', () => {
  const columns = placeColumns([{ natural: 20, min: 4, grow: true, cut: 'start' }], 8);
  expect(plainText(joinColumns(columns, [[{ text: 'registry.example.com/demo' }]]))).toBe('…om/demo');
});
