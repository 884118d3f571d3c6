import { onlyOne } from '../changes/typed-values.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { askingOf, incomingLines, readIncoming, takeIn } from '../keys/incoming.ts';
import { repositoryOf } from '../repository-argument.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key import FILE...`: every key of every file; all are read before the first is written. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const changes = await workspace.changes();
    const asking = askingOf(context);
    const role = onlyOne(options.role, '--role');
    const gun = options.gun === undefined ? null : repositoryOf(workspace, options.gun);
    try {
      const files = await readIncoming(positionals, { role, gun }, { changes, asking });
      if (!context.output.isJson) {
        for (const line of incomingLines(files)) {
          context.output.remark(line);
        }
      }
      return (await takeIn(files, context, { asking, dryRun: options.dryRun === true })).code;
    } finally {
      changes.keyWork.lock();
    }
  });
}
