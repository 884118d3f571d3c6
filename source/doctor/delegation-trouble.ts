import type { Examination, RepositoryFacts, RoleReport } from '../operations/index.ts';
import { RELEASES } from '../tuf/index.ts';

/** What is the matter with a delegation itself, apart from its date. */
export type DelegationTrouble = 'keys' | 'signatures' | 'other';

export interface TroubledRole {
  readonly role: RoleReport;
  readonly facts: RepositoryFacts;
}

/** The delegations that suffer from one trouble. Nothing that stands below an untrusted repository is worth telling. */
export function troubledRoles(
  { facts, error }: Examination,
  trouble: DelegationTrouble,
): readonly TroubledRole[] {
  return facts === null || !facts.state.trusted
    ? []
    : facts.delegations
        .filter((role) => troubleOf(role) === trouble && !(error !== null && isUnfetched(role)))
        .map((role) => ({ role, facts }));
}

/** A server that stopped answering before it came to the role says nothing about the role. */
function isUnfetched({ problems: [worst] }: RoleReport): boolean {
  return worst?.code === 'metadata-unavailable';
}

/**
 * A role that was never published, or stands below an unusable one, is no trouble of its own; one that ended is told
 * with its date.
 */
function troubleOf({ problems: [worst] }: RoleReport): DelegationTrouble | null {
  switch (worst?.code) {
    case undefined:
    case 'not-published':
    case 'parent-unusable':
    case 'role-expired':
      return null;
    case 'keys-below-threshold':
      return 'keys';
    case 'signatures-below-threshold':
    case 'no-signatures':
      return 'signatures';
    default:
      return 'other';
  }
}

export function isReleases({ role }: Pick<RoleReport, 'role'>): boolean {
  return role === RELEASES;
}

/** What docker and notary print when they leave the role out for lack of signatures, and go on (facts 14). */
export function notLoaded({ role }: Pick<RoleReport, 'role'>): string {
  return `Error getting ${role}: valid signatures did not meet threshold for ${role}`;
}
