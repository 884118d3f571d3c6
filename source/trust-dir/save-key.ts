import { join } from 'node:path';
import { bytesEqual, utf8 } from '../base/index.ts';
import type { PrivateKeyHandle } from '../crypto/private.ts';
import { keyIdOf } from '../tuf/index.ts';
import { TrustDirError } from './errors.ts';
import { readRegularFile } from './inside.ts';
import { keyFileText, openKeyBlock, writtenHeaders } from './key-block.ts';
import { readKeyBlock, todaysPlace } from './key-place.ts';
import { type LocalKey, listKeys } from './key-store.ts';
import type { SaveOptions } from './key-vault-types.ts';
import type { Place } from './place.ts';
import { removeKeyFile } from './remove-key.ts';
import { replaceFiles } from './write-files.ts';

/**
 * Writes a key's file, in today's place. It is encrypted, read back from the disk and decrypted before it takes the
 * place of another one, so that no moment is without a file that opens; files of the same key in the places of old
 * clients go last, as notary would otherwise move them over this one (facts 8.2).
 */
export async function saveKey(
  { machine, turns }: Place,
  handle: PrivateKeyHandle,
  { headers, passphrase, replace = false }: SaveOptions,
): Promise<LocalKey> {
  const id = keyIdOf(handle.keyType, handle.publicBytes);
  const segments = todaysPlace(id);
  const bytes = utf8(await keyFileText(handle, { headers, passphrase }, machine));
  const inspect = async (path: string): Promise<void> => {
    await openKeyBlock(readKeyBlock(path), { path, expected: id, passphrase });
  };
  return turns.locked(async (root) => {
    const path = join(root, ...segments);
    const { keys, unreadable } = await listKeys(root);
    const present = keys.filter((key) => key.id === id);
    const conflict = present.find(({ role }) => (role ?? '') !== headers.role);
    const isBlocked = unreadable.some((file) => file.path === path);
    if (!replace && (conflict !== undefined || isBlocked)) {
      throw new TrustDirError('key-exists', { path, keyId: id, role: conflict?.role ?? null });
    }
    await replaceFiles(root, [{ segments, bytes }], machine, inspect);
    const isThere = bytesEqual(readRegularFile(path, bytes.byteLength)?.bytes ?? new Uint8Array(), bytes);
    if (!isThere) {
      throw new TrustDirError('key-damaged', { path, reason: 'It is not what was written.', found: null });
    }
    for (const other of present.filter((key) => key.path !== path)) {
      await removeKeyFile(root, other);
    }
    const { role, gun } = writtenHeaders(headers);
    return { id, role: role === '' ? null : role, gun, path, encrypted: true, exposed: false };
  });
}
