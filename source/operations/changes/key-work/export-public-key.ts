import { asGun } from '../../../tuf/index.ts';
import type { LocalKey } from '../../ports.ts';
import type { Asking, PublicKeyText } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';
import { Opening } from './opening.ts';

/** For whoever is given it: only what is in the private key's file is secret. */
export const PUBLIC_MODE = 0o644;

/** The file of a private key holds its public half only encrypted, so that it has to be opened. */
export async function exportPublicKey(
  { key, path }: { readonly key: LocalKey; readonly path: string | null },
  { vault, files }: Pick<KeyWorkPorts, 'vault' | 'files'>,
  asking: Asking,
): Promise<PublicKeyText> {
  if (path !== null) {
    await files.checkNew(path);
  }
  const { id: keyId, role, gun, encrypted, path: file } = key;
  const { key: unlocked } = await new Opening(asking).open(
    { encrypted, unlock: (passphrase) => vault.unlock(key, passphrase) },
    { keyId, role, owner: role, gun: gun === null ? null : asGun(gun), path: file, why: { kind: 'export' } },
  );
  const pem = vault.publicPem(unlocked, role);
  return { pem, path: path === null ? null : await files.writeNew(path, pem, { mode: PUBLIC_MODE }) };
}
