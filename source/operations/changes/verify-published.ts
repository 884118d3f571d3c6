import { AppError, bytesEqual } from '../../base/index.ts';
import {
  fileMetaOf,
  type Gun,
  parentRole,
  type RepositoryDraft,
  type RepositoryState,
  ROOT,
  type RoleName,
  type RoleState,
  type SignedFile,
  SNAPSHOT,
  TARGETS,
} from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import type { NotaryRemote } from '../ports.ts';
import { requireTrusted } from '../refresh.ts';
import type { ChangePorts } from './change-ports.ts';
import { NEVER } from './execution.ts';
import { viewAfter } from './planning/view-after.ts';
import { storedAs, storedVersion, versionOf } from './stored-files.ts';

/** An update that was under way before the publishing, and is shared with whoever began it, shows what was before. */
const READS = 3;

export interface Published {
  readonly gun: Gun;
  /** What it was made on top of; null for a new repository. */
  readonly base: RepositoryState | null;
  readonly draft: RepositoryDraft;
  readonly files: readonly SignedFile[];
}

/**
 * Downloads the repository again, verifies it from the root down, and compares every role with what was signed, byte for
 * byte. Where somebody has published on top of it meanwhile, the version that was signed has to be the one the server
 * took. Every role that was to be usable has to be. Rejects with `publish-not-verified`.
 */
export async function verifyPublished(
  published: Published,
  { session }: Pick<ChangePorts, 'session'>,
  remote: NotaryRemote,
): Promise<void> {
  const { gun, files, draft } = published;
  const state = await readAgain(published, session);
  const results = await Promise.all(files.map((file) => compare(file, { published, state, remote })));
  const isSuperseded = results.includes('superseded');
  const [missing] = results.flatMap((result, index) =>
    result === 'absent' ? [files[index]?.role ?? null] : [],
  );
  const [left] = isSuperseded ? [] : draft.removed.filter((role) => state.delegations.has(role));
  const role = missing ?? left;
  if (role !== undefined) {
    throw new OperationError('publish-not-verified', { gun, role, reason: 'not-served' });
  }
  const unusable = unusableRole(published, state);
  if (unusable !== null) {
    throw new OperationError('publish-not-verified', { gun, role: unusable, reason: 'unusable' });
  }
}

/** A role that was to be usable and is not: somebody has published to it at the very same time. */
function unusableRole({ draft, base }: Published, state: RepositoryState): RoleName | null {
  const expected = viewAfter(draft, base);
  const broken = [...state.delegations.values()].find(
    ({ role, usable }) => !usable && expected.get(role)?.trouble === null,
  );
  return broken?.role ?? null;
}

async function readAgain(
  { gun, files }: Published,
  session: ChangePorts['session'],
): Promise<RepositoryState> {
  for (let read = 1; ; read += 1) {
    const state = await readTrusted(gun, session);
    const isOld = files.some((file) => (documentOf(state, file.role)?.version ?? 0) < versionOf(file));
    if (!isOld || read === READS) {
      return state;
    }
  }
}

async function readTrusted(gun: Gun, session: ChangePorts['session']): Promise<RepositoryState> {
  try {
    const refreshed = await session.open(gun, { refresh: true, signal: NEVER });
    if (refreshed.serverError !== null) {
      throw refreshed.serverError;
    }
    return requireTrusted(refreshed);
  } catch (error) {
    const isUntrusted = error instanceof AppError && error.name === 'TufError';
    const reason = isUntrusted ? 'untrusted' : 'unreadable';
    throw new OperationError('publish-not-verified', { gun, role: null, reason }, { cause: error });
  }
}

interface Comparison {
  readonly published: Published;
  readonly state: RepositoryState;
  readonly remote: NotaryRemote;
}

type Compared = 'served' | 'superseded' | 'absent';

async function compare(file: SignedFile, { published, state, remote }: Comparison): Promise<Compared> {
  const { gun } = published;
  const served = roleOf(state, file.role);
  if (served?.document && bytesEqual(served.document.bytes, file.bytes)) {
    // The fixed-point trap (facts 3.3): a server answers 200 to a file that it then serves to nobody, because it lists
    // it under another hash than it is stored by. So each is fetched by its hash, unless the update has just done so.
    const wasFetchedByHash = served.source === 'server' && file.role !== ROOT;
    return wasFetchedByHash || (await isServedByHash(file, gun, remote)) ? 'served' : 'absent';
  }
  return isSuperseded(file, published, state) &&
    (await readable(gun, () => storedVersion(gun, file, remote))) === 'same'
    ? 'superseded'
    : 'absent';
}

/** Somebody has published the role, or what delegates to it, once more. */
function isSuperseded(file: SignedFile, { files }: Published, state: RepositoryState): boolean {
  const served = documentOf(state, file.role);
  if (served !== null) {
    return served.version > versionOf(file);
  }
  const parent = files.find(({ role }) => role === parentRole(file.role));
  return parent !== undefined && (documentOf(state, parent.role)?.version ?? 0) > versionOf(parent);
}

async function isServedByHash(file: SignedFile, gun: Gun, remote: NotaryRemote): Promise<boolean> {
  const { sha256 } = fileMetaOf(file.bytes);
  return (
    sha256 !== null &&
    (await readable(gun, () => storedAs(gun, file, { kind: 'sha256', sha256 }, remote))) === 'same'
  );
}

async function readable<Result>(gun: Gun, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw new OperationError(
      'publish-not-verified',
      { gun, role: null, reason: 'unreadable' },
      { cause: error },
    );
  }
}

function documentOf(state: RepositoryState, role: RoleName) {
  return roleOf(state, role)?.document ?? null;
}

function roleOf(state: RepositoryState, role: RoleName): RoleState | undefined {
  switch (role) {
    case ROOT:
      return state.root;
    case TARGETS:
      return state.targets;
    case SNAPSHOT:
      return state.snapshot;
    default:
      return state.delegations.get(role);
  }
}
