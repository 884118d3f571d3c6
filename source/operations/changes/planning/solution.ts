import { type RepositoryState, ROOT, type RoleName, TufError } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { ChangeKind, ChangeRequest } from '../change-request.ts';
import type { Attempt } from './attempt.ts';
import type { Planning } from './planning.ts';
import type { TaskSeed } from './tasks.ts';

export type RequestOf<Kind extends ChangeKind> = Extract<ChangeRequest, { readonly kind: Kind }>;

/** How a request can be met in one repository. */
export interface Solution {
  /** What is published; null when nothing is, yet or at all. */
  readonly tried: Attempt | null;
  readonly half: 1 | 2 | null;
  readonly tasks: readonly TaskSeed[];
}

/** How requests of a kind are met. Throws `OperationError` for those that make no sense in this repository. */
export type Solve<Kind extends ChangeKind> = (planning: Planning, request: RequestOf<Kind>) => Solution;

export function inOnePublish(tried: Attempt): Solution {
  return { tried, half: null, tasks: [] };
}

export const NOTHING_TO_DO: Solution = { tried: null, half: null, tasks: [] };

/** The state to change; throws `TufError` where there is none. */
export function requireState({ input: { state, gun } }: Planning): RepositoryState {
  if (state === null) {
    throw new TufError({ code: 'repository-not-initialised', role: ROOT, gun });
  }
  return state;
}

/** Throws `OperationError` unless the repository has the role. */
export function requireRole({ before, input: { gun } }: Planning, role: RoleName): void {
  if (!before.has(role)) {
    throw new OperationError('role-not-found', { gun, role });
  }
}
