import type { TufKey } from '../../operations/index.ts';
import type { ChangeRun } from '../changes/change-command.ts';
import { UsageError } from '../errors.ts';
import { askingOf, incomingErrors, readIncoming } from './incoming.ts';

/** Takes in the private key that a repository is to be started with, as `notary init --rootkey` does. */
export async function loadRootKey(
  file: string,
  { changes, context, invocation }: ChangeRun,
): Promise<TufKey> {
  const asking = askingOf(context);
  const files = await readIncoming([file], { role: 'root', gun: null }, { changes, asking });
  const [error] = incomingErrors(files);
  if (error !== undefined) {
    throw error;
  }
  const [key, ...others] = files.flatMap(({ incoming }) => incoming.keys);
  if (key === undefined || others.length > 0) {
    throw new UsageError({
      message: `${file} holds ${others.length + (key === undefined ? 0 : 1)} keys`,
      why: 'One of them has to be the root key.',
      next: 'Take them in with trustdeck key import, then leave --root-key out.',
    });
  }
  if (key.action === 'add') {
    if (invocation.options.dryRun === true) {
      throw new UsageError({
        message: `${file} is not on this machine yet`,
        why: 'A plan is made for keys that are here, and --dry-run takes none in.',
        next: `Run trustdeck key import ${file} --role root first.`,
      });
    }
    await Promise.all(files.map(({ incoming }) => incoming.save(asking)));
    context.output.note(`Loaded the root key ${key.keyId.slice(0, 12)} from ${file}.`);
  }
  return key.publicKey;
}
