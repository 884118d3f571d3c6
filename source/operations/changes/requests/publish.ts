import { OperationError } from '../../errors.ts';
import { attempt } from '../planning/attempt.ts';
import type { Planning } from '../planning/planning.ts';
import { inOnePublish, NOTHING_TO_DO, requireState, type Solution } from '../planning/solution.ts';

/** What is staged in the changelist, in its order. */
export function solvePublish(planning: Planning): Solution {
  const { staged, gun } = planning.input;
  if (staged.length === 0) {
    return NOTHING_TO_DO;
  }
  requireState(planning);
  const edits = staged.flatMap(({ edits: known, file }) => {
    if (known === null) {
      throw new OperationError('staged-change-unknown', { gun, file });
    }
    return known;
  });
  return inOnePublish(attempt(planning, edits));
}
