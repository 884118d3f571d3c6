import { AppError } from '../base/index.ts';
import type { Gun, RoleName } from '../tuf/index.ts';

/** What the verbs themselves refuse, by code. */
export interface OperationProblems {
  /** No role that releases tags holds this one. */
  'tag-not-signed': { readonly gun: Gun; readonly tag: string };
  'digest-mismatch': {
    readonly gun: Gun;
    readonly tag: string;
    readonly role: RoleName;
    readonly expected: string;
    /** null when the role lists the tag without a SHA-256 digest. */
    readonly signed: string | null;
  };
  /** `--role` names a role that the repository does not have. */
  'role-not-found': { readonly gun: Gun; readonly role: string };
  /** `forget` only forgets what was added by hand. */
  'repository-not-added': { readonly gun: Gun };
  /** What was typed as a repository cannot be one. */
  'repository-name-invalid': { readonly text: string };
}

export type OperationProblemCode = keyof OperationProblems;

export class OperationError<Code extends OperationProblemCode = OperationProblemCode> extends AppError<
  Code,
  OperationProblems[Code]
> {
  constructor(code: Code, detail: OperationProblems[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'OperationError';
  }
}
