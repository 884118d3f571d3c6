import {
  isDelegation,
  type KeyId,
  ROOT,
  type RoleName,
  SNAPSHOT,
  signerNameOf,
  TIMESTAMP,
  type TufKey,
} from '../../../tuf/index.ts';
import { OperationError, type OperationProblems } from '../../errors.ts';
import { attempt } from '../planning/attempt.ts';
import { expiredBaseRoles } from '../planning/expired.ts';
import type { Planning } from '../planning/planning.ts';
import { canonicalIds } from '../planning/role-view.ts';
import { keysAs, signedBy } from '../planning/signed-as.ts';
import {
  inOnePublish,
  type RequestOf,
  requireRole,
  requireState,
  type Solution,
} from '../planning/solution.ts';
import { targetsState } from '../planning/view-before.ts';

/**
 * A new version of the same content, signed by the keys that hold now (facts 10.2). Of what has ended, root and targets
 * have to be among the roles: a publish that leaves one of them behind helps nobody, and could not be verified. They are
 * not added unasked, since whoever signs targets vouches for all delegations in it; the refusal names the roles that
 * would do. Delegations that ended can be signed together with these, or afterwards, one by one and by whoever has their
 * keys. A timestamp or snapshot of the server that ended is no matter of this machine: the plan is refused until the
 * server has made a new one.
 */
export function solveWitness(planning: Planning, { roles, as }: RequestOf<'witness'>): Solution {
  requireState(planning);
  for (const role of roles) {
    requireWitnessable(planning, role);
  }
  const missing = expiredBaseRoles(planning).filter((role) => !roles.includes(role));
  if (missing.length > 0) {
    const { gun } = planning.input;
    throw new OperationError('others-expired', { gun, missing, roles: [...missing, ...roles] });
  }
  const wanted = as === null ? new Map<RoleName, readonly TufKey[]>() : keysWanted(planning, roles, as);
  const tried = attempt(
    planning,
    roles.map((role) => ({ kind: 'resign', role })),
    {
      preferredIn: new Map(roles.map((role) => [role, preferredFor(planning, role, wanted.get(role))])),
    },
  );
  return inOnePublish(signedBy(tried, wanted));
}

/** Signers sign delegations; root and targets, asked for with them, have keys of their own. */
function keysWanted(
  planning: Planning,
  roles: readonly RoleName[],
  signer: string,
): ReadonlyMap<RoleName, readonly TufKey[]> {
  const delegations = roles.filter(isDelegation);
  const signed = delegations.length > 0 ? delegations : roles;
  return new Map(signed.map((role) => [role, keysAs(planning, signer, role)]));
}

/** Of the keys wanted those here, and of these those that have yet to sign; without any wanted, as `nextSigners`. */
function preferredFor(
  planning: Planning,
  role: RoleName,
  wanted: readonly TufKey[] | undefined,
): readonly KeyId[] {
  const { signed, yet } = signersOf(planning, role);
  if (wanted === undefined) {
    return nextSigners(planning, { signed, yet });
  }
  const able = wanted.filter((key) => planning.keys.canSign(key)).map(({ canonicalId }) => canonicalId);
  const left = able.filter((keyId) => yet.includes(keyId));
  return left.length > 0 ? left : able;
}

interface Signers {
  /** Keys of the role whose signature the present version has. */
  readonly signed: readonly KeyId[];
  readonly yet: readonly KeyId[];
}

/**
 * Who signed says it again, so that nobody vouches for what another has signed; but between the halves of a rotation both
 * keys of the signer may be here, and only a signature of the new one lets the old one go.
 */
function nextSigners({ before }: Planning, { signed, yet }: Signers): readonly KeyId[] {
  const signers = [...before.values()]
    .filter(({ role }) => signerNameOf(role) !== null)
    .map(({ keys }) => canonicalIds(keys));
  const successors = yet.filter((keyId) =>
    signers.some((keys) => keys.has(keyId) && signed.some((old) => keys.has(old))),
  );
  return successors.length > 0 ? successors : signed;
}

function signersOf({ input: { state } }: Planning, role: RoleName): Signers {
  const found = role === ROOT ? state?.root : targetsState(state, role);
  const valid = found?.signatures.filter((signature) => signature.valid) ?? [];
  const ids = new Set(valid.map(({ keyId }) => keyId));
  const of = (isSigned: boolean) =>
    (found?.keys ?? []).filter(({ id }) => ids.has(id) === isSigned).map(({ canonicalId }) => canonicalId);
  return { signed: of(true), yet: of(false) };
}

function requireWitnessable(planning: Planning, role: RoleName): void {
  const { gun } = planning.input;
  const refuse = (reason: OperationProblems['not-witnessable']['reason']): never => {
    throw new OperationError('not-witnessable', { gun, role, reason });
  };
  if (role === SNAPSHOT || role === TIMESTAMP) {
    refuse('signed-by-server');
  }
  requireRole(planning, role);
  const view = planning.before.get(role);
  if (view === undefined || (role !== ROOT && view.body === null)) {
    refuse('not-published');
  }
  if (view !== undefined && canonicalIds(view.keys).size < view.threshold) {
    refuse('too-few-keys');
  }
}
