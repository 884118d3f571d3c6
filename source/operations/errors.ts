import { AppError } from '../base/index.ts';
import type { Gun, KeyId, RoleName } from '../tuf/index.ts';
import type { PlanProblems } from './changes/planning/problems.ts';

/** A key that waits for its passphrase. */
interface LockedKey {
  /** null for a key of some file that does not say which it is. */
  readonly keyId: KeyId | null;
  /** What its file says. */
  readonly role: string | null;
  readonly file?: { readonly path: string; readonly number: number | null } | null;
}

/** What the verbs themselves refuse, by code. */
export interface OperationProblems extends PlanProblems {
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
  'passphrase-not-given': LockedKey & {
    /** Of what: a new one for a key that has one is only ever taken from a person. */
    readonly wanted?: 'new-for-old';
  };
  'passphrase-wrong': LockedKey & { readonly attempts: number };
  /** To notary, a key under an empty passphrase is one that is not encrypted. */
  'passphrase-empty': LockedKey;
  /** The new passphrase is the one that the key has. */
  'passphrase-unchanged': LockedKey;
  /** There is nothing to export or to back up. */
  'no-keys': Readonly<Record<string, never>>;
  /** A key without a passphrase would lie open in a backup. */
  'key-not-encrypted': { readonly keyId: KeyId; readonly role: string | null };
  /** A key of this role is of one repository, and neither its file nor anybody says which. */
  'key-needs-repository': { readonly keyId: KeyId; readonly role: string };
  /** What a key is to be kept for cannot stand in the header of its file. */
  'key-role-invalid': { readonly role: string };
  /** Two of the files to be written have the same name. */
  'same-file-twice': { readonly path: string };
  /** A key that was made for a plan and never saved: the program has been started anew since. */
  'new-key-gone': { readonly keyId: KeyId };
  /** The plan counts on a private key that is not, or no longer, on this machine. */
  'private-key-not-here': { readonly keyId: KeyId };
  /** The key that the server gives as its own for a role cannot be that. */
  'server-key-unfit': {
    readonly gun: Gun;
    readonly role: 'snapshot' | 'timestamp';
    readonly keyId: KeyId;
    readonly reason: 'unchanged' | 'of-somebody-else';
  };
  /** Known here from before, and not on the server any more. */
  'repository-gone': { readonly gun: Gun };
  /** Somebody published in between, and what the change would be now was not agreed to. */
  'plan-outdated': { readonly gun: Gun };
  /** Somebody published in between, again and again. */
  'publish-contended': { readonly gun: Gun; readonly attempts: number };
  /** No answer came to the publishing, and the server does not say now what it has. */
  'publish-unknown': { readonly gun: Gun };
  /** The server took what was published, and what it serves now is not, or cannot be found to be, that. */
  'publish-not-verified': {
    readonly gun: Gun;
    /** The role that is not served as it was signed, or cannot be used; null where it is about the whole repository. */
    readonly role: RoleName | null;
    readonly reason: 'unreadable' | 'untrusted' | 'not-served' | 'unusable';
  };
  /** The server agreed to delete, and what it deleted is still there, or cannot be looked for. */
  'delete-not-verified': { readonly gun: Gun; readonly reason: 'still-there' | 'unreadable' };
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
