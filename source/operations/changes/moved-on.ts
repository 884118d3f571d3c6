import {
  type Gun,
  parentRole,
  parseRoot,
  parseTargets,
  type RepositoryState,
  ROOT,
  type RoleName,
  type SignedFile,
  TARGETS,
  UPDATE_LIMITS,
} from '../../tuf/index.ts';
import type { NotaryRemote } from '../ports.ts';
import { NEVER } from './execution.ts';

/** One request that publishes. */
export interface Publishing {
  readonly gun: Gun;
  readonly files: readonly SignedFile[];
  /** What the files were made on top of; null for a new repository. */
  readonly base: RepositoryState | null;
}

/** Whether somebody has published one of the roles since that say who may sign these files. */
export async function hasMoved({ gun, files, base }: Publishing, remote: NotaryRemote): Promise<boolean> {
  const roles = new Set<RoleName>(files.flatMap(({ role }) => saying(role)));
  const versions = await Promise.all(
    [...roles].map(async (role) => (await currentVersion(gun, role, remote)) !== versionIn(base, role)),
  );
  return versions.includes(true);
}

/** The roles whose keys, one naming those of the next, decide about the signatures of a role. */
function saying(role: RoleName): readonly RoleName[] {
  const parent = parentRole(role);
  return parent === null ? [ROOT] : [parent, ...saying(parent)];
}

async function currentVersion(gun: Gun, role: RoleName, remote: NotaryRemote): Promise<number | null> {
  const by = { kind: 'current' } as const;
  const reply = await remote.fetchFile(gun, { role, by, maxBytes: UPDATE_LIMITS.metadataBytes }, NEVER);
  if (reply.kind !== 'found') {
    return null;
  }
  return (role === ROOT ? parseRoot(reply.bytes) : parseTargets(role, reply.bytes)).version;
}

function versionIn(base: RepositoryState | null, role: RoleName): number | null {
  if (base === null) {
    return null;
  }
  const state = role === ROOT ? base.root : role === TARGETS ? base.targets : base.delegations.get(role);
  return state?.document?.version ?? null;
}
