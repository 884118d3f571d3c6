import { type PrivateKeyHandle, signBytes } from '../../../source/crypto/private.ts';
import { seededKey } from '../../../source/crypto/seeded.ts';
import {
  asRoleName,
  buildTargets,
  type Delegation,
  formatExpiry,
  type JsonValue,
  makeTufKey,
  type RoleName,
  type SignedPart,
  type Signer,
  signDocument,
  type Target,
  type TargetsContent,
  type TufKey,
} from '../../../source/tuf/index.ts';

export const EXPIRES = formatExpiry(new Date('2029-01-02T03:04:05Z'));

export function roleName(text: string): RoleName {
  const role = asRoleName(text);
  if (role === null) {
    throw new Error(`${text} is a role name`);
  }
  return role;
}

/** A signer whose key follows from its name. */
export function signerOf(name: string): Signer & { readonly secret: PrivateKeyHandle } {
  const secret = seededKey('ecdsa-p256', Buffer.from(name));
  return signerWith(secret, makeTufKey(secret.keyType, secret.publicBytes));
}

/** A signer with a key of its choice, under whatever name. */
export function signerWith(secret: PrivateKeyHandle, key: TufKey) {
  return { key, secret, sign: (message: Uint8Array) => signBytes(secret, message) };
}

export function target(name: string, parts: Partial<Target> = {}): Target {
  return {
    name,
    length: 12,
    sha256: 'ab'.repeat(32) as Target['sha256'],
    sha512: null,
    custom: undefined,
    ...parts,
  };
}

export function targetsPart(parts: Partial<TargetsContent> = {}): SignedPart {
  const delegations = { keys: [], roles: [] };
  return buildTargets({ version: 1, expires: EXPIRES, targets: [], delegations, ...parts });
}

export function delegation(
  name: string,
  keys: readonly TufKey[],
  parts: Partial<Delegation> = {},
): Delegation {
  return { name: roleName(name), keyIds: keys.map(({ id }) => id), threshold: 1, paths: [''], ...parts };
}

export function signedTargets(
  parts: Partial<TargetsContent> = {},
  signers: readonly Signer[] = [signerOf('alice')],
) {
  return signDocument(targetsPart(parts), signers);
}

export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** A document that nobody signed, around any `signed`. */
export function unsigned(signed: JsonValue): Uint8Array {
  return bytesOf(JSON.stringify({ signed, signatures: [] }));
}
