import { RELEASES } from '../../tuf/index.ts';
import type { HealthCode, HealthFinding, RoleReport } from '../report.ts';
import { finding, type HealthInput } from './health-input.ts';

/** What is wrong with who may sign what, below `targets`. */
export function delegationFindings(input: HealthInput): readonly HealthFinding[] {
  if (!input.state.trusted) {
    return [];
  }
  return [...input.delegations.flatMap(unusableFindings), ...releasesFindings(input), ...tagFindings(input)];
}

/** A role that was never published, or stands below an unusable one, is no trouble of its own. */
function unusableFindings(role: RoleReport): readonly HealthFinding[] {
  const [worst] = role.problems;
  const isReleases = role.role === RELEASES;
  const about = { role: role.role };
  switch (worst?.code) {
    case undefined:
    case 'not-published':
    case 'parent-unusable':
    case 'role-expired':
      return [];
    case 'keys-below-threshold':
      return [finding('error', perRole(isReleases, 'keys-below-threshold'), about)];
    case 'signatures-below-threshold':
    case 'no-signatures':
      return [finding('error', perRole(isReleases, 'signatures-below-threshold'), about)];
    default:
      return [finding('error', 'role-unusable', about)];
  }
}

function perRole(
  isReleases: boolean,
  what: 'keys-below-threshold' | 'signatures-below-threshold',
): HealthCode {
  return isReleases ? `releases-${what}` : `delegation-${what}`;
}

function releasesFindings({ delegations, signers }: HealthInput): readonly HealthFinding[] {
  const releases = delegations.find(({ role }) => role === RELEASES);
  if (releases === undefined) {
    return signers.length === 0
      ? []
      : [finding('warning', 'releases-missing', { subjects: signers.map(({ name }) => name) })];
  }
  if (releases.keys.length === 0) {
    return []; // That there is no key at all is said already.
  }
  const left = signers.filter(({ inReleases }) => !inReleases);
  const known = new Set(signers.flatMap(({ keys }) => keys.map((key) => key.canonicalId)));
  const ownerless = releases.keys.map((key) => key.canonicalId).filter((id) => !known.has(id));
  const about = { role: releases.role };
  return [
    ...notReleasing(
      'warning',
      left.filter(({ restricted }) => !restricted),
    ),
    ...notReleasing(
      'notice',
      left.filter(({ restricted }) => restricted),
    ),
    ...(ownerless.length === 0
      ? []
      : [finding('warning', 'releases-key-without-signer', { ...about, subjects: ownerless })]),
  ];
}

function notReleasing(
  level: 'warning' | 'notice',
  signers: HealthInput['signers'],
): readonly HealthFinding[] {
  const subjects = signers.map(({ name }) => name);
  return subjects.length === 0
    ? []
    : [finding(level, 'signer-not-in-releases', { role: RELEASES, subjects })];
}

function tagFindings({ tags }: HealthInput): readonly HealthFinding[] {
  const disputed = tags.filter(({ state }) => state === 'disputed').map(({ name }) => name);
  return disputed.length === 0 ? [] : [finding('warning', 'tag-disagrees', { subjects: disputed })];
}
