import { bytesEqual } from '../base/index.ts';
import type { FileMeta, RootDocument } from './metadata.ts';
import { parseRoot } from './parse.ts';
import { TufError, type TufProblem } from './problem.ts';
import { ROOT } from './role-name.ts';
import { checkRoot, requireTrusted, type TrustedRoot } from './root-check.ts';
import type { TrustPinning } from './trust-pinning.ts';
import type { FileReply, FileRequest } from './update.ts';
import {
  fetchAll,
  fetchOne,
  type Received,
  received,
  receivedListed,
  requestByHash,
  type Session,
  type Steps,
} from './update-chain-files.ts';
import { attempt, rollbackOf } from './update-chain-reading.ts';

export interface RotationOptions {
  /** The trusted root, by which every later one has to be vouched for. */
  readonly from: TrustedRoot;
  /** What a verified snapshot lists as the newest root; null when none could be read. */
  readonly listed: FileMeta | null;
  /** As in `RootCheckOptions`, for the newest root. */
  readonly pinning: TrustPinning | null;
}

export type Rotation =
  | { readonly kind: 'rotated'; readonly root: TrustedRoot }
  /** There is no other root than the trusted one, or the server cannot be asked. */
  | { readonly kind: 'unchanged' }
  /** The server says that there is no root at all. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly problem: TufProblem };

/**
 * Steps 5.3.2 to 5.3.9 of the client workflow of TUF in Notary's manner (facts 5.2): the newest root first; when the
 * trusted one has not signed it, every root between them, each vouched for by the one before it.
 */
export function* rotateRoot(session: Session, options: RotationOptions): Steps<Rotation> {
  const request = requestNewest(session, options.listed);
  const reply = yield* fetchOne(request);
  if (reply.kind === 'unavailable' || (reply.kind === 'missing' && options.listed === null)) {
    return { kind: reply.kind === 'missing' ? 'missing' : 'unchanged' };
  }
  const { value: newest, problem } = attempt(() => readNewest(reply, request, options));
  if (problem !== null) {
    return refused(problem);
  }
  return newest === null ? { kind: 'unchanged' } : yield* trustNewest(session, newest, options);
}

function requestNewest({ limits }: Session, listed: FileMeta | null): FileRequest {
  return listed === null || listed.sha256 === null
    ? { role: ROOT, by: { kind: 'current' }, maxBytes: limits.rootBytes }
    : requestByHash(ROOT, listed.sha256, Math.min(listed.length, limits.rootBytes));
}

/** The newest root, parsed; null when it is the trusted one itself. */
function readNewest(
  reply: FileReply,
  request: FileRequest,
  { from, listed }: RotationOptions,
): RootDocument | null {
  const answer =
    listed === null ? received(reply, request) : receivedListed({ request, meta: listed }, reply);
  const file = fileOf(answer);
  if (bytesEqual(file, from.document.bytes)) {
    return null;
  }
  const newest = parseRoot(file);
  const rollback = rollbackOf(newest, ROOT, from.document.version);
  if (rollback !== null) {
    throw new TufError(rollback);
  }
  return newest;
}

function* trustNewest(
  session: Session,
  newest: RootDocument,
  { from, pinning }: RotationOptions,
): Steps<Rotation> {
  const decide = (predecessor: TrustedRoot): Rotation => {
    const { gun, now } = session;
    const verdict = checkRoot(newest, { gun, now, source: 'server', predecessor, pinning });
    return verdict.refusal === null ? { kind: 'rotated', root: verdict.trusted } : refused(verdict.refusal);
  };
  const direct = decide(from);
  const expected = from.document.version + 1;
  if (direct.kind === 'rotated' && newest.version < expected) {
    // Equivocation: of two roots with one version only one can be the repository's.
    return refused({ code: 'root-version-mismatch', role: ROOT, expected, found: newest.version });
  }
  const between = newest.version - expected;
  if (direct.kind !== 'refused' || direct.problem.code !== 'root-not-signed-by-previous' || between <= 0) {
    return direct;
  }
  const limit = session.limits.rootRotations;
  if (between > limit) {
    // Endless rotation: a version number alone must not make the client fetch for ever.
    return refused({ code: 'too-many-root-rotations', role: ROOT, limit });
  }
  const { root, problem } = yield* walkRoots(session, from, newest.version);
  return problem === null ? decide(root) : refused(problem);
}

interface Walk {
  /** The last root that could be trusted. */
  readonly root: TrustedRoot;
  readonly problem: TufProblem | null;
}

/** Trusts the roots between `from` and version `until`, one after the other. */
function* walkRoots(session: Session, from: TrustedRoot, until: number): Steps<Walk> {
  let root = from;
  while (root.document.version + 1 < until) {
    const first = root.document.version + 1;
    const count = Math.min(session.limits.rootBatch, until - first);
    const requests = Array.from({ length: count }, (_, index) => requestVersion(session, first + index));
    const nextReply = yield* fetchAll(requests);
    for (const request of requests) {
      const predecessor = root;
      const { value, problem } = attempt(() =>
        nextRoot(session, predecessor, received(nextReply(), request)),
      );
      if (problem !== null) {
        return { root, problem };
      }
      root = value;
    }
  }
  return { root, problem: null };
}

function requestVersion({ limits }: Session, version: number): FileRequest {
  return { role: ROOT, by: { kind: 'version', version }, maxBytes: limits.rootBytes };
}

/** The root right after `predecessor`; its dates do not matter, for the newest root alone has to be current. */
function nextRoot({ gun, now }: Session, predecessor: TrustedRoot, answer: Received): TrustedRoot {
  const document = parseRoot(fileOf(answer));
  const expected = predecessor.document.version + 1;
  if (document.version !== expected) {
    throw new TufError({ code: 'root-version-mismatch', role: ROOT, expected, found: document.version });
  }
  return requireTrusted(checkRoot(document, { gun, now, source: 'server', predecessor, pinning: null }));
}

function refused(problem: TufProblem): Rotation {
  return { kind: 'refused', problem };
}

function fileOf({ file, problem }: Received): Uint8Array {
  if (problem !== null) {
    throw new TufError(problem);
  }
  return file.bytes;
}
