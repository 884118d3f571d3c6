import type { Sha256Hex } from '../base/index.ts';
import { AppError } from '../base/index.ts';
import type { Gun } from './gun.ts';
import type { KeyId } from './key.ts';
import type { RoleName } from './role-name.ts';

/** One field of a document that is not what its schema says; `at` is a path such as `signed.roles.root.threshold`. */
export interface FieldProblem {
  readonly at: string;
  readonly reason: string;
}

/** Why a certificate of the root role cannot vouch for a repository (facts 2.5). */
export type CertificateRefusal =
  | 'not-a-certificate'
  | 'not-canonical-pem'
  | 'no-single-leaf'
  | 'common-name-mismatch'
  | 'expired'
  | 'not-yet-valid'
  | 'weak-key'
  | 'sha1-signature';

/**
 * What can be wrong with a role or a repository, by code. A problem is a value: it is thrown inside a `TufError`
 * where it stops the chain, and shown beside the role where it does not.
 */
export interface TufProblems {
  /** Not JSON, a repeated member, or a number that JavaScript or Notary would change (facts 3.1). */
  'malformed-json': { readonly role: RoleName; readonly reason: string };
  'metadata-invalid': { readonly role: RoleName; readonly fields: readonly FieldProblem[] };
  'wrong-type': { readonly role: RoleName; readonly expected: string; readonly found: string };
  'no-signatures': { readonly role: RoleName };
  /** The parent lists fewer keys than the threshold: nobody could ever sign this role. */
  'keys-below-threshold': { readonly role: RoleName; readonly keys: number; readonly threshold: number };
  'signatures-below-threshold': {
    readonly role: RoleName;
    readonly valid: number;
    readonly threshold: number;
  };
  /** A key stands under an ID that is not the hash of its content. */
  'key-id-mismatch': { readonly role: RoleName; readonly keyId: KeyId; readonly computed: KeyId };
  'role-expired': { readonly role: RoleName; readonly expires: Date };
  rollback: { readonly role: RoleName; readonly trusted: number; readonly found: number };
  'hash-mismatch': {
    readonly role: RoleName;
    readonly algorithm: 'sha256' | 'sha512';
    readonly expected: string;
    readonly found: string;
  };
  'length-mismatch': { readonly role: RoleName; readonly expected: number; readonly found: number };
  'no-supported-hash': { readonly role: RoleName };
  'metadata-too-large': { readonly role: RoleName; readonly limit: number };
  /** The snapshot (or timestamp) names a file that the server does not serve. */
  'metadata-missing': { readonly role: RoleName; readonly sha256: Sha256Hex | null };
  /** Delegated to, but never published: the snapshot does not list it. */
  'not-published': { readonly role: RoleName };
  /** Still delegated to and published before (version `trusted` is cached), but the snapshot lists it no more. */
  'delegation-dropped': { readonly role: RoleName; readonly trusted: number };
  'parent-unusable': { readonly role: RoleName; readonly parent: RoleName };
  'too-many-roles': { readonly role: RoleName; readonly limit: number };
  /** The new root is not signed by enough keys of the root before it. */
  'root-not-signed-by-previous': { readonly role: RoleName; readonly from: number; readonly to: number };
  /** A root served under a version number carries another version. */
  'root-version-mismatch': { readonly role: RoleName; readonly expected: number; readonly found: number };
  'too-many-root-rotations': { readonly role: RoleName; readonly limit: number };
  /** None of the root's certificates can vouch for this GUN. */
  'root-certificates-invalid': {
    readonly role: RoleName;
    readonly refused: readonly { readonly keyId: KeyId; readonly reason: CertificateRefusal }[];
  };
  'root-pin-mismatch': {
    readonly role: RoleName;
    readonly pinnedBy: 'certificate' | 'ca';
    readonly pin: string;
    /** Root key IDs that the pin allows; none for a CA. */
    readonly allowed: readonly KeyId[];
    readonly served: readonly KeyId[];
  };
  /** Trust on first use is switched off and nothing pins this GUN. */
  'root-not-pinned': { readonly role: RoleName; readonly gun: Gun };
  /** The file of CAs that pins this GUN holds no usable certificate. */
  'pinned-ca-unreadable': { readonly role: RoleName; readonly pin: string };
  /** The cached root, the anchor of trust, is damaged; it is never silently replaced. */
  'cached-root-unreadable': { readonly role: RoleName; readonly reason: string };
  'repository-not-initialised': { readonly role: RoleName; readonly gun: Gun };
  /** Metadata could not be fetched and nothing usable is cached. */
  'metadata-unavailable': { readonly role: RoleName };
}

export type TufProblemCode = keyof TufProblems;

/** A problem with its code, to be narrowed by `problem.code`. */
export type TufProblem = {
  readonly [Code in TufProblemCode]: { readonly code: Code } & TufProblems[Code];
}[TufProblemCode];

/** Thrown where a problem leaves nothing that may be trusted. */
export class TufError extends AppError<TufProblemCode, TufProblem> {
  constructor(problem: TufProblem, options?: { readonly cause?: unknown }) {
    super(problem.code, problem, options);
    this.name = 'TufError';
  }
}
