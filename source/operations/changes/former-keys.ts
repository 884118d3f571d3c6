import { AppError } from '../../base/index.ts';
import {
  baseSigners,
  delegationSigners,
  type FileRequest,
  parentRole,
  parseRoot,
  parseTargets,
  type RepositoryState,
  ROOT,
  type RoleName,
  type RootDocument,
  signerNameOf,
  TARGETS,
  type TargetsBody,
  type TargetsDocument,
  TufError,
  type TufKey,
  UPDATE_LIMITS,
  verifySignatures,
} from '../../tuf/index.ts';
import type { NotaryRemote } from '../ports.ts';
import type { FormerKey } from './change-ports.ts';

/** How many versions back are looked through, of root and of each document that delegates. */
const VERSIONS = 20;

interface Archive {
  readonly state: RepositoryState;
  readonly remote: NotaryRemote;
  readonly signal: AbortSignal;
}

/**
 * Keys that older versions of the documents above `roles` named for them: whoever was taken out may have signed what is
 * still there. Only versions count that were signed as the trusted root, or one that its keys vouch for, asks; what
 * cannot be read or verified is as good as none.
 */
export async function formerKeys(
  roles: readonly RoleName[],
  archive: Archive,
): Promise<readonly FormerKey[]> {
  const parents = new Set(roles.map(parentRole).filter((parent) => parent !== null));
  const found = await Promise.all(
    [...parents].map(async (parent) => {
      const versions = await olderVersions(parent, archive);
      return versions.flatMap(({ body }) => roles.flatMap((role) => keysFor(role, body)));
    }),
  );
  return found.flat();
}

function keysFor(role: RoleName, body: TargetsBody): readonly FormerKey[] {
  const { roles } = body.delegations;
  const delegation = roles.find(({ name }) => name === role);
  return delegation === undefined
    ? []
    : delegationSigners(body, delegation).keys.map((key) => ({ role, key, signer: signerWith(key, body) }));
}

function signerWith({ id }: TufKey, { delegations: { roles } }: TargetsBody): string | null {
  const names = roles.flatMap(({ name, keyIds }) => (keyIds.includes(id) ? signerNameOf(name) : null));
  return names.find((name) => name !== null) ?? null;
}

async function olderVersions(parent: RoleName, archive: Archive): Promise<readonly TargetsDocument[]> {
  const { state } = archive;
  const current = parent === TARGETS ? state.targets : state.delegations.get(parent);
  const read = (bytes: Uint8Array) => parseTargets(parent, bytes);
  const [documents, rules] = await Promise.all([
    before(current?.document?.version ?? 0, parent, read, archive),
    parent === TARGETS
      ? (await trustedRoots(archive)).map((root) => baseSigners(root.body, 'targets'))
      : [current].filter((role) => role !== undefined),
  ]);
  return documents.filter((document) =>
    rules.some((rule) => verifySignatures(document, { ...rule, role: parent }).problem === null),
  );
}

/** The trusted root, and those before it that are signed by keys which it still lists (facts 4.1). */
async function trustedRoots(archive: Archive): Promise<readonly RootDocument[]> {
  const { document } = archive.state.root;
  if (document === null) {
    return [];
  }
  const older = await before(document.version, ROOT, parseRoot, archive);
  const isVouchedFor = (root: RootDocument) => {
    const { keyIds, threshold } = root.body.roles.root;
    const keys = keyIds.flatMap((id) => document.body.keys.get(id) ?? []);
    return verifySignatures(root, { keys, threshold, role: ROOT }).problem === null;
  };
  return [document, ...older.filter(isVouchedFor)];
}

/** Those before `version`, newest first, as far as the server has them. */
async function before<Document>(
  version: number,
  role: RoleName,
  read: (bytes: Uint8Array) => Document,
  { state: { gun }, remote, signal }: Archive,
): Promise<readonly Document[]> {
  const count = Math.max(Math.min(version - 1, VERSIONS), 0);
  const numbers = Array.from({ length: count }, (_, index) => version - 1 - index);
  const documents = await Promise.all(
    numbers.map(async (number): Promise<readonly Document[]> => {
      const by = { kind: 'version', version: number } as const;
      const request: FileRequest = { role, by, maxBytes: UPDATE_LIMITS.metadataBytes };
      try {
        const reply = await remote.fetchFile(gun, request, signal);
        return reply.kind === 'found' ? [read(reply.bytes)] : [];
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof AppError || error instanceof TufError) {
          return [];
        }
        throw error;
      }
    }),
  );
  return documents.flat();
}
