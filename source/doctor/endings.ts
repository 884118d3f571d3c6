import {
  certificateExpiry,
  type Examination,
  type ExpiryState,
  type KeyReport,
  type RepositoryFacts,
  type RoleReport,
  roleExpiry,
} from '../operations/index.ts';
import { isDelegation, RELEASES, ROOT, SNAPSHOT, TIMESTAMP } from '../tuf/index.ts';
import { lenientNow } from './clock.ts';
import { isDependable } from './trust-trouble.ts';

export type Ending = Extract<ExpiryState, 'expired' | 'expiring'>;

/** A role that has ended or is about to. */
export interface EndingRole {
  readonly role: RoleReport;
  readonly ending: Ending;
}

/** A certificate around a key of a role that has ended or is about to. */
export interface EndingCertificate {
  readonly role: RoleReport;
  readonly key: KeyReport;
  readonly ending: Ending;
  readonly at: Date;
}

const ONLY_TIME: ReadonlySet<string> = new Set(['role-expired', 'parent-unusable']);

/**
 * Roles past or near their end, in the order of the update chain, as far as signing them again is what helps. Not the
 * root where its certificate ends as well: rotating its key, which that calls for, signs it anew.
 */
export function endingRoles(examination: Examination): readonly EndingRole[] {
  const facts = dependable(examination);
  if (facts === null) {
    return [];
  }
  const rootCertificates = endingCertificates(examination).filter(({ role }) => role.role === ROOT);
  return [...facts.baseRoles, ...facts.delegations].flatMap((role) => {
    const ending = roleEnding(role, examination);
    const isTold =
      role.role === ROOT && rootCertificates.some((one) => one.ending === ending || one.ending === 'expired');
    return ending === null || isTold ? [] : [{ role, ending }];
  });
}

function roleEnding(role: RoleReport, examination: Examination): Ending | null {
  const isServers = isServerManaged(role);
  const ending = asEnding(roleExpiry(role.role, role.expires, lenientNow(examination)));
  if (ending === null || !role.problems.every(({ code }) => ONLY_TIME.has(code))) {
    return null; // What is wrong besides is told by another check, and what mends it renews the role.
  }
  if (isServers && (ending === 'expiring' || examination.error !== null)) {
    return null; // The server renews what it signs itself; while it is away, what lies here ends of its own accord.
  }
  return ending;
}

/** The server signs it, or whoever else has the key: nobody on this machine. */
export function isServerManaged({ role, keys }: Pick<RoleReport, 'role' | 'keys'>): boolean {
  return (role === TIMESTAMP || role === SNAPSHOT) && !keys.some(({ onThisMachine }) => onThisMachine);
}

/**
 * Certificates past or near their end, each once, where it is the signer's own. They count for root and delegations; an
 * expired one beside a fresh one of the root is history.
 */
export function endingCertificates(examination: Examination): readonly EndingCertificate[] {
  const facts = dependable(examination);
  const found = new Map<string, EndingCertificate>();
  const roles = [...(facts?.baseRoles ?? []), ...(facts?.delegations ?? [])];
  const releasesFirst = roles.toSorted(
    (left, right) => Number(right.role === RELEASES) - Number(left.role === RELEASES),
  );
  for (const role of releasesFirst) {
    for (const ending of certificatesIn(role, examination)) {
      found.set(ending.key.canonicalId, ending);
    }
  }
  return [...found.values()];
}

function certificatesIn(role: RoleReport, examination: Examination): readonly EndingCertificate[] {
  if (role.role !== ROOT && !isDelegation(role.role)) {
    return [];
  }
  const now = lenientNow(examination);
  const endings = role.keys.flatMap((key) => {
    const at = key.certificate?.notAfter ?? null;
    const ending = at === null ? null : asEnding(certificateExpiry(at, now));
    return at === null || ending === null ? [] : [{ role, key, ending, at }];
  });
  const isHistory = role.role === ROOT && role.usable && endings.length < role.keys.length;
  return endings.filter(({ ending }) => !(isHistory && ending === 'expired'));
}

/** Null where signing anything again would be of no use. */
function dependable(examination: Examination): RepositoryFacts | null {
  return isDependable(examination) ? examination.facts : null;
}

function asEnding(state: ExpiryState): Ending | null {
  return state === 'expired' || state === 'expiring' ? state : null;
}
