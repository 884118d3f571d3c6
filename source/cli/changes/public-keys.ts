import type { TufKey } from '../../operations/index.ts';
import { aboutFile } from '../errors.ts';
import type { ChangeRun } from './change-command.ts';

/** Reads public keys and certificates to be trusted, and says which of them have their private half here. */
export async function publicKeys(run: ChangeRun, files: readonly string[]): Promise<readonly TufKey[]> {
  const { changes, workspace, context } = run;
  const keys: TufKey[] = [];
  for (const file of files) {
    keys.push(await aboutFile(file, changes.keyWork.readPublicKey(file)));
  }
  const local = new Map((await workspace.keys.list()).keys.map((key) => [key.id, key]));
  keys.forEach((key, index) => {
    const own = local.get(key.canonicalId);
    const kind = key.keyType.endsWith('-x509') ? 'a certificate' : 'the public half';
    if (own !== undefined) {
      context.output.note(
        `${files[index]} is ${kind} of key ${key.canonicalId.slice(0, 12)} (${own.role ?? 'no role'}), which is on this machine.`,
      );
    }
  });
  return keys;
}
