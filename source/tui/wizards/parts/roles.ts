import type { RoleReport } from '../../../operations/index.ts';
import type { RoleName } from '../../../tuf/index.ts';
import type { Asked } from '../definition.ts';
import { reportsOf } from './screen.ts';

/** The delegations of the wizard's repositories, each name once, as the first of them has it. */
export function delegationsOf(asked: Asked): readonly RoleReport[] {
  const roles = new Map<RoleName, RoleReport>();
  for (const report of reportsOf(asked).flatMap(({ delegations }) => delegations)) {
    roles.set(report.role, roles.get(report.role) ?? report);
  }
  return [...roles.values()];
}
