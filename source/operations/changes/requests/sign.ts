import {
  type Edit,
  isDelegation,
  parentRole,
  RELEASES,
  type RoleName,
  sameTarget,
  TARGETS,
  type Target,
  type TufKey,
  targetAllowed,
} from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import { roleExpiry } from '../../reports/expiry.ts';
import { attempt } from '../planning/attempt.ts';
import { canMeet } from '../planning/choose-signers.ts';
import type { Planning } from '../planning/planning.ts';
import { canonicalIds, type RoleView } from '../planning/role-view.ts';
import { keysAs, signedBy } from '../planning/signed-as.ts';
import { existingSigner } from '../planning/signers.ts';
import { inOnePublish, type RequestOf, requireState, type Solution } from '../planning/solution.ts';
import { idsOf } from './signers.ts';

/**
 * Tags into releases and into the roles of signers, as docker does (facts 11.5). Not as docker: where releases cannot be
 * signed here nothing is published, since a tag that only its signer's role holds cannot be pulled; and a signer who is
 * named signs both.
 */
export function solveSign(planning: Planning, { tags, signer }: RequestOf<'sign'>): Solution {
  requireState(planning);
  const roles = rolesToSign(planning, signer);
  const edits = roles.flatMap((view) => editsIn(planning, view, tags));
  requireCounting(planning, { roles, tags, signer });
  const wanted = new Map<RoleName, readonly TufKey[]>(
    signer === null ? [] : roles.map(({ role }) => [role, keysAs(planning, signer, role)]),
  );
  const own = roles.filter(({ role }) => role !== RELEASES).flatMap(({ keys }) => keys);
  const preferred = idsOf(signer === null ? own : [...wanted.values()].flat());
  return inOnePublish(signedBy(attempt(planning, edits, { preferred }), wanted));
}

/**
 * Releases, and the roles beside it that are the signer's, or that can be signed here when nobody is named; all there are
 * where that is none, so that the plan says who could.
 */
function rolesToSign(planning: Planning, signer: string | null): readonly RoleView[] {
  const { before, keys } = planning;
  const direct = directDelegations(planning);
  if (direct.length === 0 && signer === null) {
    return [...before.values()].filter(({ role }) => role === TARGETS);
  }
  const own = signer === null ? null : existingSigner(planning, signer);
  const signed = direct.filter(
    (view) => view.role === RELEASES || (own === null ? canMeet(keys, view) : view.role === own),
  );
  return signed.length > 0 ? signed : direct;
}

/** Roles right below targets, to which docker's convention is limited (facts 1.3). */
export function directDelegations({ before }: Planning): readonly RoleView[] {
  return [...before.values()].filter(({ role }) => isDelegation(role) && parentRole(role) === TARGETS);
}

/** What puts the tags into a role, as far as its paths cover them; signed anew where the role needs that anyway. */
function editsIn(planning: Planning, view: RoleView, tags: readonly Target[]): readonly Edit[] {
  const { role, covered, body } = view;
  const own = tags.filter(({ name }) => targetAllowed(covered, name));
  const puts = own
    .filter((target) => !isSaid(body?.targets.get(target.name), target))
    .map((target): Edit => ({ kind: 'put-target', role, target }));
  return own.length > 0 && needsSigning(planning, view) ? [...puts, { kind: 'resign', role }] : puts;
}

/** Whether a target says all that another one does: what it says beyond that, such as another digest, stays. */
function isSaid(held: Target | undefined, { length, sha256, sha512, custom }: Target): boolean {
  return (
    held !== undefined &&
    held.length === length &&
    (sha256 === null || held.sha256 === sha256) &&
    (sha512 === null || held.sha512 === sha512) &&
    (sha256 ?? sha512) !== null &&
    (custom === undefined || sameTarget(held, { ...held, custom }))
  );
}

/** Whether a role that holds the same already should be signed again all the same: it does not count, or runs out. */
function needsSigning({ input: { now } }: Planning, { role, body, trouble, expires }: RoleView): boolean {
  const isBroken = trouble === 'not-signed' || trouble === 'other';
  return body !== null && (isBroken || RUNS_OUT.has(roleExpiry(role, expires, now)));
}

const RUNS_OUT: ReadonlySet<string> = new Set(['expired', 'expiring']);

interface Signing {
  readonly roles: readonly RoleView[];
  readonly tags: readonly Target[];
  readonly signer: string | null;
}

/** Throws `OperationError` for tags that would not count anywhere, or not where they are looked for. */
function requireCounting({ before, input: { gun } }: Planning, { roles, tags, signer }: Signing): void {
  const lacking = roles.find(({ keys, threshold }) => canonicalIds(keys).size < threshold);
  if (lacking !== undefined) {
    const names = tags.map(({ name }) => name);
    const { role } = lacking;
    throw new OperationError('tag-not-signable', { gun, tags: names, role, reason: 'too-few-keys' });
  }
  const counting = before.has(RELEASES)
    ? roles.filter(({ role }) => role === RELEASES || signer !== null)
    : roles;
  const uncovered = (view: RoleView) => tags.filter(({ name }) => !targetAllowed(view.covered, name));
  for (const view of counting) {
    const names = uncovered(view).map(({ name }) => name);
    if (names.length > 0) {
      throw new OperationError('tag-not-signable', {
        gun,
        tags: names,
        role: view.role,
        reason: 'outside-paths',
      });
    }
  }
}
