import type { RoleName, TargetsBody, TufKey } from '../../../tuf/index.ts';

/**
 * Why a role is not usable: too few keys to ever sign it, not signed by enough of them, nothing published, below one
 * that is not usable, or for another reason such as its expiry.
 */
export type Trouble = 'no-keys' | 'not-signed' | 'not-published' | 'parent' | 'other';

/** One role as it is before or after a change, in the same shape, so that the two can be compared. */
export interface RoleView {
  readonly role: RoleName;
  readonly keys: readonly TufKey[];
  readonly threshold: number;
  /** As the parent writes them down; `['']` for base roles. */
  readonly paths: readonly string[];
  /** After restriction by the parents' (facts 1.2). */
  readonly covered: readonly string[];
  /** null for root and for what was never published or cannot be read. */
  readonly body: TargetsBody | null;
  readonly version: number | null;
  readonly expires: Date | null;
  /** null exactly when the role is usable. */
  readonly trouble: Trouble | null;
}

/** Root, targets, then delegations, parents before children. */
export type RolesView = ReadonlyMap<RoleName, RoleView>;

export function canonicalIds(keys: readonly TufKey[]): ReadonlySet<TufKey['canonicalId']> {
  return new Set(keys.map(({ canonicalId }) => canonicalId));
}
