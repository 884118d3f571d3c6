import type { RepositoryState } from '../../tuf/index.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ChangeResult } from './plan.ts';

/**
 * Removes private keys that a change has retired. Only those asked for, only once the change is verified in every
 * repository that it was made of, and none that one of these still names.
 */
export async function removeRetiredKeys(
  results: readonly ChangeResult[],
  wanted: readonly string[],
  { vault, session }: Pick<ChangePorts, 'vault' | 'session'>,
): Promise<void> {
  if (wanted.length === 0 || !results.every(({ verified, error }) => verified && error === null)) {
    return;
  }
  const retired = new Set<string>(results.flatMap(retiredKeys));
  const states = results.flatMap(({ gun }) => session.opened.get(gun)?.state ?? []);
  const used = new Set<string>(states.flatMap(usedKeys));
  const { keys } = await vault.list();
  for (const key of keys) {
    if (wanted.includes(key.id) && retired.has(key.id) && !used.has(key.id)) {
      await vault.remove(key);
    }
  }
}

function retiredKeys({ plan, result }: ChangeResult): readonly string[] {
  return result === 'published'
    ? (plan?.roles ?? [])
        .flatMap(({ keyChanges }) => keyChanges)
        .flatMap(({ action, key }) => (action === 'removed' ? [key.canonicalId] : []))
    : [];
}

function usedKeys(state: RepositoryState): readonly string[] {
  const roles = [state.root, state.targets, state.snapshot, state.timestamp, ...state.delegations.values()];
  return roles.flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId));
}
