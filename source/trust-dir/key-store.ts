import { join } from 'node:path';
import { compareUtf8 } from '../base/index.ts';
import type { KeyId } from '../tuf/index.ts';
import { inBatches } from './batches.ts';
import { TrustDirError } from './errors.ts';
import { folderInside, readRegularFile, realFolder } from './inside.ts';
import { isKeyFileName, readKeyFile, readKeyFileName } from './key-file.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import { PRIVATE_FOLDER } from './names.ts';
import { walk } from './walk.ts';

/** A private key as its file tells, undecrypted. */
export interface LocalKey {
  /** Canonical ID, from the file name. */
  readonly id: KeyId;
  readonly role: string | null;
  readonly gun: string | null;
  /** Absolute. */
  readonly path: string;
  readonly encrypted: boolean;
  /** Readable or writable by others, as far as the file's own mode goes. */
  readonly exposed: boolean;
}

export interface UnreadableKey {
  readonly path: string;
  readonly reason: 'unreadable' | 'not-pem' | 'not-a-private-key' | 'name-is-not-a-key-id' | 'too-large';
}

export interface KeyList {
  readonly keys: readonly LocalKey[];
  readonly unreadable: readonly UnreadableKey[];
}

const OTHERS = 0o077;

/**
 * Lists the private keys of a trust directory, in the order of their paths: those in today's place and those in the
 * folders of old clients, which notary would move and partly delete (facts 8.2) and which are left alone here.
 * A trust directory that does not exist holds no keys. Nothing is decrypted.
 */
export async function listKeys(trustDir: string): Promise<KeyList> {
  const root = realFolder(trustDir);
  const folder = root === null ? null : folderInside(root, PRIVATE_FOLDER);
  if (folder === null) {
    return { keys: [], unreadable: [] };
  }
  const { found, unreadable } = await findKeyFiles(folder);
  const read = await inBatches(found, (segments) => readKey(folder, segments));
  return {
    keys: read.filter((result) => 'id' in result),
    unreadable: [...unreadable, ...read.filter((result) => 'reason' in result)],
  };
}

/** The key files below `folder`, as path segments, sorted; links and unreadable folders are named, not followed. */
async function findKeyFiles(folder: string): Promise<{
  readonly found: readonly (readonly string[])[];
  readonly unreadable: readonly UnreadableKey[];
}> {
  const found: (readonly string[])[] = [];
  const unreadable: UnreadableKey[] = [];
  const refuse = (segments: readonly string[]) =>
    unreadable.push({ path: join(folder, ...segments), reason: 'unreadable' });
  await walk(folder, {
    enter: () => true,
    visit: (entry, segments) => {
      if (entry.kind === 'file' && isKeyFileName(entry.name)) {
        found.push(segments);
      } else if (entry.kind !== 'file') {
        refuse(segments);
      }
    },
    failed: (error, segments) => {
      if (segments.length === 0) {
        throw error;
      }
      refuse(segments);
    },
  });
  found.sort((left, right) => compareUtf8(left.join('/'), right.join('/')));
  return { found, unreadable };
}

async function readKey(folder: string, segments: readonly string[]): Promise<LocalKey | UnreadableKey> {
  const path = join(folder, ...segments);
  const named = readKeyFileName(segments);
  if (named === null) {
    return { path, reason: 'name-is-not-a-key-id' };
  }
  try {
    const file = readRegularFile(path, TRUST_DIR_LIMITS.keyFileBytes);
    const content = file === null ? 'unreadable' : readKeyFile(file.bytes);
    if (file === null || typeof content === 'string') {
      return { path, reason: typeof content === 'string' ? content : 'unreadable' };
    }
    return {
      id: named.id,
      role: content.role ?? named.role,
      gun: content.gun ?? named.gun,
      path,
      encrypted: content.encrypted,
      exposed: process.platform !== 'win32' && (file.mode & OTHERS) !== 0,
    };
  } catch (error) {
    if (error instanceof TrustDirError) {
      return { path, reason: error.code === 'file-too-large' ? 'too-large' : 'unreadable' };
    }
    throw error;
  }
}
