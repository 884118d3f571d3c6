import type { CommandContext, Invocation } from '../command.ts';
import { keyCell, keyJson, reportRepository } from '../report-repository.ts';
import { repositoryArgument } from '../repository-argument.ts';
import { table } from '../table.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `signer list REPO`: people who may sign, and whether what they sign is released. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const gun = repositoryArgument(workspace, invocation);
    const { signers } = await reportRepository(workspace, gun, context);
    const { output } = context;
    if (output.isJson) {
      output.json(signers.map((signer) => ({ ...signer, keys: signer.keys.map(keyJson) })));
    } else if (signers.length === 0) {
      output.remark(`${gun} has no signers.`);
    } else {
      const rows = signers.map(({ name, keys, tags, inReleases }) => [
        name,
        keys.map(keyCell).join(', ') || '(none)',
        String(tags),
        inReleases ? 'yes' : 'no',
      ]);
      output.lines(table(['SIGNER', 'KEYS', 'TAGS', 'CAN RELEASE'], rows));
    }
    return 0;
  });
}
