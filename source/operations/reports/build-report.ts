import type { LocalKey } from '../ports.ts';
import type { Refreshed } from '../refresh.ts';
import type { Freshness, RepositoryFacts } from '../report.ts';
import { rememberKeys } from './key-facts.ts';
import { findOwners } from './key-owners.ts';
import { baseRoleReports, type ReportContext, roleReport } from './role-reports.ts';
import { signerReports } from './signers.ts';
import { tagReports } from './tags.ts';
import { unfinishedRotations } from './unfinished-rotations.ts';

export interface ReportInput {
  readonly refreshed: Refreshed;
  readonly freshness: Freshness;
  readonly localKeys: readonly LocalKey[];
  readonly stagedChanges: number;
  readonly now: Date;
}

/** Derives everything that is shown of a repository from one update of it, but what the doctor says. Pure. */
export function buildReport({ refreshed, freshness, stagedChanges, ...input }: ReportInput): RepositoryFacts {
  const { state, server } = refreshed;
  const localKeys = new Map<string, LocalKey>(input.localKeys.map((key) => [key.id, key]));
  const context: ReportContext = {
    localKeys,
    ownerOf: findOwners(state, localKeys),
    describeKey: rememberKeys(),
    now: input.now,
  };
  const baseRoles = baseRoleReports(state, context);
  const delegations = [...state.delegations.values()].map((role) => roleReport(role, context));
  const signers = signerReports(delegations);
  const tags = tagReports(state);
  return {
    gun: state.gun,
    server,
    freshness,
    trusted: state.trusted,
    failure: state.failure,
    baseRoles,
    delegations,
    signers,
    tags,
    stagedChanges,
    unfinishedRotations: unfinishedRotations(state),
    state,
  };
}
