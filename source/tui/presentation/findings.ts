import { safeText } from '../../base/index.ts';
import type { Finding, FindingCode, RoleReport, SignatureReport } from '../../operations/index.ts';
import type { TufProblem } from '../../tuf/index.ts';
import type { Phrases, ProblemMessages } from '../messages/areas/problems.ts';
import { safeOwner, shortId } from './names.ts';
import type { RowContext } from './row.ts';

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

/** The server gave no answer that could be used: what is shown was verified earlier and holds as far as it goes. */
const SERVER_GAVE_NOTHING: ReadonlySet<FindingCode> = new Set([
  'server-not-configured',
  'tls-untrusted',
  'server-unreachable',
  'authentication-required',
  'not-authorised',
  'server-failure',
] as const);

export function isAboutServer({ code }: Finding): boolean {
  return SERVER_GAVE_NOTHING.has(code);
}

/** A finding and a name for it that is unique among the others, and the same after a refresh. */
export interface NamedFinding<Item> {
  readonly id: string;
  readonly item: Item;
}

/** Names findings, or what holds one each, by what they are about. */
export function nameFindings<Item>(
  items: readonly Item[],
  findingOf: (item: Item) => Finding,
): readonly NamedFinding<Item>[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const { code, role, subjects } = findingOf(item);
    const name = [code, role ?? '', ...subjects].join(' ');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { id: count === 1 ? name : `${name} #${count}`, item };
  });
}
