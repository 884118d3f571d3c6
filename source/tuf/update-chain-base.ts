import { checkFileMeta } from './file-meta.ts';
import type {
  FileMeta,
  MetadataDocument,
  SnapshotDocument,
  TargetsDocument,
  TimestampDocument,
} from './metadata.ts';
import { parseSnapshot, parseTargets, parseTimestamp } from './parse.ts';
import type { TufProblem } from './problem.ts';
import { type BaseRole, ROOT, type RoleName, SNAPSHOT, TARGETS, TIMESTAMP } from './role-name.ts';
import type { RemoteAnswer } from './role-state.ts';
import type { TrustedRoot } from './root-check.ts';
import type { FileRequest } from './update.ts';
import { fetchOne, obtain, type Received, received, type Session, type Steps } from './update-chain-files.ts';
import {
  type FailedReading,
  noReading,
  type Reading,
  type ReadOptions,
  readFile,
} from './update-chain-reading.ts';
import { baseSigners } from './update-chain-signers.ts';

/** What timestamp, snapshot and targets came to under one root. */
export interface BaseReadings {
  readonly timestamp: Reading<TimestampDocument>;
  readonly snapshot: Reading<SnapshotDocument>;
  readonly targets: Reading<TargetsDocument>;
  /** The verified snapshot lists another root than the one in use; null when it lists this one, or is not verified. */
  readonly otherRoot: TufProblem | null;
  readonly remote: RemoteAnswer;
}

/**
 * Steps 5.4 to 5.6 of the client workflow of TUF, under `root`. Each role vouches for the file of the next; one that
 * fails leaves those behind it unread.
 */
export function* readBaseRoles(session: Session, root: TrustedRoot): Steps<BaseReadings> {
  const base = yield* readTimestamp(session, root);
  if (!base.timestamp.verified) {
    return { ...base, snapshot: unread(SNAPSHOT, TIMESTAMP), targets: unread(TARGETS, TIMESTAMP) };
  }
  const snapshotFile = yield* obtain(session, SNAPSHOT, base.timestamp.document.body.meta.get(SNAPSHOT));
  const snapshot = readObtained(snapshotFile, readOptions(session, root, SNAPSHOT, parseSnapshot));
  if (!snapshot.verified) {
    return { ...base, snapshot, targets: unread(TARGETS, SNAPSHOT) };
  }
  const listed = snapshot.document.body.meta;
  const otherRoot = listedRootProblem(root, listed.get(ROOT));
  if (otherRoot !== null) {
    return { ...base, snapshot, otherRoot, targets: unread(TARGETS, ROOT) };
  }
  const targetsFile = yield* obtain(session, TARGETS, listed.get(TARGETS));
  const parse = (bytes: Uint8Array) => parseTargets(TARGETS, bytes);
  return {
    ...base,
    snapshot,
    targets: readObtained(targetsFile, readOptions(session, root, TARGETS, parse)),
  };
}

/** Nothing was read, because the server's root was refused. */
export function unreadBaseRoles(): BaseReadings {
  return {
    timestamp: unread(TIMESTAMP, ROOT),
    snapshot: unread(SNAPSHOT, ROOT),
    targets: unread(TARGETS, ROOT),
    otherRoot: null,
    remote: 'answered',
  };
}

/** A role that was not read because `broken` failed. */
export function unread(role: RoleName, broken: RoleName): FailedReading<never> {
  return noReading({ code: 'parent-unusable', role, parent: broken });
}

type TimestampReadings = Pick<BaseReadings, 'timestamp' | 'otherRoot' | 'remote'>;

/**
 * The timestamp always comes from the server; the cached one stands in only for a server that gives none at all.
 * One that is served and does not verify is an attack or a new root, never a reason to go on from the cache.
 */
function* readTimestamp(session: Session, root: TrustedRoot): Steps<TimestampReadings> {
  const request: FileRequest = {
    role: TIMESTAMP,
    by: { kind: 'current' },
    maxBytes: session.limits.timestampBytes,
  };
  const reply = yield* fetchOne(request);
  const answer = received(reply, request);
  const options = readOptions(session, root, TIMESTAMP, parseTimestamp);
  if (reply.kind !== 'missing' && reply.kind !== 'unavailable') {
    return { timestamp: readObtained(answer, options), otherRoot: null, remote: 'answered' };
  }
  const cached = session.cache.file(TIMESTAMP);
  const standIn = cached === null ? null : readFile({ bytes: cached, source: 'cache' }, options);
  const timestamp = standIn?.verified ? standIn : readObtained(answer, options);
  return { timestamp, otherRoot: null, remote: reply.kind };
}

/** Mix-and-match: the root in use has to be the one that the snapshot was made with. */
function listedRootProblem(root: TrustedRoot, listed: FileMeta | undefined): TufProblem | null {
  return listed === undefined
    ? { code: 'metadata-missing', role: ROOT, sha256: null }
    : checkFileMeta(root.document.bytes, listed, ROOT);
}

function readObtained<Document extends MetadataDocument<unknown>>(
  { file, problem }: Received,
  options: ReadOptions<Document>,
): Reading<Document> {
  return problem === null ? readFile(file, options) : noReading(problem);
}

function readOptions<Document>(
  { cache, now }: Session,
  root: TrustedRoot,
  role: RoleName & Exclude<BaseRole, 'root'>,
  parse: (bytes: Uint8Array) => Document,
): ReadOptions<Document> {
  const signers = baseSigners(root.document.body, role);
  return { role, parse, signers, now, trustedVersion: (found) => cache.trustedVersion(role, signers, found) };
}
