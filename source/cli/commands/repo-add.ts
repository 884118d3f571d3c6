import type { CommandContext, Invocation } from '../command.ts';
import { repositoryOf } from '../repository-argument.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `repo add REPO...`: all names are checked before any is written down. */
export async function run({ positionals }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const guns = positionals.map((text) => repositoryOf(workspace, text));
    const book = await workspace.book();
    const results = [];
    for (const gun of guns) {
      const added = await book.add(gun);
      results.push({ gun, added });
      context.output.remark(added ? `Added ${gun}.` : `${gun} was added before.`);
    }
    if (context.output.isJson) {
      context.output.json(results);
    }
    return 0;
  });
}
