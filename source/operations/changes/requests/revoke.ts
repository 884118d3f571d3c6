import { type Edit, RELEASES, type RoleName, TARGETS, type TufKey } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import { isReleasing } from '../../reports/tags.ts';
import { attempt } from '../planning/attempt.ts';
import { canMeet } from '../planning/choose-signers.ts';
import { commandsFor } from '../planning/command-lines.ts';
import type { Planning } from '../planning/planning.ts';
import { canonicalIds, type RoleView } from '../planning/role-view.ts';
import { keysAs, signedBy } from '../planning/signed-as.ts';
import { existingSigner } from '../planning/signers.ts';
import { inOnePublish, type RequestOf, requireState, type Solution } from '../planning/solution.ts';
import type { TaskSeed } from '../planning/tasks.ts';
import { directDelegations } from './sign.ts';
import { idsOf } from './signers.ts';

type Request = RequestOf<'revoke'>;

/**
 * Tags out of the roles that can be signed here, as docker does (facts 11.6); not as docker, out of targets too, where a
 * tag that stays can be pulled as before. A role that releases a tag and that others sign is a task for them.
 */
export function solveRevoke(planning: Planning, request: Request): Solution {
  requireState(planning);
  const { signer } = request;
  const roles =
    signer === null ? [...targetsIn(planning), ...directDelegations(planning)] : ownRoles(planning, signer);
  const holding = roles.filter((view) => heldIn(view, request).length > 0);
  requireFound(planning, roles, request);
  if (signer !== null) {
    const wanted = new Map<RoleName, readonly TufKey[]>(
      holding.map(({ role }) => [role, keysAs(planning, signer, role)]),
    );
    const tried = attempt(planning, removals(holding, request), {
      preferred: idsOf([...wanted.values()].flat()),
    });
    return inOnePublish(signedBy(tried, wanted));
  }
  const ours = holding.filter((view) => canMeet(planning.keys, view));
  const left = holding.filter(({ role }) => isReleasing(role) && !ours.some((view) => view.role === role));
  if (ours.length === 0) {
    // Without those that release a tag, all that a revocation comes to is a signature less.
    return inOnePublish(attempt(planning, removals(left.length > 0 ? left : holding, request)));
  }
  return {
    ...inOnePublish(attempt(planning, removals(ours, request))),
    tasks: left.map((view) => taskFor(view, planning, request)),
  };
}

function targetsIn({ before }: Planning): readonly RoleView[] {
  return [...before.values()].filter(({ role }) => role === TARGETS);
}

/** The signer's role, and releases as far as the signer can sign it. */
function ownRoles(planning: Planning, signer: string): readonly RoleView[] {
  const own = existingSigner(planning, signer);
  const keys = canonicalIds(planning.before.get(own)?.keys ?? []);
  return directDelegations(planning).filter(
    (view) =>
      view.role === own ||
      (view.role === RELEASES && view.keys.some(({ canonicalId }) => keys.has(canonicalId))),
  );
}

function heldIn({ body }: RoleView, { tags }: Request): readonly string[] {
  const held = [...(body?.targets.keys() ?? [])];
  return tags === 'all' ? held : held.filter((name) => tags.includes(name));
}

function removals(views: readonly RoleView[], request: Request): readonly Edit[] {
  return views.flatMap((view) =>
    heldIn(view, request).map((name): Edit => ({ kind: 'remove-target', role: view.role, name })),
  );
}

/** Throws `OperationError` for tags that none of the roles holds: they may be misspelt. */
function requireFound({ input: { gun } }: Planning, roles: readonly RoleView[], request: Request): void {
  const { tags, signer } = request;
  const held = new Set(roles.flatMap((view) => heldIn(view, request)));
  const unknown = tags === 'all' ? [] : tags.filter((name) => !held.has(name));
  if (unknown.length > 0 || held.size === 0) {
    throw new OperationError('nothing-to-revoke', { gun, tags: unknown, signer });
  }
}

function taskFor({ role, keys }: RoleView, { input: { gun } }: Planning, request: Request): TaskSeed {
  return { when: 'after', role, what: 'make-change', keys, commands: commandsFor(request, gun) };
}
