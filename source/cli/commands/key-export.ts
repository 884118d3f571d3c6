import type { CommandContext, Invocation } from '../command.ts';
import { localKeys } from '../keys/local-key.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key export [KEYID...]`: the files as they are, encrypted as they are, for notary key import or ours. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const keys = await localKeys(workspace, positionals);
    const changes = await workspace.changes();
    for (const { id } of keys.filter(({ encrypted }) => !encrypted)) {
      output.warn(`Key ${id} is exported without a passphrase, as it is kept here.`);
    }
    const file =
      options.output === undefined ? null : (await changes.keyWork.export(keys, options.output)).path;
    const pem = file === null ? await changes.vault.exportPem(keys) : null;
    if (output.isJson) {
      output.json({ keys: keys.map(({ id }) => id), file, pem });
    } else if (pem !== null) {
      output.lines(pem.replace(/\n$/, '').split('\n'));
    } else {
      output.remark(`Exported ${keys.length} ${keys.length === 1 ? 'key' : 'keys'} to ${file}`);
    }
    return 0;
  });
}
