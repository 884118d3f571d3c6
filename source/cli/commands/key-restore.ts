import type { CommandContext, Invocation } from '../command.ts';
import { agreed } from '../dialog/agreement.ts';
import { askingOf, incomingLines, readIncoming, takeIn } from '../keys/incoming.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key restore FILE`: shows what a backup would add; each key has been decrypted by then. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const changes = await workspace.changes();
    const asking = askingOf(context);
    try {
      const files = await readIncoming(
        positionals,
        { role: null, gun: null, why: 'restore' },
        { changes, asking },
      );
      const added = files.flatMap(({ incoming }) => incoming.keys).filter(({ action }) => action === 'add');
      const dryRun = options.dryRun === true;
      if (dryRun && !output.isJson) {
        output.lines(incomingLines(files));
      } else if (!dryRun) {
        output.aside(incomingLines(files));
      }
      const question = `Restore ${added.length === 1 ? 'this key' : `these ${added.length} keys`}?`;
      const goesOn = dryRun || added.length === 0 || (await agreed(question, options.yes === true, context));
      const { code, saved } = await takeIn(files, context, { asking, dryRun: dryRun || !goesOn });
      if (!goesOn) {
        output.aside(['Nothing was restored.']);
        return Math.max(code, 1);
      }
      if (!dryRun) {
        output.remark(`Restored ${saved.length} ${saved.length === 1 ? 'key' : 'keys'}.`);
      }
      return code;
    } finally {
      changes.keyWork.lock();
    }
  });
}
