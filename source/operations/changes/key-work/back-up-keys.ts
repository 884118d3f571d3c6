import { asGun } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { LocalKey } from '../../ports.ts';
import type { PemKey } from '../key-ports.ts';
import type { Asking, BackupFile } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';
import { PRIVATE_MODE, refuseNone } from './export-keys.ts';
import { Opening } from './opening.ts';

type Ports = Pick<KeyWorkPorts, 'vault' | 'files' | 'backups' | 'clock'>;

/** Writes a bundle of keys, of which the very text was opened before, key by key. */
export async function backUpKeys(
  { keys, path }: { readonly keys: readonly LocalKey[]; readonly path: string },
  { vault, files, backups, clock }: Ports,
  asking: Asking,
): Promise<BackupFile> {
  refuseNone(keys);
  await files.checkNew(path);
  const text = await vault.exportPem(keys);
  await proveThatItOpens(keys, await vault.readPem(text), asking);
  const written = await files.writeNew(path, text, { mode: PRIVATE_MODE });
  const ids = keys.map(({ id }) => id);
  // The backup is there, and good, whether or not this can be written down.
  const notNoted: unknown = await backups.note(ids, clock.now()).then(
    () => null,
    (error: unknown) => error,
  );
  return { kind: 'backup', path: written, notNoted };
}

async function proveThatItOpens(
  keys: readonly LocalKey[],
  bundle: readonly PemKey[],
  asking: Asking,
): Promise<void> {
  const opening = new Opening(asking);
  for (const [index, { id, role, gun, path }] of keys.entries()) {
    const pem = bundle[index];
    if (pem?.id !== id) {
      throw new TypeError('a bundle does not hold the keys that it was made of');
    }
    if (!pem.encrypted) {
      throw new OperationError('key-not-encrypted', { keyId: id, role });
    }
    await opening.open(pem, {
      keyId: id,
      role,
      owner: role,
      gun: gun === null ? null : asGun(gun),
      path,
      why: { kind: 'backup' },
    });
  }
}
