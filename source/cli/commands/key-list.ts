import {
  inParallel,
  type KeyInventoryEntry,
  keyInventory,
  type RepositoryState,
  readCachedRepository,
  reportError,
} from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import type { Workspace } from '../ports.ts';
import { ownerName } from '../report-repository.ts';
import { table } from '../table.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key list`: private keys on this machine; whose they are is told by the repositories in the cache, offline. */
export async function run(_: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const { keys, unreadable } = await workspace.keys.list();
    for (const { path, reason } of unreadable) {
      output.warn(`${path} is no usable key: ${reason.replaceAll('-', ' ')}.`);
    }
    const inventory = keyInventory(keys, keys.length === 0 ? [] : await cachedStates(workspace, context));
    if (output.isJson) {
      output.json(inventory.map(inventoryJson));
    } else if (inventory.length === 0) {
      output.remark('No signing keys found.');
    } else {
      output.lines(
        table(['OWNER', 'ROLE', 'KEY ID', 'ALGORITHM', 'SIGNS FOR', 'LOCATION'], inventory.map(keyRow)),
      );
    }
    return 0;
  });
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

function inventoryJson({ id, role, gun, algorithm, path, owner, usedBy }: KeyInventoryEntry) {
  return { id, role, gun, algorithm, path, owner: ownerName(owner), usedBy };
}

function keyRow({ id, role, algorithm, path, owner, usedBy }: KeyInventoryEntry): readonly string[] {
  const repositories = new Set(usedBy.map(({ gun }) => gun));
  return [
    ownerName(owner) ?? '-',
    role ?? '-',
    id,
    algorithm ?? '-',
    repositories.size === 0 ? '-' : [...repositories].join(', '),
    path,
  ];
}
