import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowList } from '../../source/tui/presentation/row.ts';
import { listOf } from '../../source/tui/presentation/row-list.ts';
import { cursorIndex, firstVisible, type Motion, moveCursor } from '../../source/tui/store/cursor.ts';
import { EMPTY_LIST, type ListState } from '../../source/tui/store/state.ts';

/** One row for each character: `.` cannot be selected. */
function rows(pattern: string): RowList {
  return listOf(
    Array.from(pattern, (mark, index) => ({ id: `${mark}${index}`, line: [], inert: mark === '.' })),
    10,
  );
}

function move(list: ListState, rows: RowList, motion: Motion, height = 4): ListState {
  return { ...list, ...moveCursor(list, rows, { ...motion, height }) };
}

const DOWN: Motion = { by: 'row', count: 1 };
const UP: Motion = { by: 'row', count: -1 };

describe('the cursor of a list', () => {
  it('starts on the first row that can be selected', () => {
    expect(cursorIndex(EMPTY_LIST, rows('..ab'))).toBe(2);
    expect(cursorIndex(EMPTY_LIST, rows('...'))).toBe(-1);
  });

  it('passes over rows that cannot be selected', () => {
    const list = rows('a..b');
    expect(cursorIndex(move(EMPTY_LIST, list, DOWN), list)).toBe(3);
    expect(cursorIndex(move(move(EMPTY_LIST, list, DOWN), list, UP), list)).toBe(0);
  });

  it('shows the headings again when it comes back to the first row', () => {
    const list = rows('.abcdefgh');
    const down = move(EMPTY_LIST, list, { by: 'rows', count: 8 });
    const back = move(down, list, { by: 'rows', count: -8 });
    expect(firstVisible(back, list, 4)).toBe(0);
  });

  it('scrolls on where there is nothing more to select, so that everything can be read', () => {
    const list = rows('a.........');
    const scrolled = [1, 2, 3, 4, 5, 6].reduce((state) => move(state, list, DOWN), EMPTY_LIST);
    expect(firstVisible(scrolled, list, 4)).toBe(6);
    expect(cursorIndex(scrolled, list)).toBe(0);
  });

  it('stays on its row when rows come before it', () => {
    const before = move(move(EMPTY_LIST, rows('abc'), DOWN), rows('abc'), DOWN);
    const after = listOf(
      ['x0', 'y1', 'a0', 'b1', 'c2'].map((id) => ({ id, line: [] })),
      10,
    );
    expect(after.at(cursorIndex(before, after)).id).toBe('c2');
  });

  it('stays near its place when its row is gone', () => {
    const down = move(move(EMPTY_LIST, rows('abc'), DOWN), rows('abc'), DOWN);
    expect(cursorIndex(down, rows('ab'))).toBe(1);
  });

  it('never leaves the list, never rests on what cannot be selected, and reaches both ends', () => {
    const motion: fc.Arbitrary<Motion> = fc.oneof(
      fc.constantFrom<Motion>(UP, DOWN, { to: 'top' }, { to: 'bottom' }),
      fc.integer({ min: -9, max: 9 }).map((count) => ({ by: 'rows', count }) as const),
    );
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a.]{0,30}$/),
        fc.array(motion, { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        (pattern, motions, height) => {
          const list = rows(pattern);
          const end = motions.reduce((state, next) => move(state, list, next, height), EMPTY_LIST);
          const index = cursorIndex(end, list);
          const top = firstVisible(end, list, height);
          expect(index < 0 ? !pattern.includes('a') : pattern[index] === 'a').toBe(true);
          expect(top).toBeGreaterThanOrEqual(0);
          expect(top).toBeLessThanOrEqual(Math.max(0, list.length - height));
        },
      ),
    );
  });
});
