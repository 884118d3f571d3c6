import { generateKey, type PrivateKeyHandle, signBytes } from '../../crypto/private.ts';
import { seededKey } from '../../crypto/seeded.ts';
import { makeTufKey, type Signer, type TufKey } from '../../tuf/index.ts';
import type { ServerRole } from '../http/router.ts';
import type { ServerKey, ServerKeyType } from '../storage/record.ts';

/** The public half of a private key as documents name it. */
export function publicKeyOf({ keyType, publicBytes }: PrivateKeyHandle): TufKey {
  return makeTufKey(keyType, publicBytes);
}

/** Signs with `handle` under `key`, which is its public half, plain or in a certificate. */
export function signerFor(handle: PrivateKeyHandle, key: TufKey = publicKeyOf(handle)): Signer {
  return { key, sign: (message) => signBytes(handle, message) };
}

/** A key of the server that has never signed; `seed` always makes the same. */
export function makeServerKey(role: ServerRole, keyType: ServerKeyType, seed?: Uint8Array): ServerKey {
  const algorithm = keyType === 'ecdsa' ? 'ecdsa-p256' : keyType;
  const handle = seed === undefined ? generateKey(algorithm) : seededKey(algorithm, seed);
  return { id: publicKeyOf(handle).id, role, handle, used: false };
}
