import { keyName } from '../changes/typed-values.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { aboutFile, UsageError, WordedError } from '../errors.ts';
import { askingOf, incomingLines, readIncoming, takeIn } from '../keys/incoming.ts';
import type { Changes } from '../ports.ts';
import { withWorkspace } from '../with-workspace.ts';

/** What docker calls a key that nobody named. */
const DEFAULT_NAME = 'signer';

/** `key load FILE`: a private key into the trust directory; with `--certificate`, what a CA returned against its key. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  const [file = ''] = positionals;
  return withWorkspace(context, async (workspace) => {
    const changes = await workspace.changes();
    if (options.certificate === true) {
      if (options.name !== undefined) {
        throw new UsageError({
          message: '--name and --certificate do not go together',
          why: 'A certificate belongs to a key that has its name already.',
          next: 'Leave one of them out.',
        });
      }
      return checkCertificate(file, changes, context);
    }
    const name = keyName(options.name ?? DEFAULT_NAME, 'key name');
    await refuseExposed(file, changes);
    context.output.note(`Loading key from "${file}"...`);
    const asking = askingOf(context);
    try {
      const files = await readIncoming([file], { role: name, gun: null }, { changes, asking });
      const { output } = context;
      incomingLines(files).forEach((line) => {
        output.note(line);
      });
      const { code, saved } = await takeIn(files, context, { asking, dryRun: options.dryRun === true });
      for (const { path } of saved) {
        output.note(`It is kept in ${path}.`);
      }
      if (code === 0 && options.dryRun !== true) {
        output.remark(`Successfully imported key from ${file}`);
      }
      return code;
    } finally {
      changes.keyWork.lock();
    }
  });
}

/** docker's rule: a key that others could read is nobody's secret any more (facts 11.2). */
async function refuseExposed(file: string, { files }: Changes): Promise<void> {
  if (await files.isExposed(file)) {
    throw new WordedError(
      {
        code: 'key-file-exposed',
        message: `refusing to load key from ${file}`,
        why: `Private key file ${file} must not be readable or writable by others.`,
        next: `If nobody has copied it, run chmod 600 ${file}; otherwise make another key.`,
      },
      null,
    );
  }
}

async function checkCertificate(file: string, changes: Changes, { output }: CommandContext): Promise<number> {
  const { key, localKey } = await aboutFile(file, changes.keyWork.checkCertificate(file));
  const { id, role, path } = localKey;
  if (output.isJson) {
    output.json({ certificate: file, certificateId: key.id, id, role, path });
  }
  output.remark(
    `${file} is a certificate of ${role === null ? 'key' : `the ${role} key`} ${id.slice(0, 12)} on this machine.`,
  );
  output.note(`Have it trusted with trustdeck signer add ${role ?? 'NAME'} REPO --key ${file}`);
  return 0;
}
