import { type KeyId, ROOT, type RoleName, SNAPSHOT, TIMESTAMP } from '../../../tuf/index.ts';
import { OperationError, type OperationProblems } from '../../errors.ts';
import { attempt } from '../planning/attempt.ts';
import type { Planning } from '../planning/planning.ts';
import { canonicalIds } from '../planning/role-view.ts';
import {
  inOnePublish,
  type RequestOf,
  requireRole,
  requireState,
  type Solution,
} from '../planning/solution.ts';
import { targetsState } from '../planning/view-before.ts';

/** A new version of the same content, signed by the keys that hold now (facts 10.2). */
export function solveWitness(planning: Planning, { roles }: RequestOf<'witness'>): Solution {
  requireState(planning);
  for (const role of roles) {
    requireWitnessable(planning, role);
  }
  return inOnePublish(
    attempt(
      planning,
      roles.map((role) => ({ kind: 'resign', role })),
      { preferred: roles.flatMap((role) => yetToSign(planning, role)) },
    ),
  );
}

/**
 * Keys whose signature the present version does not have. Between the halves of a rotation both keys of the signer may
 * be here, and only a signature of the new one lets the old one go.
 */
function yetToSign({ input: { state } }: Planning, role: RoleName): readonly KeyId[] {
  const found = role === ROOT ? state?.root : targetsState(state, role);
  const valid = found?.signatures.filter((signature) => signature.valid) ?? [];
  const signed = new Set(valid.map(({ keyId }) => keyId));
  return (found?.keys ?? []).filter(({ id }) => !signed.has(id)).map(({ canonicalId }) => canonicalId);
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
