import type { CommandContext, Invocation } from '../command.ts';
import { askingOf } from '../keys/incoming.ts';
import { localKey } from '../keys/local-key.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key passwd KEYID`: old passphrase, new passphrase; a legacy file becomes PKCS#8 on the way (facts 8.1). */
export async function run({ positionals }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const key = await localKey(workspace, positionals[0] ?? '');
    const { keyWork } = await workspace.changes();
    try {
      await keyWork.changePassphrase(key, askingOf(context));
    } finally {
      keyWork.lock();
    }
    const { output } = context;
    if (output.isJson) {
      output.json({ id: key.id, role: key.role, path: key.path });
    }
    output.remark(`Successfully updated passphrase for key ID: ${key.id}`);
    return 0;
  });
}
