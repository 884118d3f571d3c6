import { type Gun, readCachedRepository, unfinishedRotations } from '../../operations/index.ts';
import { mentionUnfinished } from '../changes/resume.ts';
import type { CommandContext, Invocation } from '../command.ts';
import type { Workspace } from '../ports.ts';
import { repositoryArgument } from '../repository-argument.ts';
import { table } from '../table.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `status REPO`: what is staged in the changelist that notary shares. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const gun = repositoryArgument(workspace, invocation);
    const { changes, unreadable } = await workspace.changelist.read(gun);
    const { output } = context;
    await mentionUnfinished({ changes: await workspace.changes(), workspace, context });
    await mentionRotations(gun, workspace, context);
    for (const file of unreadable) {
      output.warn(`${file} is no change; notary would refuse to publish while it is there.`);
    }
    if (output.isJson) {
      output.json(
        changes.map(({ file, action, scope, type, path }) => ({ file, action, scope, type, path })),
      );
    } else if (changes.length === 0) {
      output.remark(`No unpublished changes for ${gun}.`);
    } else {
      const rows = changes.map(({ action, scope, type, path }, index) => [
        String(index),
        action,
        scope,
        type,
        path,
      ]);
      output.lines([
        `Unpublished changes for ${gun}:`,
        '',
        ...table(['#', 'ACTION', 'SCOPE', 'TYPE', 'PATH'], rows),
      ]);
    }
    return 0;
  });
}

/** As far as the cache knows: the changelist is looked at without a server too. */
async function mentionRotations(gun: Gun, workspace: Workspace, { output }: CommandContext): Promise<void> {
  const state = await readCachedRepository(gun, workspace.cache);
  for (const { signer } of state === null ? [] : unfinishedRotations(state)) {
    output.warn(
      `The rotation of ${signer} is half done: the old key still counts. To take it out: trustdeck signer rotate ${signer} ${gun} --finish`,
    );
  }
}
