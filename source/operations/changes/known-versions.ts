import { parseTargets, type RepositoryState, type RoleName, UPDATE_LIMITS } from '../../tuf/index.ts';
import type { ChangePorts } from './change-ports.ts';
import type { OpenOptions } from './open-for-change.ts';

/**
 * The versions of roles that the snapshot still lists although nobody delegates to them: a server that manages the
 * snapshot never drops one (facts 6.2), and refuses a version that is not newer.
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
      if (listed === null) {
        return [];
      }
      const by = { kind: 'sha256', sha256: listed } as const;
      const reply = await remote.fetchFile(gun, { role, by, maxBytes: UPDATE_LIMITS.metadataBytes }, signal);
      return reply.kind === 'found' ? [[role, parseTargets(role, reply.bytes).version]] : [];
    }),
  );
  return new Map(versions.flat());
}
