import type { CommandContext, Invocation } from '../command.ts';
import { localKey } from '../keys/local-key.ts';
import { agreedToRemoval, keyRemoval, removedWords } from '../keys/remove-key.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key remove KEYID`: what the key still signs is shown first; one that is needed has its ID typed. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const key = await localKey(workspace, positionals[0] ?? '');
    const removal = await keyRemoval(key, workspace, context);
    const tell = (removed: boolean) => {
      if (output.isJson) {
        output.json({ id: key.id, role: key.role, path: key.path, usedBy: removal.uses, removed });
      }
    };
    if (options.dryRun === true) {
      if (!output.isJson) {
        output.lines(removal.lines);
      }
      tell(false);
      return 0;
    }
    output.aside(removal.lines);
    const agreement = { yes: options.yes === true, accepted: options.acceptRisk ?? [] };
    if (!(await agreedToRemoval(removal, agreement, context))) {
      tell(false);
      output.aside(['Nothing was removed.']);
      return 1;
    }
    await (await workspace.changes()).keyWork.remove(key);
    tell(true);
    output.remark(removedWords(key));
    return 0;
  });
}
