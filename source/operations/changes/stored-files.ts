import { bytesEqual } from '../../base/index.ts';
import {
  type FileRequest,
  fileMetaOf,
  type Gun,
  parseRoot,
  parseSnapshot,
  parseTargets,
  ROOT,
  type SignedFile,
  SNAPSHOT,
  UPDATE_LIMITS,
} from '../../tuf/index.ts';
import type { NotaryRemote } from '../ports.ts';
import { NEVER } from './execution.ts';
import type { JournalFile } from './journal-port.ts';

/** What a server has under a name: the very file, another one, or none. */
export type Stored = 'same' | 'other' | 'missing';

/** What the server has of `file` under `by`, and is asked for now, whatever is known from before. */
export async function storedAs(
  gun: Gun,
  file: SignedFile,
  by: FileRequest['by'],
  remote: NotaryRemote,
): Promise<Stored> {
  const request = { role: file.role, by, maxBytes: file.bytes.length };
  const reply = await remote.fetchFile(gun, request, NEVER);
  switch (reply.kind) {
    case 'found':
      return bytesEqual(reply.bytes, file.bytes) ? 'same' : 'other';
    case 'missing':
      return 'missing';
    case 'too-large':
      return 'other';
  }
}

/** What the server has as the version that `file` is: an update is stored whole or not at all (facts 6.2). */
export function storedVersion(gun: Gun, file: SignedFile, remote: NotaryRemote): Promise<Stored> {
  return storedAs(gun, file, { kind: 'version', version: versionOf(file) }, remote);
}

/** How the journal remembers a file. */
export function sentFile(file: SignedFile): JournalFile {
  const { sha256 } = fileMetaOf(file.bytes);
  if (sha256 === null) {
    throw new TypeError('a file without a digest');
  }
  return { role: file.role, version: versionOf(file), sha256 };
}

/** Whether the server has taken these files, as far as their versions there tell. */
export async function wasStored(
  gun: Gun,
  sent: readonly JournalFile[],
  remote: NotaryRemote,
  signal: AbortSignal,
): Promise<boolean> {
  const stored = await Promise.all(
    sent.map(async ({ role, version, sha256 }) => {
      const by = { kind: 'version', version } as const;
      const reply = await remote.fetchFile(gun, { role, by, maxBytes: UPDATE_LIMITS.metadataBytes }, signal);
      return reply.kind === 'found' && fileMetaOf(reply.bytes).sha256 === sha256;
    }),
  );
  return sent.length > 0 && stored.every((isSame) => isSame);
}

export function versionOf({ role, bytes }: SignedFile): number {
  switch (role) {
    case ROOT:
      return parseRoot(bytes).version;
    case SNAPSHOT:
      return parseSnapshot(bytes).version;
    default:
      return parseTargets(role, bytes).version;
  }
}
