import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import type { Messages } from '../messages/messages.ts';
import { calendarDate } from '../presentation/dates.ts';
import { cutText } from '../widgets/text-layout.ts';

/** As many roles as a table of two lines each can hold on the smallest terminal. */
const MOST_ROLES = 7;
const WIDEST_ROLE = 20;

export interface RoleSummary {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Roles that are left to the Roles tab. */
  readonly more: number;
}

/** The roles of a repository at a glance: versions, signatures, keys, and dates for a ticket or a change record. */
export function roleSummary(report: RepositoryReport, messages: Messages): RoleSummary {
  const { columns } = messages.app.summary;
  const roles = [...report.baseRoles, ...report.delegations];
  return {
    columns: Object.values(columns),
    rows: roles.slice(0, MOST_ROLES).map((role) => summaryRow(role, messages)),
    more: Math.max(0, roles.length - MOST_ROLES),
  };
}

/** Lines that a table of so many rows takes: each row and the heading with a rule above, and one below all. */
export function tableHeight(rows: number): number {
  return 2 * (rows + 1) + 1;
}

function summaryRow(role: RoleReport, messages: Messages): Readonly<Record<string, string>> {
  const { columns, usable, unusable } = messages.app.summary;
  const here = role.keys.filter(({ onThisMachine }) => onThisMachine).length;
  return {
    [columns.role]: cutText(role.role, WIDEST_ROLE),
    [columns.state]: role.usable ? usable : unusable,
    [columns.version]: role.version === null ? '' : String(role.version),
    [columns.signed]: messages.words.signatures(role.validSignatures, role.threshold),
    [columns.keysHere]: messages.words.signatures(here, role.keys.length),
    [columns.expires]: role.expires === null ? '' : calendarDate(role.expires, messages),
  };
}
