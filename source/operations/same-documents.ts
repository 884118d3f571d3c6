import { bytesEqual } from '../base/index.ts';
import type { RepositoryState, RoleState } from '../tuf/index.ts';

/**
 * Whether two states of a repository hold the same files of root, targets and delegations. Timestamps and snapshots are
 * made anew by the server from time to time, and say nothing of their own.
 */
export function sameDocuments(before: RepositoryState, after: RepositoryState): boolean {
  const [left, right] = [documentsOf(before), documentsOf(after)];
  return (
    left.size === right.size &&
    [...left].every(([role, document]) => {
      const other = right.get(role);
      return document === null || !other ? document === other : bytesEqual(document.bytes, other.bytes);
    })
  );
}

function documentsOf({ root, targets, delegations }: RepositoryState) {
  const roles: readonly RoleState[] = [root, targets, ...delegations.values()];
  return new Map(roles.map(({ role, document }) => [role, document]));
}
