import { type PemBlock, parsePem } from '../crypto/index.ts';
import { CryptoError, isPrivateKeyBlock, readPrivateKeyBlock } from '../crypto/private.ts';
import { TrustDirError } from './errors.ts';
import { openKeyBlock } from './key-block.ts';
import { header, readKeyBlockHeaders, readKeyFileName } from './key-file.ts';
import type { PemKey } from './key-vault-types.ts';
import { hold } from './unlocked-key.ts';

/** All private keys in a PEM text, such as a bundle of `notary key export`. Throws `key-format-unreadable` without one. */
export function readPemKeys(text: string): readonly PemKey[] {
  const blocks = parsePem(text);
  const keys = blocks.filter(isPrivateKeyBlock);
  if (keys.length === 0) {
    throw new TrustDirError('key-format-unreadable', { path: null, found: blocks[0]?.type ?? null });
  }
  return keys.map(pemKey);
}

function pemKey(block: PemBlock): PemKey {
  const { role, gun, encrypted } = readKeyBlockHeaders(block);
  const path = header(block, 'path');
  // As a bundle of an old client names it, with role and GUN (facts 8.2); today's is the ID alone.
  const named = path === null ? null : readKeyFileName(`${path}.key`.split('/'));
  return {
    role: role ?? named?.role ?? null,
    gun: gun ?? named?.gun ?? null,
    path,
    encrypted,
    format: formatOf(block),
    unlock: async (passphrase) =>
      hold(await openKeyBlock(block, { path: null, expected: named?.id ?? null, passphrase })),
  };
}

/** For people; what cannot be read is refused when it is unlocked, so that the others of a bundle can be. */
function formatOf(block: PemBlock): string {
  try {
    return readPrivateKeyBlock(block).format;
  } catch (error) {
    if (error instanceof CryptoError) {
      return block.type;
    }
    throw error;
  }
}
