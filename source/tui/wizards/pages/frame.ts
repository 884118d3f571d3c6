import type { AppState } from '../../store/state.ts';

/** Header, footer and the frame's border above and below. */
const AROUND = 4;
/** The steps and a blank above, a blank and the buttons below. */
const HEAD_AND_FOOT = 4;
/** Border and margin on both sides. */
const SIDES = 4;
/** Longer lines are hard to read. */
const WIDEST = 120;

/** Columns of a wizard's page. */
export function bodyColumns({ size }: AppState): number {
  return Math.min(WIDEST, size.columns - SIDES);
}

/** Rows between the steps and the buttons. */
export function bodyRows({ size }: AppState): number {
  return Math.max(1, size.rows - AROUND - HEAD_AND_FOOT);
}
