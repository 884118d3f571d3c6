import type { CommandContext } from './command.ts';
import type { Workspace } from './ports.ts';

/** Opens the workspace for `work` and closes it afterwards, whatever happens. */
export async function withWorkspace<Result>(
  { ports, globals }: CommandContext,
  work: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const workspace = await ports.openWorkspace(globals);
  try {
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}
