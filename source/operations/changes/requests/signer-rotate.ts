import {
  type Edit,
  type KeyId,
  RELEASES,
  type RoleName,
  TARGETS,
  type TufKey,
  verifySignatures,
} from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import { type Attempt, attempt } from '../planning/attempt.ts';
import { commandsFor, witnessCommands } from '../planning/command-lines.ts';
import type { Planning } from '../planning/planning.ts';
import { canonicalIds } from '../planning/role-view.ts';
import { existingSigner, isSharedKey, requireAccepted } from '../planning/signers.ts';
import {
  inOnePublish,
  NOTHING_TO_DO,
  type RequestOf,
  requireState,
  type Solution,
} from '../planning/solution.ts';
import type { TaskSeed } from '../planning/tasks.ts';
import { targetsState } from '../planning/view-before.ts';

type Request = RequestOf<'signer-rotate'>;

/** What a rotation comes to in this repository. */
interface Rotation {
  readonly planning: Planning;
  readonly request: Request;
  /** The signer's own role and, where the signer may release, releases. */
  readonly roles: readonly RoleName[];
  /** Keys to retire, by the role that they leave. */
  readonly retired: ReadonlyMap<RoleName, readonly KeyId[]>;
  readonly isNewKeyIn: boolean;
}

/**
 * In one publish where the keys for that are here. Else in two halves, each of which leaves everything usable: the new
 * key comes in beside the old one; once its holder has signed, the old one goes.
 */
export function solveSignerRotate(planning: Planning, request: Request): Solution {
  requireState(planning);
  requireAccepted([request.newKey]);
  const rotation = rotationOf(planning, request);
  const { retired, isNewKeyIn } = rotation;
  const retires = [...retired.values()].some((keyIds) => keyIds.length > 0);
  if (isNewKeyIn && !retires && !request.keepOld) {
    return NOTHING_TO_DO;
  }
  const half = isNewKeyIn && retires ? 2 : null;
  const whole = planning.keys.canSign(request.newKey) ? tryOut(rotation, resignings(rotation)) : null;
  if (whole !== null && isSound(whole)) {
    return { ...inOnePublish(whole), half };
  }
  if (isNewKeyIn && !retires) {
    return NOTHING_TO_DO;
  }
  // What others have signed too can stay as it is.
  const plain = tryOut(rotation, []);
  if (isSound(plain)) {
    return { tried: plain, half, tasks: request.keepOld ? signingTasks(rotation) : [] };
  }
  return firstHalf(rotation);
}

function rotationOf(planning: Planning, request: Request): Rotation {
  const { signer, newKey, oldKeys, keepOld } = request;
  const { before, input } = planning;
  const role = existingSigner(planning, signer);
  const own = before.get(role);
  const others = (own?.keys ?? []).filter(({ canonicalId }) => canonicalId !== newKey.canonicalId);
  const roles = mayRelease(planning, role, others) ? [role, RELEASES] : [role];
  const isIn = (one: RoleName) => canonicalIds(before.get(one)?.keys ?? []).has(newKey.canonicalId);
  const isNewKeyIn = roles.every(isIn);
  const known = canonicalIds(others);
  const unknown = (oldKeys ?? []).filter((keyId) => !known.has(keyId));
  // A key that has gone already is what a rotation leaves that was carried out before.
  if (unknown.length > 0 && !isNewKeyIn) {
    const keys = [...known];
    throw new OperationError('key-not-in-role', { gun: input.gun, role, keyIds: unknown, keys });
  }
  const old = keepOld ? [] : [...known].filter((keyId) => oldKeys?.includes(keyId) ?? true);
  const inReleases = canonicalIds(before.get(RELEASES)?.keys ?? []);
  const released = old.filter((keyId) => inReleases.has(keyId) && !isSharedKey(planning, signer, keyId));
  const retired = new Map([
    [role, old],
    ...(roles.includes(RELEASES) ? [[RELEASES, released] as const] : []),
  ]);
  return { planning, request, roles, retired, isNewKeyIn };
}

/** A signer for some paths only, without a key in releases, does not get into it by a rotation. */
function mayRelease({ before }: Planning, role: RoleName, oldKeys: readonly TufKey[]): boolean {
  const inReleases = canonicalIds(before.get(RELEASES)?.keys ?? []);
  const isUnrestricted = before.get(role)?.covered.includes('') === true;
  return (
    before.has(RELEASES) && (isUnrestricted || oldKeys.some(({ canonicalId }) => inReleases.has(canonicalId)))
  );
}

function tryOut(rotation: Rotation, resigned: readonly Edit[]): Attempt {
  const edits = [...additions(rotation), ...resigned, ...removals(rotation)];
  return attempt(rotation.planning, edits, { preferred: [rotation.request.newKey.canonicalId] });
}

/** Everything is signed here, and what was usable stays so. */
function isSound({ signable, broken }: Attempt): boolean {
  return signable && broken.length === 0;
}

function additions({ roles, request }: Rotation): readonly Edit[] {
  return roles.map((role) => ({ kind: 'add-delegation', role, keys: [request.newKey], paths: [] }));
}

function removals({ retired }: Rotation): readonly Edit[] {
  return [...retired]
    .filter(([, keyIds]) => keyIds.length > 0)
    .map(([role, keyIds]) => ({ kind: 'remove-keys', role, keyIds }));
}

/** Documents that the new key has not signed are signed again, so that nothing rests on the old one any more. */
function resignings(rotation: Rotation): readonly Edit[] {
  return unsigned(rotation).map((role) => ({ kind: 'resign', role }));
}

function unsigned({ planning, roles, request }: Rotation): readonly RoleName[] {
  return roles.filter((role) => {
    const document = targetsState(planning.input.state, role)?.document ?? null;
    return document !== null && !isSignedBy(document, role, request.newKey);
  });
}

function isSignedBy(document: Parameters<typeof verifySignatures>[0], role: RoleName, key: TufKey): boolean {
  return verifySignatures(document, { role, keys: [key], threshold: 1 }).valid > 0;
}

/** Both keys count; the rest is for whoever holds the new one, and then for whoever can sign targets. */
function firstHalf(rotation: Rotation): Solution {
  const { planning, request } = rotation;
  const added = attempt(planning, additions(rotation), { preferred: [request.newKey.canonicalId] });
  if (!added.signable) {
    return inOnePublish(added);
  }
  const tasks = [...signingTasks(rotation), finishTask(rotation)];
  return added.draft.documents.length === 0
    ? { tried: null, half: 2, tasks }
    : { tried: added, half: 1, tasks };
}

function signingTasks(rotation: Rotation): readonly TaskSeed[] {
  const { planning, request } = rotation;
  const roles = unsigned(rotation);
  const commands = witnessCommands(roles, planning.input.gun);
  return roles.map((role) => ({ when: 'after', role, what: 'sign', keys: [request.newKey], commands }));
}

function finishTask({ planning, request }: Rotation): TaskSeed {
  const { before, input } = planning;
  const targets = before.get(TARGETS);
  return {
    when: 'after',
    role: TARGETS,
    what: 'finish',
    keys: targets?.keys ?? [],
    commands: commandsFor(request, input.gun),
  };
}
