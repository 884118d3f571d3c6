import type { KeyId, TufKey } from './key.ts';
import type { Target } from './metadata.ts';
import type { BaseRole, RoleName } from './role-name.ts';

/**
 * One change to the documents of a repository, in the terms of TUF; what Notary's changelist can say (facts 8.4 and
 * 10.2) and what it cannot. Edits apply in order. A role in `role` is a delegation unless said otherwise.
 */
export type Edit =
  /** Makes the delegation when there is none, then with these paths and threshold (1 without one); else adds to it. */
  | {
      readonly kind: 'add-delegation';
      readonly role: RoleName;
      readonly keys: readonly TufKey[];
      readonly paths: readonly string[];
      readonly threshold?: number;
    }
  /** Canonical IDs; those that the role does not have are ignored. The role stays, even without keys. */
  | { readonly kind: 'remove-keys'; readonly role: RoleName; readonly keyIds: readonly KeyId[] }
  | { readonly kind: 'remove-paths'; readonly role: RoleName; readonly paths: readonly string[] | 'all' }
  | { readonly kind: 'set-threshold'; readonly role: RoleName; readonly threshold: number }
  /** With all that is delegated below it. A role that is not there is no error. */
  | { readonly kind: 'remove-delegation'; readonly role: RoleName }
  /** Takes the keys (canonical IDs) out of every delegation of the repository. */
  | { readonly kind: 'purge-keys'; readonly keyIds: readonly KeyId[] }
  /** `role` is `targets` or a delegation. Replaces a target of that name. */
  | { readonly kind: 'put-target'; readonly role: RoleName; readonly target: Target }
  | { readonly kind: 'remove-target'; readonly role: RoleName; readonly name: string }
  /**
   * A new version with the same content and a new expiry: notary's witness. Also adopts the content of a role whose
   * signatures do not verify or that expired. `root`, `targets` or a delegation.
   */
  | { readonly kind: 'resign'; readonly role: RoleName }
  /** Replaces all keys of a base role in the root; keys of the root role are X.509 (facts 2.1 and 10.4). */
  | { readonly kind: 'set-base-keys'; readonly role: BaseRole; readonly keys: readonly TufKey[] };
