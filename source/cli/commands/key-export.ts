import type { CommandContext, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { askingOf } from '../keys/incoming.ts';
import { localKey, localKeys } from '../keys/local-key.ts';
import type { Workspace } from '../ports.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `key export [KEYID...]`: the files as they are, encrypted as they are, for notary key import or ours. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, (workspace) =>
    invocation.options.public === true
      ? exportPublic(invocation, context, workspace)
      : exportPrivate(invocation, context, workspace),
  );
}

async function exportPrivate(
  { positionals, options }: Invocation,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const keys = await localKeys(workspace, positionals);
  const changes = await workspace.changes();
  for (const { id } of keys.filter(({ encrypted }) => !encrypted)) {
    context.output.warn(`Key ${id} is exported without a passphrase, as it is kept here.`);
  }
  const file =
    options.output === undefined ? null : (await changes.keyWork.export(keys, options.output)).path;
  const pem = file === null ? await changes.vault.exportPem(keys) : null;
  const what = `${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`;
  return tell({ keys: keys.map(({ id }) => id), file, pem }, what, context);
}

async function exportPublic(
  { positionals, options }: Invocation,
  context: CommandContext,
  workspace: Workspace,
): Promise<number> {
  const [typed, ...others] = positionals;
  if (typed === undefined || others.length > 0) {
    throw new UsageError({
      message: '--public needs the ID of one key',
      why: 'A file of a public key holds one.',
      next: 'Copy the ID from trustdeck key list.',
    });
  }
  const key = await localKey(workspace, typed);
  const { keyWork } = await workspace.changes();
  try {
    const { pem, path } = await keyWork.exportPublic(key, options.output ?? null, askingOf(context));
    const what = `the public half of key ${key.id}`;
    return tell({ keys: [key.id], file: path, pem: path === null ? pem : null }, what, context);
  } finally {
    keyWork.lock();
  }
}

function tell(
  exported: { readonly keys: readonly string[]; readonly file: string | null; readonly pem: string | null },
  what: string,
  { output }: CommandContext,
): number {
  if (output.isJson) {
    output.json(exported);
  } else if (exported.pem !== null) {
    output.lines(exported.pem.replace(/\n$/, '').split('\n'));
  } else {
    output.remark(`Exported ${what} to ${exported.file}`);
  }
  return 0;
}
