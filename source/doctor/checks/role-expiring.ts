import type { Examination, Finding, RoleReport } from '../../operations/index.ts';
import { isDelegation } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { lenientNow } from '../clock.ts';
import { span, when } from '../dates.ts';
import { endingRoles } from '../endings.ts';
import { keysEvidence, versionEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { renewRoles } from '../remedies/renew.ts';
import { printedEvidence } from '../server-trouble.ts';
import { day } from '../words.ts';
import { lossOf } from './role-expired.ts';

/** notary warns people who pull, who can do nothing about it (facts 5.2); here, those who can. */
export const roleExpiring: Check = {
  code: 'role-expiring',
  level: 'warning',
  words: {
    wrong: 'A role ends soon: root, targets or snapshot within six months, a delegation within 30 days.',
    pulls: 'Pulls of what it vouches for fail from then on.',
    signs: 'Once it has ended, docker and notary can no longer load it, not even to sign it again.',
    remedy: 'Signs the same content again, with a new end.',
  },
  find: (examination) =>
    endingRoles(examination).flatMap(({ role, ending }) =>
      ending === 'expiring' ? [findingOf(role, examination)] : [],
    ),
  remedy: (found, examination) => renewRoles(found, examination),
};

function findingOf(role: RoleReport, examination: Examination): Finding {
  const { expires } = role;
  const now = lenientNow(examination);
  return finding(roleExpiring, {
    level: isSomebodyElses(role) ? 'notice' : 'warning',
    role: role.role,
    at: expires,
    short: expires === null ? 'expires' : `expires ${span(expires.getTime() - now.getTime())}`,
    summary: `${role.role} expires${expires === null ? '' : ` ${when(expires, now)}, on ${day(expires)}`}`,
    meaning: {
      pulls: `${lossOf(role)} from then on, unless it is signed again before.`,
      signs: roleExpiring.words.signs,
    },
    evidence: [
      ...versionEvidence(role),
      ...keysEvidence(role),
      ...printedEvidence([`${role.role} is nearing expiry, you should re-sign the role metadata`]),
    ],
  });
}

/** Its signer is told on the machine that has the key. */
function isSomebodyElses({ role, keys }: RoleReport): boolean {
  return isDelegation(role) && !keys.some(({ onThisMachine }) => onThisMachine);
}
