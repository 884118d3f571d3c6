import type { Brand } from '../base/index.ts';

/** `root`, `targets`, `snapshot`, `timestamp`, or a delegation below `targets/`. */
export type RoleName = Brand<string, 'RoleName'>;

export type BaseRole = (typeof BASE_ROLES)[number];

/** The four top-level roles of TUF, in the order in which the update chain needs them. */
export const BASE_ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;

export const ROOT = 'root' as RoleName & 'root';
export const TARGETS = 'targets' as RoleName & 'targets';
export const SNAPSHOT = 'snapshot' as RoleName & 'snapshot';
export const TIMESTAMP = 'timestamp' as RoleName & 'timestamp';

/** The delegation that Docker's consumers trust (facts 1.3). */
export const RELEASES = 'targets/releases' as RoleName;

const MAX_ROLE_BYTES = 255;
const DELEGATION = /^targets(?:\/[-a-z0-9_]+)+$/;

/** Returns `text` as a role name, or null: Notary knows the four base roles and clean delegation paths (facts 1.2). */
export function asRoleName(text: string): RoleName | null {
  return isBaseRole(text) || (text.length <= MAX_ROLE_BYTES && DELEGATION.test(text))
    ? (text as RoleName)
    : null;
}

export function isBaseRole(text: string): text is BaseRole {
  return (BASE_ROLES as readonly string[]).includes(text);
}

export function isDelegation(role: RoleName): boolean {
  return !isBaseRole(role);
}

/** The role that delegates to `role`; null for a base role, which the root vouches for. */
export function parentRole(role: RoleName): RoleName | null {
  return isDelegation(role) ? (role.slice(0, role.lastIndexOf('/')) as RoleName) : null;
}

/** Whether `child` is a delegation directly below `parent`; a role may list no others (facts 1.2). */
export function isDirectChild(child: RoleName, parent: RoleName): boolean {
  return parentRole(child) === parent;
}

/** The name of the signer behind `targets/NAME`, as docker reads it; null for releases, nested and base roles. */
export function signerNameOf(role: RoleName): string | null {
  return role !== RELEASES && isDirectChild(role, TARGETS) ? role.slice('targets/'.length) : null;
}
