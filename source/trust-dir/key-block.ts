import { createPrivateKey } from 'node:crypto';
import type { Passphrase } from '../base/index.ts';
import { encodePem, type PemBlock, parsePem } from '../crypto/index.ts';
import { type PrivateKeyHandle, readPrivateKey } from '../crypto/private.ts';
import { type KeyId, keyIdOf } from '../tuf/index.ts';
import { TrustDirError } from './errors.ts';
import type { KeyFileHeaders } from './key-vault-types.ts';

export interface OpeningOptions {
  /** Where the block is from; null for none of our files. */
  readonly path: string | null;
  /** The key that it has to be; null for any. */
  readonly expected: KeyId | null;
  readonly passphrase: Passphrase | null;
}

/** The private key in a PEM block. Throws `key-wrong-passphrase`, `key-format-unreadable` or `key-damaged`. */
export async function openKeyBlock(block: PemBlock, options: OpeningOptions): Promise<PrivateKeyHandle> {
  const { path, expected, passphrase } = options;
  const handle = decrypt(block, passphrase);
  if (handle === null) {
    throw new TrustDirError('key-wrong-passphrase', { path });
  }
  const found = keyIdOf(handle.keyType, handle.publicBytes);
  if (expected !== null && found !== expected) {
    throw new TrustDirError('key-damaged', { path, expected, found });
  }
  return handle;
}

function decrypt(block: PemBlock, passphrase: Passphrase | null): PrivateKeyHandle | null {
  try {
    const pem = encodePem({ ...block, headers: new Map() });
    const native = createPrivateKey({
      key: pem,
      ...(passphrase === null ? {} : { passphrase: passphrase.reveal() }),
    });
    return readPrivateKey(native.export({ format: 'pem', type: 'pkcs8' }).toString());
  } catch {
    return null;
  }
}

/** The text of a key's file as docker and notary read it (facts 8.1). */
export async function keyFileText(
  handle: PrivateKeyHandle,
  { role, gun }: KeyFileHeaders,
  passphrase: Passphrase,
): Promise<string> {
  const headers = new Map([['role', role]]);
  if (gun !== null && bindsToGun(role)) {
    headers.set('gun', gun);
  }
  const pem = handle.native
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: passphrase.reveal() })
    .toString();
  return parsePem(pem)
    .map((block) => encodePem({ ...block, headers }))
    .join('');
}

/** Root keys and those of delegations serve any GUN: notary drops the header from their files. */
export function bindsToGun(role: string): boolean {
  return GUN_ROLES.has(role);
}

const GUN_ROLES: ReadonlySet<string> = new Set(['targets', 'snapshot', 'timestamp']);
