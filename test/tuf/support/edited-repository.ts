import { createHash } from 'node:crypto';
import {
  buildTimestamp,
  draftChanges,
  type Edit,
  fileMetaOf,
  formatExpiry,
  type JsonValue,
  parseSnapshot,
  type RepositoryState,
  type SignedFile,
  type SignedPart,
  type Signer,
  type SignerOf,
  signDocument,
  signDraft,
  TRUST_ON_FIRST_USE,
  type TufKey,
} from '../../../source/tuf/index.ts';
import { daysFromNow, NOW, type TestRepository } from '../../support/repository-builder.ts';
import { runChain } from '../../support/run-chain.ts';

/** Finds the signer of a key among `signers`, by the key itself or by the plain key in its certificate. */
export function signerAmong(signers: readonly Signer[]): SignerOf {
  const byId = new Map<string, Signer>();
  for (const signer of signers) {
    byId.set(signer.key.canonicalId, signer);
  }
  return (key: TufKey) => byId.get(key.canonicalId) ?? null;
}

/** What anybody finds who meets the repository for the first time, or who last saw `cached`. */
export function stateOf(
  repository: TestRepository,
  cached: ReadonlyMap<string, Uint8Array> = new Map(),
): RepositoryState {
  const input = {
    gun: repository.gun,
    cached: (role: string) => cached.get(role) ?? null,
    pinning: TRUST_ON_FIRST_USE,
    now: NOW,
  };
  return runChain(input, repository.answer).state;
}

/** Makes edits in a published repository, signs them and has the server take them; returns the state afterwards. */
export function publishEdits(
  repository: TestRepository,
  edits: readonly Edit[],
  signers: readonly Signer[],
): RepositoryState {
  const draft = draftChanges(stateOf(repository), edits, { now: NOW });
  serve(repository, signDraft(draft, signerAmong(signers)), signers);
  return stateOf(repository);
}

/**
 * Takes an update as a Notary server does: refuses versions that are not newer, makes the snapshot itself when none
 * came, and a timestamp. Its own keys are among `signers`, or those that the repository began with.
 */
export function serve(
  repository: TestRepository,
  files: readonly SignedFile[],
  signers: readonly Signer[] = [],
): void {
  for (const { role, bytes } of files) {
    const stored = repository.files.get(`${role}.json`);
    if (stored !== undefined && versionOf(bytes) <= versionOf(stored)) {
      throw new Error(`VERSION: ${role} ${versionOf(bytes)} over ${versionOf(stored)}`);
    }
    store(repository, role, bytes);
  }
  if (!files.some(({ role }) => role === 'snapshot')) {
    store(repository, 'snapshot', serverSnapshot(repository, files, signers));
  }
  const before = repository.files.get('timestamp.json');
  const part = buildTimestamp({
    version: before === undefined ? 1 : versionOf(before) + 1,
    expires: formatExpiry(daysFromNow(14)),
    meta: new Map([['snapshot', fileMetaOf(repository.current('snapshot'))]]),
  });
  store(repository, 'timestamp', signDocument(part, serverSigners(repository, 'timestamp', signers)));
}

function serverSnapshot(
  repository: TestRepository,
  files: readonly SignedFile[],
  signers: readonly Signer[],
): Uint8Array {
  const before = repository.files.get('snapshot.json');
  const listed = before === undefined ? {} : parseSnapshot(before).raw['meta'];
  const added = files.map(({ role, bytes }) => [role, metaJson(bytes)] as const);
  const part: SignedPart = {
    _type: 'Snapshot',
    expires: formatExpiry(daysFromNow(1095)),
    version: before === undefined ? 1 : versionOf(before) + 1,
    meta: { ...(listed as object), ...Object.fromEntries(added) },
  };
  return signDocument(part, serverSigners(repository, 'snapshot', signers));
}

function serverSigners(
  repository: TestRepository,
  role: 'snapshot' | 'timestamp',
  signers: readonly Signer[],
): readonly Signer[] {
  const root = signedOf(repository.current('root'));
  const named: readonly string[] = root.roles[role].keyids;
  return [...signers, ...repository[role].keys].filter(
    ({ key }, index, all) =>
      named.includes(key.id) && all.findIndex((other) => other.key.id === key.id) === index,
  );
}

function metaJson(bytes: Uint8Array): JsonValue {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('base64');
  return { hashes: { sha256: digest('sha256'), sha512: digest('sha512') }, length: bytes.length };
}

function store(repository: TestRepository, role: string, bytes: Uint8Array): void {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  repository.files.set(`${role}.json`, bytes);
  repository.files.set(`${role}.${sha256}.json`, bytes);
  repository.files.set(`${versionOf(bytes)}.${role}.json`, bytes);
}

export function versionOf(bytes: Uint8Array): number {
  return signedOf(bytes).version;
}

/** `signed` of a file as anybody's JSON parser reads it. */
export function signedOf(bytes: Uint8Array) {
  return JSON.parse(Buffer.from(bytes).toString('utf8')).signed;
}
