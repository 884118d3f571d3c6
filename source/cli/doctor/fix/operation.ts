import type {
  ChangeResult,
  Finding,
  Fix,
  FixAction,
  FixWay,
  Gun,
  RepositoryPlan,
  RepositoryState,
} from '../../../operations/index.ts';
import type { ChangeRun } from '../../changes/change-command.ts';

/** One fix about to be carried out. */
export interface Operation {
  readonly run: ChangeRun;
  /** The repository that it is about; null for the keys on this machine. */
  readonly gun: Gun | null;
  readonly fix: Fix;
  /** The one of its ways that is gone. */
  readonly way: FixWay;
  /** The repository as it was when its fix was judged; null where none could be opened. */
  readonly state: RepositoryState | null;
}

/** What became of it; as of a change in one repository. */
export interface Performed {
  readonly result: ChangeResult['result'];
  /** null where the fix is no change of a repository, or could not be planned. */
  readonly plan: RepositoryPlan | null;
  readonly verified: boolean;
  /** null unless it failed. */
  readonly error: unknown;
}

/** A finding and the way that was gone to put it right. */
export interface Treatment extends Performed {
  readonly finding: Finding;
  readonly way: FixWay;
}

/** Nothing was done: others have published since the repository was examined, and it has to be judged again. */
export const OVERTAKEN = 'overtaken';

/** Carries out one kind of action; null when the person gave nothing of what it still lacks, and it was left alone. */
export type Perform<Kind extends FixAction['kind'] = FixAction['kind']> = (
  action: Extract<FixAction, { kind: Kind }>,
  operation: Operation,
) => Promise<Performed | typeof OVERTAKEN | null>;

/** It was looked at and not done: with `--dry-run`, or because nobody agreed. */
export const PLANNED: Performed = { result: 'planned', plan: null, verified: false, error: null };

/** Done on this machine, where there is nothing to download again. */
export const DONE: Performed = { result: 'published', plan: null, verified: true, error: null };

export const NOTHING_TO_DO: Performed = { ...PLANNED, result: 'nothing-to-do' };

export function isDryRun({ run: { invocation } }: Operation): boolean {
  return invocation.options.dryRun === true;
}

export function isAutomatic({ run: { invocation } }: Operation): boolean {
  return invocation.options.yes === true;
}

/** Shows what a person is about to agree to; with `--yes` and `--quiet`, or `--json`, there is none who reads it. */
export function showForReview(lines: readonly string[], { invocation, context }: ChangeRun): void {
  const { output, quiet } = context;
  if (invocation.options.yes !== true || !(quiet || output.isJson)) {
    output.aside(lines);
  }
}
