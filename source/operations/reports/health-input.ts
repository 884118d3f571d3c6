import type { RepositoryState, RoleName } from '../../tuf/index.ts';
import type {
  Freshness,
  HealthCode,
  HealthFinding,
  RoleReport,
  SignerReport,
  TagReport,
  UnfinishedRotation,
} from '../report.ts';
import type { ReportContext } from './role-reports.ts';

/** The parts of a report that findings are drawn from. */
export interface HealthInput {
  readonly state: RepositoryState;
  readonly freshness: Freshness;
  readonly baseRoles: readonly RoleReport[];
  readonly delegations: readonly RoleReport[];
  readonly signers: readonly SignerReport[];
  readonly tags: readonly TagReport[];
  readonly unfinished: readonly UnfinishedRotation[];
  readonly context: ReportContext;
}

interface FindingAbout {
  readonly role?: RoleName | null;
  readonly at?: Date | null;
  readonly subjects?: readonly string[];
}

export function finding(
  level: HealthFinding['level'],
  code: HealthCode,
  { role = null, at = null, subjects = [] }: FindingAbout = {},
): HealthFinding {
  return { code, level, role, at, subjects };
}
