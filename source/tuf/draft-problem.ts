import { AppError } from '../base/index.ts';
import type { Edit } from './edit.ts';
import type { KeyId } from './key.ts';
import type { RoleName } from './role-name.ts';
import type { TargetRefusal } from './signable.ts';

/** Why a repository cannot be changed as asked, by code. Apart from `TufProblems`, which are about what was read. */
export interface DraftProblems {
  /** Nobody delegates to the role that is to be changed. */
  'edit-role-unknown': { readonly role: RoleName };
  /** There is no such edit of this role: a delegation named `targets`, targets in the snapshot. */
  'edit-role-unsuitable': { readonly role: RoleName; readonly edit: Edit['kind'] };
  /** The newest content of the role could not be read, so that nothing can be added to it without losing the rest. */
  'edit-role-unread': { readonly role: RoleName };
  /** To be signed again, but nothing was ever published. */
  'edit-not-published': { readonly role: RoleName };
  'edit-delegation-without-keys': { readonly role: RoleName };
  /** Paths that the parent itself does not cover: nobody would ever accept targets there (facts 10.2). */
  'edit-paths-outside-parent': { readonly role: RoleName; readonly paths: readonly string[] };
  'edit-paths-unsignable': { readonly role: RoleName; readonly paths: readonly string[] };
  'edit-threshold-invalid': { readonly role: RoleName; readonly threshold: number };
  'edit-target-outside-paths': { readonly role: RoleName; readonly name: string };
  'edit-target-unsignable': {
    readonly role: RoleName;
    readonly name: string;
    readonly reason: TargetRefusal;
  };
  /** A base role would be left without keys. */
  'edit-base-keys-missing': { readonly role: RoleName };
  /** The server has a version of the role that is not known: one that starts again at 1 would be refused. */
  'version-unknown': { readonly role: RoleName };
  /** Too few of the keys that have to sign are here; `keyIds` are the canonical IDs of those that could. */
  'signatures-missing': {
    readonly role: RoleName;
    readonly needed: number;
    readonly found: number;
    readonly keyIds: readonly KeyId[];
  };
  /** Notary would store it in another form than it was signed in, and nobody could read it (facts 3.3). */
  'document-unstorable': { readonly role: RoleName };
}

export type DraftProblemCode = keyof DraftProblems;

/** A problem with its code, to be narrowed by `problem.code`. */
export type DraftProblem = {
  readonly [Code in DraftProblemCode]: { readonly code: Code } & DraftProblems[Code];
}[DraftProblemCode];

/** Thrown where an edit, or a signature under it, cannot be; nothing has changed then. */
export class DraftError extends AppError<DraftProblemCode, DraftProblem> {
  constructor(problem: DraftProblem, options?: { readonly cause?: unknown }) {
    super(problem.code, problem, options);
    this.name = 'DraftError';
  }
}
