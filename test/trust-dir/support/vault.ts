import { Passphrase } from '../../../source/base/index.ts';
import { readPublicKey, verifySignature } from '../../../source/crypto/index.ts';
import { type LocalKey, openTrustDir, type UnlockedKey } from '../../../source/trust-dir/index.ts';

export const PASSPHRASE = new Passphrase('correct horse battery staple');
export const OTHER_PASSPHRASE = new Passphrase('incorrect horse');

/** The passphrases of the keys in fixtures, by the `role` header. */
export function fixturePassphrase(role: string | null): Passphrase {
  return new Passphrase(role === 'root' ? 'root-passphrase' : 'repository-passphrase');
}

export function vaultOf(trustDir: string) {
  return openTrustDir(trustDir).vault;
}

/** The one key file of a trust directory that `matches`. */
export async function onlyKey(
  trustDir: string,
  matches: (key: LocalKey) => boolean = () => true,
): Promise<LocalKey> {
  const { keys } = await vaultOf(trustDir).list();
  const [key, ...others] = keys.filter(matches);
  if (key === undefined || others.length > 0) {
    throw new Error(`${keys.length} keys, and not one that is meant`);
  }
  return key;
}

/** Whether an unlocked key makes signatures that verify under its own public half. */
export function signsForItself({ key, sign }: UnlockedKey): boolean {
  const message = new TextEncoder().encode('{"_type":"Targets"}');
  const read = readPublicKey(key.keyType, key.publicBytes);
  return read.ok && verifySignature({ key: read.key, message, ...sign(message) }) === null;
}
