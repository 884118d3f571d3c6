import { DraftError } from './draft-problem.ts';
import type { Gun } from './gun.ts';
import type { RootDocument, SnapshotDocument, TargetsDocument } from './metadata.ts';
import { TufError, type TufProblemCode } from './problem.ts';
import { ROOT, type RoleName, TARGETS } from './role-name.ts';
import type { RepositoryState, RoleState } from './role-state.ts';

/** What edits start from: the documents of a repository, whether or not each of them is usable. */
export interface DraftBase {
  readonly gun: Gun;
  /** null in a new repository. */
  readonly root: RootDocument | null;
  readonly snapshot: SnapshotDocument | null;
  /** `targets` and all delegations. */
  readonly roles: ReadonlyMap<RoleName, RoleState<TargetsDocument>>;
}

/** A root that ran out can be signed again; one with anything else against it is not the newest, or not the real one. */
const REPAIRABLE: ReadonlySet<TufProblemCode> = new Set(['role-expired', 'root-certificates-invalid']);

/** Expiry is no doubt about who signed the content. */
const VOUCHED_FOR: ReadonlySet<TufProblemCode> = new Set(['role-expired', 'parent-unusable']);

/** Throws `TufError` when the root is not one to go on from, `DraftError` when the content of targets is unknown. */
export function draftBaseOf(state: RepositoryState): DraftBase {
  const { gun, root, snapshot, targets, delegations } = state;
  const against = root.problems.find(({ code }) => !REPAIRABLE.has(code));
  if (against !== undefined) {
    throw new TufError(against);
  }
  if (root.document === null) {
    throw new DraftError({ code: 'edit-role-unread', role: ROOT });
  }
  if (currentDocument(targets) === null) {
    throw new DraftError({ code: 'edit-role-unread', role: TARGETS });
  }
  return {
    gun,
    root: root.document,
    snapshot: snapshot.document,
    roles: new Map([[TARGETS, targets], ...delegations]),
  };
}

/** The newest content there is, signed well or not; null without any, and for an older one that was served instead. */
export function currentDocument(state: RoleState<TargetsDocument> | undefined): TargetsDocument | null {
  const isRolledBack = state?.problems.some(({ code }) => code === 'rollback') ?? false;
  return isRolledBack ? null : (state?.document ?? null);
}

/** The content was signed by enough of the keys that the role has. */
export function isVouchedFor(state: RoleState<TargetsDocument> | undefined): boolean {
  return state?.problems.every(({ code }) => VOUCHED_FOR.has(code)) ?? true;
}

/** The newest version that is known to have been published; null when none is. */
export function publishedVersion(state: RoleState<TargetsDocument> | undefined): number | null {
  const versions = (state?.problems ?? []).flatMap((problem) =>
    problem.code === 'rollback' || problem.code === 'delegation-dropped' ? [problem.trusted] : [],
  );
  const newest = Math.max(state?.document?.version ?? 0, ...versions);
  return newest > 0 ? newest : null;
}
