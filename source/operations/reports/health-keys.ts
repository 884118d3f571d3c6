import { SNAPSHOT, type TufKey } from '../../tuf/index.ts';
import type { HealthFinding } from '../report.ts';
import { finding, type HealthInput } from './health-input.ts';

/** Keys that are too weak, in the wrong hands, or of no more use. */
export function keyFindings({
  state,
  baseRoles,
  unfinished,
  context,
}: HealthInput): readonly HealthFinding[] {
  const snapshot = baseRoles.find(({ role }) => role === SNAPSHOT);
  const local = snapshot?.keys.filter((key) => key.onThisMachine).map((key) => key.canonicalId) ?? [];
  const roles = [state.root, state.targets, state.snapshot, state.timestamp, ...state.delegations.values()];
  return [
    ...(local.length === 0
      ? []
      : [finding('warning', 'snapshot-key-local', { role: SNAPSHOT, subjects: local })]),
    ...unfinished.map(({ role, signer }) =>
      finding('notice', 'rotation-unfinished', { role, subjects: [signer] }),
    ),
    ...roles.flatMap(({ role, keys }) => {
      const weak = weakKeys(keys, context);
      return weak.length === 0 ? [] : [finding('error', 'weak-key', { role, subjects: weak })];
    }),
  ];
}

function weakKeys(keys: readonly TufKey[], { describeKey }: HealthInput['context']): readonly string[] {
  return keys.filter((key) => !describeKey(key).accepted).map((key) => key.canonicalId);
}
