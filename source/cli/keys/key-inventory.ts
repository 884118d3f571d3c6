import {
  inParallel,
  type KeyInventoryEntry,
  keyInventory,
  type RepositoryState,
  readCachedRepository,
  reportError,
} from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import type { Workspace } from '../ports.ts';

/** The private keys of this machine, with owner and use as the repositories in the cache tell; offline. */
export async function localInventory(
  workspace: Workspace,
  context: CommandContext,
): Promise<readonly KeyInventoryEntry[]> {
  const { keys, unreadable } = await workspace.keys.list();
  for (const { path, reason } of unreadable) {
    context.output.warn(`${path} is no usable key: ${reason.replaceAll('-', ' ')}.`);
  }
  return keyInventory(keys, keys.length === 0 ? [] : await cachedStates(workspace, context));
}

async function cachedStates(
  workspace: Workspace,
  context: CommandContext,
): Promise<readonly RepositoryState[]> {
  const guns = await workspace.cache.repositories();
  const settled = await inParallel(
    guns,
    (gun) => readCachedRepository(gun, workspace.cache),
    context.io.signal,
  );
  return settled.flatMap((result, index) => {
    if (result.ok) {
      return result.value ?? [];
    }
    context.output.warn(`${guns[index]} is left out: ${reportError(result.error).message}.`);
    return [];
  });
}
