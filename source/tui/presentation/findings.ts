import { safeText } from '../../base/index.ts';
import type { HealthFinding, RepositoryReport, RoleReport, SignatureReport } from '../../operations/index.ts';
import type { TufProblem } from '../../tuf/index.ts';
import type { FindingFacts } from '../messages/areas/findings.ts';
import type { Phrases, ProblemMessages } from '../messages/areas/problems.ts';
import { shortTime } from './dates.ts';
import { phrasesFor, safeOwner, shortId } from './names.ts';
import type { RowContext } from './row.ts';

/** What the catalogue's sentences about a finding are made from. */
export function findingFacts(
  finding: HealthFinding,
  report: RepositoryReport,
  context: RowContext,
): FindingFacts {
  const roles = [...report.baseRoles, ...report.delegations];
  return {
    ...phrasesFor(report, context),
    finding,
    role: roles.find(({ role }) => role === finding.role) ?? null,
    span: finding.at === null ? '' : shortTime(finding.at, context.now, context.messages),
  };
}

/** One problem of the engine as a sentence. Metadata is quoted in some of them, so all are made safe. */
export function problemSentence(problem: TufProblem, phrases: Phrases, messages: ProblemMessages): string {
  // Each entry of the catalogue takes the problem of its own code; indexed by a union, TypeScript wants all at once.
  const sentence = messages[problem.code] as (problem: TufProblem, phrases: Phrases) => string;
  return safeText(sentence(problem, phrases));
}

/** Why a signature does not count: `Signed by ben 9513b98, whose key is no longer in this role.`; null when it does. */
function refusalSentence(signature: SignatureReport, { messages }: RowContext): string | null {
  return signature.refusal === null
    ? null
    : messages.refusals[signature.refusal](safeOwner(signature.owner), shortId(signature.keyId));
}

/**
 * Why a role cannot be used, cause by cause: its problems, then the signatures that do not count. That there are too
 * few of them is said beside the role already, and better by who did sign.
 */
export function causesOf(role: RoleReport, phrases: Phrases, context: RowContext): readonly string[] {
  if (role.usable) {
    return [];
  }
  const refused = role.signatures
    .map((signature) => refusalSentence(signature, context))
    .filter((sentence) => sentence !== null);
  const problems = role.problems.filter(
    ({ code }) => code !== 'signatures-below-threshold' || refused.length === 0,
  );
  return [
    ...problems.map((problem) => problemSentence(problem, phrases, context.messages.problems)),
    ...refused,
  ];
}

/** Findings that are about a role which cannot be used; the others need no cause besides themselves. */
const ABOUT_UNUSABLE_ROLES: ReadonlySet<HealthFinding['code']> = new Set([
  'releases-keys-below-threshold',
  'releases-signatures-below-threshold',
  'delegation-keys-below-threshold',
  'delegation-signatures-below-threshold',
  'role-unusable',
  'rollback-detected',
] as const);

/** The causes behind a finding, without the problem that the finding itself is named for. */
export function causesBehind(
  { finding, role, ...phrases }: FindingFacts,
  context: RowContext,
): readonly string[] {
  if (role === null || !ABOUT_UNUSABLE_ROLES.has(finding.code)) {
    return [];
  }
  const others = role.problems.filter(({ code }) => !finding.code.endsWith(code));
  return causesOf({ ...role, problems: others }, phrases, context);
}
