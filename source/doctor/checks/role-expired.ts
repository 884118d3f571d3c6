import type { Evidence, Examination, Finding, RoleReport } from '../../operations/index.ts';
import { isBaseRole, RELEASES } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { lenientNow } from '../clock.ts';
import { when } from '../dates.ts';
import { endingRoles, isServerManaged } from '../endings.ts';
import { keysEvidence, signaturesEvidence, versionEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { renewRoles } from '../remedies/renew.ts';
import { printedEvidence, serverEvidence } from '../server-trouble.ts';
import { day } from '../words.ts';

/** Freeze: what has ended is refused by everybody, however well it is signed. */
export const roleExpired: Check = {
  code: 'role-expired',
  level: 'error',
  words: {
    wrong: 'A role has ended: nobody has signed it again in time.',
    pulls:
      'Pulls of what it vouches for fail: of the whole repository, where it is root, targets, snapshot or timestamp.',
    signs: 'docker and notary can no longer load it, not even to sign it again.',
    remedy: 'Signs the same content again, with a new end; what the server signs, only the server can renew.',
  },
  find: (examination) =>
    endingRoles(examination).flatMap(({ role, ending }) =>
      ending === 'expired' ? [findingOf(role, examination)] : [],
    ),
  remedy: (found, examination) => renewRoles(found, examination),
};

function findingOf(role: RoleReport, examination: Examination): Finding {
  const { facts, server } = examination;
  const now = lenientNow(examination);
  const isServers = isServerManaged(role);
  const ended = role.expires === null ? '' : ` ${when(role.expires, now)}, on ${day(role.expires)}`;
  return finding(roleExpired, {
    role: role.role,
    at: role.expires,
    short: 'expired',
    summary: isServers
      ? `${role.role}, which the server signs, expired${ended}, and was not renewed`
      : `${role.role} expired${ended}`,
    meaning: { pulls: `${lossOf(role)} until it is signed again.`, signs: signsOf(role, isServers) },
    evidence: [
      ...versionEvidence(role, 'was'),
      ...(facts === null ? [] : signaturesEvidence(role, facts)),
      ...keysEvidence(role),
      ...(isServers ? serverEvidence(server) : []),
      ...cacheEvidence(examination),
      ...printedEvidence([`${role.role} expired at …`, 'remote repository … out-of-date: …']),
    ],
  });
}

/** What people lose when a role ends. */
export function lossOf({ role }: Pick<RoleReport, 'role'>): string {
  if (isBaseRole(role)) {
    return 'Pulls of the whole repository fail';
  }
  return role === RELEASES ? 'Pulls of released tags fail' : 'What it vouches for does not count';
}

function signsOf({ role }: RoleReport, isServers: boolean): string {
  return isServers
    ? 'Nobody can sign anything before whoever runs the server has put it right.'
    : `docker and notary refuse to load ${role}; it can be signed again here all the same, by whoever has its key.`;
}

function cacheEvidence({ error }: Examination): readonly Evidence[] {
  return error === null
    ? []
    : [{ text: 'this is the copy on this machine: it may have been signed again since' }];
}
