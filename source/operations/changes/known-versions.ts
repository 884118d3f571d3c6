import {
  type FileRequest,
  parseTargets,
  type RepositoryState,
  type RoleName,
  UPDATE_LIMITS,
} from '../../tuf/index.ts';
import type { ChangePorts } from './change-ports.ts';
import type { OpenOptions } from './open-for-change.ts';

/**
 * The versions that the server has of roles which nobody delegated to: it refuses one that is not newer. Where it
 * manages the snapshot, that goes on listing them; whoever holds the snapshot key drops them, and the server keeps their
 * files all the same (facts 6.2).
 */
export async function knownVersions(
  { gun, snapshot }: RepositoryState,
  roles: readonly RoleName[],
  { remotes }: Pick<ChangePorts, 'remotes'>,
  { signal }: Pick<OpenOptions, 'signal'>,
): Promise<ReadonlyMap<RoleName, number>> {
  const remote = await remotes.remoteFor(gun);
  const versions = await Promise.all(
    roles.map(async (role): Promise<readonly [RoleName, number][]> => {
      const listed = snapshot.document?.body.meta.get(role)?.sha256 ?? null;
      const by: FileRequest['by'] =
        listed === null ? { kind: 'current' } : { kind: 'sha256', sha256: listed };
      const reply = await remote.fetchFile(gun, { role, by, maxBytes: UPDATE_LIMITS.metadataBytes }, signal);
      if (reply.kind !== 'found') {
        return [];
      }
      const { version } = parseTargets(role, reply.bytes);
      // Every publish makes a snapshot. A server that claims more, and nobody has signed that, would use versions up.
      const most = listed === null ? (snapshot.document?.version ?? 0) : Number.POSITIVE_INFINITY;
      return version <= most ? [[role, version]] : [];
    }),
  );
  return new Map(versions.flat());
}
