import type { CommandContext, Invocation } from '../command.ts';
import { wordsOf } from '../errors.ts';
import { askingOf } from '../keys/incoming.ts';
import { localKeys } from '../keys/local-key.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key backup [KEYID...] -o FILE`: one bundle of keys, each opened first to prove that its passphrase is known. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const keys = await localKeys(workspace, positionals);
    const { keyWork } = await workspace.changes();
    try {
      const { path, notNoted } = await keyWork.backup(keys, options.output ?? '', askingOf(context));
      if (output.isJson) {
        output.json({ keys: keys.map(({ id }) => id), file: path });
      }
      output.remark(`Backed up ${keys.length} ${keys.length === 1 ? 'key' : 'keys'} to ${path}`);
      if (notNoted !== undefined && notNoted !== null) {
        output.warn(`That they are backed up could not be noted: ${wordsOf(notNoted).message}.`);
      }
      output.note('Keep it away from this machine. The passphrases are not in it.');
      return 0;
    } finally {
      keyWork.lock();
    }
  });
}
