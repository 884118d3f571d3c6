import { OperationError } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { repositoryOf } from '../repository-argument.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `repo forget REPO...`: trust data stay where they are; only the list gets shorter. */
export async function run({ positionals }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const guns = positionals.map((text) => repositoryOf(workspace, text));
    const book = await workspace.book();
    const results = [];
    for (const gun of guns) {
      results.push({ gun, forgotten: await book.forget(gun) });
    }
    const missing = results
      .filter(({ forgotten }) => !forgotten)
      .map(({ gun }) => new OperationError('repository-not-added', { gun }));
    if (output.isJson && missing.length === results.length) {
      return output.failAll(missing);
    }
    for (const { gun } of results.filter(({ forgotten }) => forgotten)) {
      output.remark(`Forgot ${gun}.`);
    }
    if (output.isJson) {
      output.json(results);
    }
    return missing.reduce((worst, error) => Math.max(worst, output.fail(error)), 0);
  });
}
