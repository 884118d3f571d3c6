import type { KeyInventoryEntry } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { agreed, agreedToRisks } from '../dialog/agreement.ts';
import { localInventory } from '../keys/key-inventory.ts';
import { localKey } from '../keys/local-key.ts';
import { ownerName } from '../report-repository.ts';
import { withWorkspace } from '../with-workspace.ts';

const SHORT_ID = 7;

/** `key remove KEYID`: what the key still signs is shown first; one that is needed has its ID typed. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const key = await localKey(workspace, positionals[0] ?? '');
    const entry = (await localInventory(workspace, context)).find(({ id }) => id === key.id);
    const uses = entry?.usedBy ?? [];
    const { backedUp } = workspace.backups;
    const backup = (await backedUp()).get(key.id) ?? null;
    const tell = (removed: boolean) => {
      if (output.isJson) {
        output.json({ id: key.id, role: key.role, path: key.path, usedBy: uses, removed });
      }
    };
    const lines = describe(key.id, { entry, backup });
    if (options.dryRun === true) {
      if (!output.isJson) {
        output.lines(lines);
      }
      tell(false);
      return 0;
    }
    output.aside(lines);
    const risks = new Map<string, string>([
      ...(uses.length === 0
        ? []
        : [['key-in-use', 'What it signs cannot be signed here any more.'] as const]),
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
    const accepted = options.acceptRisk ?? [];
    const answer = await agreedToRisks({ risks, accepted, word, wordIs: 'the key' }, context);
    const question = `Are you sure you want to remove ${key.id} (role ${key.role ?? 'unknown'})?`;
    const goesOn =
      answer === 'beforehand' ? await agreed(question, options.yes === true, context) : answer === 'typed';
    if (!goesOn) {
      tell(false);
      output.aside(['Nothing was removed.']);
      return 1;
    }
    await (await workspace.changes()).keyWork.remove(key);
    tell(true);
    output.remark(`Deleted ${key.id} (role ${key.role ?? 'unknown'}) from ${key.path}`);
    return 0;
  });
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
