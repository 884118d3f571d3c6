import { walkDelegations } from './delegation-walk.ts';
import { UPDATE_LIMITS } from './limits.ts';
import type { TufProblem } from './problem.ts';
import { ROOT } from './role-name.ts';
import { findAnchor } from './root-anchor.ts';
import { type Rotation, rotateRoot } from './root-rotation.ts';
import type { UpdateChain, UpdateInput } from './update.ts';
import { type BaseReadings, readBaseRoles, unreadBaseRoles } from './update-chain-base.ts';
import { TrustedCache } from './update-chain-cache.ts';
import type { Session } from './update-chain-files.ts';
import { repositoryState, stoppedState } from './update-chain-state.ts';

/**
 * Updates a repository and verifies it from the root down: the client workflow of TUF (section 5) as Notary does it
 * (facts 5.2). Never throws for what it is given: whatever is wrong stands in the state, beside all that is not.
 */
export function* updateChain(input: UpdateInput): UpdateChain {
  const { gun, now, pinning, limits = UPDATE_LIMITS } = input;
  const session: Session = { gun, now, pinning, limits, cache: new TrustedCache(input.cached) };
  const anchor = yield* findAnchor(session);
  if (anchor.root === null) {
    return stoppedState(session, anchor.stopped, anchor.remote);
  }
  let { root, refusal } = anchor;
  let base = refusal === null ? yield* readBaseRoles(session, root) : unreadBaseRoles();
  if (refusal === null && asksForNewRoot(base)) {
    const listed = base.snapshot.verified ? (base.snapshot.document.body.meta.get(ROOT) ?? null) : null;
    const rotation = yield* rotateRoot(session, { from: root, listed, pinning: anchor.pinning });
    refusal = refusalOf(rotation, session, base);
    if (rotation.kind === 'rotated') {
      root = rotation.root;
      // Once: a server that rotates with every answer would otherwise keep the client busy for ever.
      base = yield* readBaseRoles(session, root);
    }
  }
  const { snapshot, targets } = base;
  const delegations =
    snapshot.verified && targets.verified
      ? yield* walkDelegations(session, { snapshot: snapshot.document, targets })
      : new Map();
  return repositoryState(session, { root, rootProblem: refusal ?? base.otherRoot, base, delegations });
}

/** Whatever fails under this root may be right under the next one; only a server that is away says nothing. */
function asksForNewRoot({ timestamp, snapshot, targets, otherRoot }: BaseReadings): boolean {
  const broken = [timestamp, snapshot, targets].find(({ verified }) => !verified);
  return otherRoot !== null || (broken !== undefined && broken.problems[0]?.code !== 'metadata-unavailable');
}

function refusalOf(
  rotation: Rotation,
  { gun }: Session,
  { remote, timestamp }: BaseReadings,
): TufProblem | null {
  if (rotation.kind === 'refused') {
    return rotation.problem;
  }
  const isGone = rotation.kind === 'missing' && remote === 'missing' && !timestamp.verified;
  return isGone ? { code: 'repository-not-initialised', role: ROOT, gun } : null;
}
