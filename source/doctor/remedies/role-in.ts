import type { RepositoryFacts, RoleReport } from '../../operations/index.ts';
import type { RoleName } from '../../tuf/index.ts';

/** The role that a finding is about, as the examined repository has it. */
export function roleIn(facts: RepositoryFacts | null, name: RoleName | null): RoleReport | null {
  const roles = [...(facts?.baseRoles ?? []), ...(facts?.delegations ?? [])];
  return roles.find(({ role }) => role === name) ?? null;
}
