import { type PemBlock, parsePem } from '../crypto/index.ts';
import {
  CryptoError,
  countBrokenPrivateKeys,
  isPrivateKeyBlock,
  readPrivateKeyBlock,
} from '../crypto/private.ts';
import { TrustDirError } from './errors.ts';
import { openKeyBlock } from './key-block.ts';
import { header, isKeyFileName, type KeyFileName, readKeyBlockHeaders, readKeyFileName } from './key-file.ts';
import type { PemKey } from './key-vault-types.ts';
import { PRIVATE_FOLDER } from './names.ts';
import { hold } from './unlocked-key.ts';

const CUT_SHORT = 'A private key begins in it that is cut short, or has lines in it that are no PEM.';

/**
 * All private keys in a PEM text, such as a bundle of `notary key export`. Those that are cut short come last: Go skips
 * them in silence, and whoever restores keys would miss them too late. Throws `key-format-unreadable` without any.
 */
export function readPemKeys(text: string, path: string | null): readonly PemKey[] {
  const blocks = parsePem(text);
  const keys = blocks.filter(isPrivateKeyBlock);
  const broken = Array.from({ length: countBrokenPrivateKeys(text) }, () => brokenKey(path));
  const count = keys.length + broken.length;
  if (count === 0) {
    throw new TrustDirError('key-format-unreadable', { path, found: blocks[0]?.type ?? null });
  }
  const placed = count === 1 && path !== null ? namedByPlace(path) : null;
  return [
    ...keys.map((block, index) => pemKey(block, { path, number: count === 1 ? null : index + 1, placed })),
    ...broken,
  ];
}

interface Origin {
  readonly path: string | null;
  readonly number: number | null;
  /** What the place of the file says, for one of a key folder. */
  readonly placed: KeyFileName | null;
}

function pemKey(block: PemBlock, { path, number, placed }: Origin): PemKey {
  const { role, gun, encrypted } = readKeyBlockHeaders(block);
  const pathHeader = header(block, 'path');
  // As a bundle of an old client names it, with role and GUN (facts 8.2); today's is the ID alone.
  const named = pathHeader === null ? placed : readKeyFileName(`${pathHeader}.key`.split('/'));
  const id = named?.id ?? null;
  return {
    id,
    role: role ?? named?.role ?? null,
    gun: gun ?? named?.gun ?? null,
    path: pathHeader,
    encrypted,
    format: formatOf(block),
    unlock: async (passphrase) => hold(await openKeyBlock(block, { path, number, expected: id, passphrase })),
  };
}

function brokenKey(path: string | null): PemKey {
  return {
    id: null,
    role: null,
    gun: null,
    path: null,
    encrypted: false,
    format: 'PEM that is cut short',
    unlock: async () => {
      throw new TrustDirError('key-damaged', { path, reason: CUT_SHORT, found: null });
    },
  };
}

/** What a file of the key folder of a trust directory, ours or a copy, says by its place; null for any other file. */
function namedByPlace(path: string): KeyFileName | null {
  const segments = path.split(/[/\\]/);
  const folder = segments.lastIndexOf(PRIVATE_FOLDER.at(-1) ?? '');
  return folder >= 0 && isKeyFileName(path) ? readKeyFileName(segments.slice(folder + 1)) : null;
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
