import type { KeyInventoryEntry } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { localInventory } from '../keys/key-inventory.ts';
import { ownerName } from '../report-repository.ts';
import { table } from '../table.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key list`: private keys on this machine; whose they are is told by the repositories in the cache, offline. */
export async function run(_: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const [inventory, backedUp] = await Promise.all([
      localInventory(workspace, context),
      workspace.backups.backedUp(),
    ]);
    if (output.isJson) {
      output.json(inventory.map((entry) => inventoryJson(entry, backedUp.get(entry.id) ?? null)));
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

function inventoryJson(
  { id, role, gun, algorithm, path, owner, usedBy }: KeyInventoryEntry,
  backedUp: Date | null,
) {
  return {
    id,
    role,
    gun,
    algorithm,
    path,
    owner: ownerName(owner),
    usedBy,
    backedUp: backedUp?.toISOString() ?? null,
  };
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
