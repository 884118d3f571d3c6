import { agreed } from '../../dialog/agreement.ts';
import {
  DONE,
  isAutomatic,
  isDryRun,
  type Operation,
  type Performed,
  PLANNED,
  showForReview,
} from './operation.ts';

/** Something that is done on this machine alone: what it comes to is shown, agreed to, and done. */
export interface LocalWork {
  readonly lines: readonly string[];
  readonly question: string;
  readonly perform: () => Promise<void>;
}

export async function reviewHere(work: LocalWork, operation: Operation): Promise<Performed> {
  const { context } = operation.run;
  if (isDryRun(operation)) {
    if (!context.output.isJson) {
      context.output.lines(work.lines);
    }
    return PLANNED;
  }
  showForReview(work.lines, operation.run);
  if (!(await agreed(work.question, isAutomatic(operation), context))) {
    context.output.aside(['Nothing was changed.']);
    return PLANNED;
  }
  await work.perform();
  return DONE;
}
