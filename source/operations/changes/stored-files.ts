import { bytesEqual } from '../../base/index.ts';
import {
  type FileRequest,
  type Gun,
  parseRoot,
  parseSnapshot,
  parseTargets,
  ROOT,
  type SignedFile,
  SNAPSHOT,
} from '../../tuf/index.ts';
import type { NotaryRemote } from '../ports.ts';
import { NEVER } from './execution.ts';

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
