import type { KeyInventoryEntry, LocalKey } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import { agreed, agreedToRisks } from '../dialog/agreement.ts';
import type { Workspace } from '../ports.ts';
import { ownerName } from '../report-repository.ts';
import { localInventory } from './key-inventory.ts';

const SHORT_ID = 7;

/** A private key that is to be removed, and everything that is at stake. */
export interface KeyRemoval {
  readonly key: LocalKey;
  readonly uses: KeyInventoryEntry['usedBy'];
  /** What a person looks at first. */
  readonly lines: readonly string[];
}

/** Finds out what the key still signs, as far as the repositories in the cache tell. */
export async function keyRemoval(
  key: LocalKey,
  workspace: Workspace,
  context: CommandContext,
): Promise<KeyRemoval> {
  const entry = (await localInventory(workspace, context)).find(({ id }) => id === key.id);
  const backup = (await workspace.backups.backedUp()).get(key.id) ?? null;
  return { key, uses: entry?.usedBy ?? [], lines: describe(key.id, { entry, backup }) };
}

/** Has the removal agreed to: of a key that is needed, by typing its ID. */
export async function agreedToRemoval(
  { key, uses }: KeyRemoval,
  { yes, accepted }: { readonly yes: boolean; readonly accepted: readonly string[] },
  context: CommandContext,
): Promise<boolean> {
  const risks = new Map<string, string>([
    ...(uses.length === 0 ? [] : [['key-in-use', 'What it signs cannot be signed here any more.'] as const]),
    ...(key.role === 'root'
      ? [
          [
            'root-key',
            'Without a root key, and without a backup of it, a repository can never get new keys.',
          ] as const,
        ]
      : []),
  ]);
  const word = key.id.slice(0, SHORT_ID);
  const answer = await agreedToRisks({ risks, accepted, word, wordIs: 'the key' }, context);
  const question = `Are you sure you want to remove ${key.id} (role ${key.role ?? 'unknown'})?`;
  return answer === 'beforehand' ? agreed(question, yes, context) : answer === 'typed';
}

export function removedWords({ id, role, path }: LocalKey): string {
  return `Deleted ${id} (role ${role ?? 'unknown'}) from ${path}`;
}

function describe(
  id: string,
  { entry, backup }: { readonly entry: KeyInventoryEntry | undefined; readonly backup: Date | null },
): readonly string[] {
  const owner = ownerName(entry?.owner ?? null);
  const uses = entry?.usedBy ?? [];
  return [
    `Key ${id}${owner === null ? '' : ` of ${owner}`}`,
    ...(uses.length === 0
      ? ['  signs for no repository that this machine knows']
      : uses.map(({ gun, role }) => `  signs ${role} of ${gun}`)),
    backup === null
      ? '  was never backed up with trustdeck on this machine'
      : `  was backed up on ${backup.toISOString().slice(0, 10)}`,
  ];
}
