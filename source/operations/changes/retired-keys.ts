import { type RepositoryState, ROOT } from '../../tuf/index.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ExecuteOptions, RetiredKey } from './execute.ts';
import type { ChangeResult } from './plan.ts';

/**
 * Removes private keys that a change has retired. Only those asked for, only once the change is verified in every
 * repository that it was made of, and none that anybody is known to count on still. Says of each whether it is gone.
 */
export async function removeRetiredKeys(
  results: readonly ChangeResult[],
  { removeKeys = [], onRetiredKeys }: Pick<ExecuteOptions, 'removeKeys' | 'onRetiredKeys'>,
  { vault, session }: Pick<ChangePorts, 'vault' | 'session'>,
): Promise<void> {
  if (removeKeys.length === 0) {
    return;
  }
  const states = results.flatMap(({ gun }) => session.opened.get(gun)?.state ?? []);
  const used = new Set<string>([...states.flatMap(usedKeys), ...results.flatMap(keptKeys)]);
  const retired = new Set<string>(results.flatMap(retiredKeys));
  const isVerified = results.every(({ verified, error }) => verified && error === null);
  const { keys } = await vault.list();
  const told: RetiredKey[] = [];
  try {
    for (const key of keys.filter(({ id }) => removeKeys.includes(id))) {
      const kept = !isVerified
        ? 'not-verified'
        : used.has(key.id)
          ? 'still-used'
          : retired.has(key.id)
            ? null
            : 'not-retired';
      if (kept === null) {
        await vault.remove(key);
      }
      told.push({ keyId: key.id, kept });
    }
  } finally {
    onRetiredKeys?.(told);
  }
}

/** A root key is never one of them: whoever trusts an old root still needs it (facts 10.4). */
function retiredKeys({ plan, result }: ChangeResult): readonly string[] {
  return result === 'published'
    ? (plan?.roles ?? [])
        .filter(({ role }) => role !== ROOT)
        .flatMap(({ keyChanges }) => keyChanges)
        .flatMap(({ action, key }) => (action === 'removed' ? [key.canonicalId] : []))
    : [];
}

/** Keys that the plan itself says go on counting, here or in a repository that was not changed. */
function keptKeys({ plan }: ChangeResult): readonly string[] {
  return (plan?.effects ?? []).flatMap((effect) =>
    effect.kind === 'key-still-used' || effect.kind === 'key-kept' ? [effect.key.canonicalId] : [],
  );
}

function usedKeys(state: RepositoryState): readonly string[] {
  const roles = [state.root, state.targets, state.snapshot, state.timestamp, ...state.delegations.values()];
  return roles.flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId));
}
