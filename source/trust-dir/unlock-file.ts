import type { Passphrase } from '../base/index.ts';
import type { PrivateKeyHandle } from '../crypto/private.ts';
import { openKeyBlock } from './key-block.ts';
import { keyPlace, readKeyBlock } from './key-place.ts';
import type { LocalKey } from './key-store.ts';

/** Decrypts a key's file; throws `key-damaged` when it holds another key than the one it is named for. */
export async function unlockFile(
  trustDir: string,
  key: LocalKey,
  passphrase: Passphrase | null,
): Promise<PrivateKeyHandle> {
  const { path } = keyPlace(trustDir, key);
  return openKeyBlock(readKeyBlock(path), { path, expected: key.id, passphrase });
}
