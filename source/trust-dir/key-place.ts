import { join, relative, sep } from 'node:path';
import { decodeUtf8 } from '../base/index.ts';
import { type PemBlock, parsePem } from '../crypto/index.ts';
import type { KeyId } from '../tuf/index.ts';
import { TrustDirError } from './errors.ts';
import { folderInside, readRegularFile, realFolder } from './inside.ts';
import { isKeyFileName, readKeyFileName } from './key-file.ts';
import type { LocalKey } from './key-store.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import { PRIVATE_FOLDER } from './names.ts';

/** Where the file of a key is, checked to be a place for this key in this trust directory. */
export interface KeyPlace {
  /** Real and absolute. */
  readonly path: string;
  readonly folder: string;
  /** What the place itself says of role and GUN: only that of old clients does (facts 8.2). */
  readonly role: string | null;
  readonly gun: string | null;
}

/**
 * Finds the file that a listed key was read from. Throws `key-not-found` when it is not there any more, or `key` names a
 * file that is not one of this key's.
 */
export function keyPlace(trustDir: string, key: Pick<LocalKey, 'id' | 'path'>): KeyPlace {
  const root = realFolder(trustDir);
  const privateFolder = root === null ? null : folderInside(root, PRIVATE_FOLDER);
  const segments = privateFolder === null ? [] : relative(privateFolder, key.path).split(sep);
  const name = segments.at(-1) ?? '';
  const isInside = segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const named = isInside && isKeyFileName(name) ? readKeyFileName(segments) : null;
  const folder =
    privateFolder === null || named?.id !== key.id
      ? null
      : folderInside(privateFolder, segments.slice(0, -1));
  if (folder === null || named === null) {
    throw new TrustDirError('key-not-found', { path: key.path });
  }
  return { path: join(folder, name), folder, role: named.role, gun: named.gun };
}

/** The PEM block of a key file that counts: the first one, as for notary. */
export function readKeyBlock(path: string): PemBlock {
  const file = readRegularFile(path, TRUST_DIR_LIMITS.keyFileBytes);
  if (file === null) {
    throw new TrustDirError('key-not-found', { path });
  }
  const block = parsePem(decodeUtf8(file.bytes) ?? '')[0];
  if (block === undefined) {
    throw new TrustDirError('key-damaged', { path, reason: 'It holds no PEM.', found: null });
  }
  return block;
}

/** Path segments of a key's file in today's place (facts 8). */
export function todaysPlace(id: KeyId): readonly string[] {
  return [...PRIVATE_FOLDER, `${id}.key`];
}
