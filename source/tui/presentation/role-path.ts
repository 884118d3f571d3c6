import type { RoleName } from '../../tuf/index.ts';

/*
 * The app knows the engine by its types alone, so that its code is not loaded with the first screen. What the shape of
 * a verified role's name says is read off here.
 */

export const TARGETS = 'targets' as RoleName;

/** The delegation that people pull from. */
export const RELEASES = 'targets/releases' as RoleName;

/** The role that delegates to this one; null for the base roles. */
export function parentRole(role: RoleName): RoleName | null {
  const slash = role.lastIndexOf('/');
  return slash < 0 ? null : (role.slice(0, slash) as RoleName);
}

/** A delegation without what they all begin with: `releases`, `jeff`, `qa/nightly`; a base role as it is. */
export function roleLabel(role: RoleName): string {
  return role.startsWith(`${TARGETS}/`) ? role.slice(TARGETS.length + 1) : role;
}
