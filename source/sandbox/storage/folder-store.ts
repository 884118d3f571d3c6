import { join } from 'node:path';
import { decodeUtf8, type Sha256Hex, utf8 } from '../../base/index.ts';
import { sha256Hex } from '../../crypto/index.ts';
import { SandboxError } from '../errors.ts';
import type { PrivateFolder } from './private-folder.ts';
import type { RepositoryRecord } from './record.ts';
import { readIndex, writeIndex } from './record-json.ts';
import type { Persistence } from './store.ts';

const INDEX = 'record.json';

/**
 * Keeps each repository in a folder named by the digest of its GUN, so that no name leads out of it: its metadata
 * files by their digests, and an index that is replaced last and thereby publishes everything at once. Loading
 * throws `folder-damaged` when something is not as it was written.
 */
export function folderPersistence(folder: PrivateFolder): Persistence {
  return {
    load: () => folder.names().flatMap((name) => loadRecord(folder.folder(name)) ?? []),
    save: (record) => saveRecord(folder.folder(sha256Hex(utf8(record.gun))), record),
  };
}

function saveRecord(folder: PrivateFolder, record: RepositoryRecord): void {
  const present = new Set(folder.names());
  for (const file of record.files) {
    if (!present.has(fileName(file.sha256))) {
      folder.write(fileName(file.sha256), file.bytes);
    }
  }
  folder.write(INDEX, utf8(writeIndex(record)));
}

/** The record in a folder; null when the first save never came to its end. */
function loadRecord(folder: PrivateFolder): RepositoryRecord | null {
  const bytes = folder.read(INDEX);
  if (bytes === null) {
    return null;
  }
  const index = readIndex(decodeUtf8(bytes) ?? '');
  if (index === null) {
    throw damaged(folder, INDEX, 'not an index of this version');
  }
  const { format: _, ...record } = index;
  return { ...record, files: index.files.map((file) => ({ ...file, bytes: loadFile(folder, file.sha256) })) };
}

function loadFile(folder: PrivateFolder, sha256: Sha256Hex): Uint8Array {
  const bytes = folder.read(fileName(sha256));
  if (bytes === null || sha256Hex(bytes) !== sha256) {
    throw damaged(folder, fileName(sha256), bytes === null ? 'missing' : 'content changed');
  }
  return bytes;
}

function damaged(folder: PrivateFolder, name: string, reason: string): SandboxError {
  return new SandboxError({ code: 'folder-damaged', path: join(folder.path, name), reason });
}

function fileName(sha256: Sha256Hex): string {
  return `${sha256}.json`;
}
