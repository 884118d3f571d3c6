import type { ChangePlan, KeyId } from '../../operations/index.ts';

/**
 * Private keys on this machine that the plan takes out of use: in no repository of the plan added elsewhere, and known
 * to count in no other. A root key is never one: old roots have to be signed with it still (facts 10.4).
 */
export function retiredKeys({ repositories }: ChangePlan): readonly KeyId[] {
  const plans = repositories.flatMap(({ plan }) => (plan === null ? [] : [plan]));
  const changes = plans.flatMap(({ roles }) => roles).filter(({ role }) => role !== 'root');
  const keys = (action: 'added' | 'removed') =>
    changes
      .flatMap(({ keyChanges }) => keyChanges)
      .filter((change) => change.action === action)
      .map(({ key }) => key);
  const kept = new Set([
    ...keys('added').map(({ canonicalId }) => canonicalId),
    ...plans
      .flatMap(({ effects }) => effects)
      .flatMap((effect) =>
        effect.kind === 'key-still-used' || effect.kind === 'key-kept' ? [effect.key.canonicalId] : [],
      ),
  ]);
  const retired = keys('removed').filter(({ place }) => place === 'here');
  return [...new Set(retired.map(({ canonicalId }) => canonicalId))].filter((id) => !kept.has(id));
}
