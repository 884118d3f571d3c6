import { type PrivateKeyHandle, signBytes } from '../crypto/private.ts';
import { makeTufKey } from '../tuf/index.ts';
import type { UnlockedKey } from './key-vault-types.ts';

/** The private halves, so that nothing that shows, logs or serialises an unlocked key can meet one. */
const HANDLES = new WeakMap<UnlockedKey, PrivateKeyHandle>();

/** A key in memory, whose private half is only for the vault to take out. */
export function hold(handle: PrivateKeyHandle): UnlockedKey {
  const key: UnlockedKey = Object.freeze({
    key: makeTufKey(handle.keyType, handle.publicBytes),
    algorithm: handle.algorithm,
    sign: (message: Uint8Array) => signBytes(handle, message),
  });
  HANDLES.set(key, handle);
  return key;
}

/** The private half of a key that `hold` made; throws for any other, which is a defect of the caller. */
export function handleOf(key: UnlockedKey): PrivateKeyHandle {
  const handle = HANDLES.get(key);
  if (handle === undefined) {
    throw new TypeError('not a key of this vault');
  }
  return handle;
}
