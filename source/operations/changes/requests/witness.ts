import { ROOT, type RoleName, SNAPSHOT, TIMESTAMP } from '../../../tuf/index.ts';
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
    ),
  );
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
