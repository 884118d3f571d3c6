import { isDelegation, RELEASES, ROOT, SNAPSHOT } from '../../tuf/index.ts';
import type { HealthFinding, RoleReport } from '../report.ts';
import { certificateExpiry } from './expiry.ts';
import { finding, type HealthInput } from './health-input.ts';

/** Roles and certificates past or near their end. */
export function expiryFindings({ baseRoles, delegations, context }: HealthInput): readonly HealthFinding[] {
  const roles = [...baseRoles, ...delegations];
  const certificates = new Map<string, HealthFinding>();
  // A signer's certificate stands in releases as well; it is told once, where it is the signer's.
  const signersLast = roles.toSorted(
    (left, right) => Number(right.role === RELEASES) - Number(left.role === RELEASES),
  );
  for (const role of signersLast) {
    for (const ending of certificateFindings(role, context.now)) {
      certificates.set(ending.subjects.join(), ending);
    }
  }
  return [...roles.flatMap(roleFinding), ...certificates.values()];
}

function roleFinding(role: RoleReport): readonly HealthFinding[] {
  const about = { role: role.role, at: role.expires };
  if (role.expiry === 'expired') {
    return [finding('error', 'role-expired', about)];
  }
  if (role.expiry !== 'expiring') {
    return [];
  }
  const isOurs = role.keys.some((key) => key.onThisMachine);
  if (role.role === SNAPSHOT && !isOurs) {
    return []; // The server renews what it signs itself.
  }
  const isSomebodyElses = isDelegation(role.role) && !isOurs;
  return [finding(isSomebodyElses ? 'notice' : 'warning', 'role-expiring', about)];
}

/** Certificates count for root and delegations; an expired one beside a fresh one of the root is history. */
function certificateFindings(role: RoleReport, now: Date): readonly HealthFinding[] {
  const ending = role.keys.flatMap((key) => {
    const { certificate } = key;
    const state = certificate === null ? 'fine' : certificateExpiry(certificate.notAfter, now);
    return certificate === null || state === 'fine' ? [] : [{ key, state, at: certificate.notAfter }];
  });
  const isHistory =
    role.role === ROOT && role.usable && ending.length < role.keys.length && role.keys.length > 1;
  return ending
    .filter(({ state }) => !(isHistory && state === 'expired'))
    .map(({ key, state, at }) =>
      finding(
        state === 'expired' ? 'error' : 'warning',
        state === 'expired' ? 'certificate-expired' : 'certificate-expiring',
        { role: role.role, at, subjects: [key.canonicalId] },
      ),
    );
}
