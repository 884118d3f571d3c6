import type { Health, HealthCode, HealthFinding } from '../report.ts';
import { delegationFindings } from './health-delegations.ts';
import { expiryFindings } from './health-expiry.ts';
import type { HealthInput } from './health-input.ts';
import { keyFindings } from './health-keys.ts';
import { trustFindings } from './health-trust.ts';

const LEVELS = { error: 0, warning: 1, notice: 2 } as const;

/** Within a level: what concerns everybody first, what concerns one key or tag last. */
const ORDER: readonly HealthCode[] = [
  'rollback-detected',
  'repository-not-trusted',
  'repository-not-initialised',
  'releases-keys-below-threshold',
  'releases-signatures-below-threshold',
  'role-expired',
  'server-failure',
  'delegation-keys-below-threshold',
  'delegation-signatures-below-threshold',
  'role-unusable',
  'certificate-expired',
  'weak-key',
  'tag-disagrees',
  'role-expiring',
  'certificate-expiring',
  'releases-missing',
  'signer-not-in-releases',
  'releases-key-without-signer',
  'snapshot-key-local',
  'rotation-unfinished',
];
const RANKS = new Map(ORDER.map((code, rank) => [code, rank]));

/** All findings about a repository that reading it can tell, worst first. */
export function health(input: HealthInput): Health {
  const findings = [
    ...trustFindings(input),
    ...delegationFindings(input),
    ...expiryFindings(input),
    ...keyFindings(input),
  ].sort((left, right) => LEVELS[left.level] - LEVELS[right.level] || rankOf(left) - rankOf(right));
  return { level: findings[0]?.level ?? 'ok', findings };
}

function rankOf(finding: HealthFinding): number {
  return RANKS.get(finding.code) ?? ORDER.length;
}
