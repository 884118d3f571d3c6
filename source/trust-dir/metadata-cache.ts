import { join } from 'node:path';
import { compareUtf8 } from '../base/index.ts';
import { type Gun, isBaseRole, type RoleName, TIMESTAMP } from '../tuf/index.ts';
import { inBatches } from './batches.ts';
import { TrustDirError } from './errors.ts';
import { folderInside, readRegularFile, realFolder } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import { gunOfFolder, metadataFolder, REPOSITORIES_FOLDER, roleOfFile } from './names.ts';
import { walk } from './walk.ts';

export interface CachedMetadata {
  readonly files: ReadonlyMap<RoleName, Uint8Array>;
  /** When the cached timestamp was written, or last found to be current; null without one. */
  readonly savedAt: Date | null;
}

/**
 * Reads all cached metadata of a repository; empty when there is none. Files that no role could have are passed over.
 * Throws when a file of a role is there and cannot be read: a cached root is the anchor of trust, and taking it for
 * absent would trust on first use once more.
 */
export async function readMetadata(trustDir: string, gun: Gun): Promise<CachedMetadata> {
  const root = realFolder(trustDir);
  const folder = root === null ? null : folderInside(root, metadataFolder(gun));
  if (folder === null) {
    return { files: new Map(), savedAt: null };
  }
  const found = await inBatches(await roleFilesIn(folder), async ({ role, path }) => ({
    role,
    content: readRegularFile(path, TRUST_DIR_LIMITS.metadataFileBytes),
  }));
  const files = new Map<RoleName, Uint8Array>();
  let savedAt: Date | null = null;
  for (const { role, content } of found) {
    if (content !== null) {
      files.set(role, content.bytes);
      savedAt = role === TIMESTAMP ? content.modifiedAt : savedAt;
    }
  }
  return { files, savedAt };
}

async function roleFilesIn(folder: string): Promise<readonly { role: RoleName; path: string }[]> {
  const found: { role: RoleName; path: string }[] = [];
  await walk(folder, {
    enter: ([first]) => first === 'targets',
    visit: (entry, segments) => {
      const path = join(folder, ...segments);
      if (entry.kind === 'symbolic-link') {
        throw new TrustDirError('symbolic-link', { path });
      }
      const role = roleOfFile(segments);
      if (role !== null) {
        found.push({ role, path });
      }
    },
    failed: rethrow,
  });
  return found;
}

/**
 * GUNs with cached metadata or staged changes, sorted. Merely looking at a name leaves empty folders behind in docker
 * and notary (facts 8), which make no repository.
 */
export async function listRepositories(trustDir: string): Promise<readonly Gun[]> {
  const root = realFolder(trustDir);
  const folder = root === null ? null : folderInside(root, REPOSITORIES_FOLDER);
  if (folder === null) {
    return [];
  }
  const guns = new Set<Gun>();
  await walk(folder, {
    // Below `metadata/targets` are role files; everything else can be part of a longer GUN.
    enter: (segments) => segments.length < 3 || segments.slice(-2).join('/') !== 'metadata/targets',
    visit: (entry, segments) => {
      const gun = entry.kind === 'file' && isEvidence(segments) ? gunOfFolder(segments.slice(0, -2)) : null;
      if (gun !== null) {
        guns.add(gun);
      }
    },
    failed: rethrow,
  });
  return [...guns].sort(compareUtf8);
}

/** Whether a file below `tuf` proves that the folder two levels up is a repository's. */
function isEvidence(segments: readonly string[]): boolean {
  const [folder, name = ''] = segments.slice(-2);
  const role = folder === 'metadata' ? roleOfFile([name]) : null;
  return folder === 'changelist' || (role !== null && isBaseRole(role));
}

function rethrow(error: unknown): never {
  throw error;
}
