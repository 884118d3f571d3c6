import type { Sha256Hex } from '../base/index.ts';
import { checkFileMeta } from './file-meta.ts';
import type { Gun } from './gun.ts';
import type { UpdateLimits } from './limits.ts';
import type { FileMeta } from './metadata.ts';
import type { TufProblem } from './problem.ts';
import type { RoleName } from './role-name.ts';
import type { TrustPinning } from './trust-pinning.ts';
import type { FileReply, FileRequest } from './update.ts';
import type { TrustedCache } from './update-chain-cache.ts';
import type { FoundFile } from './update-chain-reading.ts';

/** What stays the same through one update. */
export interface Session {
  readonly gun: Gun;
  readonly now: Date;
  readonly limits: UpdateLimits;
  readonly pinning: TrustPinning;
  readonly cache: TrustedCache;
}

/** A part of the update chain that may ask for files and comes to a `Result`. */
export type Steps<Result> = Generator<readonly FileRequest[], Result, readonly FileReply[]>;

/** A file, or why there is none. */
export type Received =
  | { readonly file: FoundFile; readonly problem: null }
  | { readonly file: null; readonly problem: TufProblem };

/** The request for a listed file. */
export interface Wanted {
  readonly request: FileRequest;
  readonly meta: FileMeta;
}

/** A listed file that is at hand, or known to be out of reach, or else the request for it. */
export type Located = Received | Wanted;

const UNAVAILABLE: FileReply = { kind: 'unavailable' };

/** Asks for files together; the returned function hands out the replies, in the order of the requests. */
export function* fetchAll(requests: readonly FileRequest[]): Steps<() => FileReply> {
  const replies = requests.length === 0 ? [] : yield requests;
  if (replies.length !== requests.length) {
    throw new RangeError(`${requests.length} files requested, ${replies.length} replies`);
  }
  const next = replies.values();
  return () => next.next().value ?? UNAVAILABLE;
}

export function* fetchOne(request: FileRequest): Steps<FileReply> {
  const nextReply = yield* fetchAll([request]);
  return nextReply();
}

/** What came of asking for a file that nothing lists: a current timestamp or root. */
export function received(reply: FileReply, { role, by, maxBytes }: FileRequest): Received {
  switch (reply.kind) {
    case 'found':
      // Endless data: the driver stops at the limit, and nothing beyond it is looked at here either.
      return reply.bytes.length <= maxBytes
        ? { file: { bytes: reply.bytes, source: 'server' }, problem: null }
        : none({ code: 'metadata-too-large', role, limit: maxBytes });
    case 'too-large':
      return none({ code: 'metadata-too-large', role, limit: maxBytes });
    case 'missing':
      return none({ code: 'metadata-missing', role, sha256: by.kind === 'sha256' ? by.sha256 : null });
    case 'unavailable':
      return none({ code: 'metadata-unavailable', role });
  }
}

/** What came of asking for a listed file: mix-and-match and endless data fail here, before anything is parsed. */
export function receivedListed({ request, meta }: Wanted, reply: FileReply): Received {
  const answer = received(reply, request);
  return answer.file === null ? answer : checked(answer.file, meta, request.role);
}

/** Finds a listed file in the cache, by its hash, or says how to ask for it. */
export function locate(session: Session, role: RoleName, meta: FileMeta): Located {
  const cached = session.cache.file(role);
  const atHand = cached === null ? null : checked({ bytes: cached, source: 'cache' }, meta, role);
  if (atHand?.file) {
    return atHand;
  }
  if (meta.sha256 === null) {
    return none({ code: 'no-supported-hash', role });
  }
  const limit = session.limits.metadataBytes;
  return meta.length > limit
    ? none({ code: 'metadata-too-large', role, limit })
    : { request: requestByHash(role, meta.sha256, meta.length), meta };
}

/** Fetches together those files that are not at hand, and pairs each item with its own. */
export function* obtainAll<Item extends { readonly located: Located }>(
  items: readonly Item[],
): Steps<readonly (readonly [Item, Received])[]> {
  const requests = items.flatMap(({ located }) => ('request' in located ? [located.request] : []));
  const nextReply = yield* fetchAll(requests);
  return items.map((item) => {
    const { located } = item;
    return [item, 'request' in located ? receivedListed(located, nextReply()) : located];
  });
}

/** Fetches a listed file unless it is cached. */
export function* obtain(session: Session, role: RoleName, meta: FileMeta | undefined): Steps<Received> {
  if (meta === undefined) {
    return none({ code: 'metadata-missing', role, sha256: null });
  }
  const located = locate(session, role, meta);
  return 'request' in located ? receivedListed(located, yield* fetchOne(located.request)) : located;
}

export function requestByHash(role: RoleName, sha256: Sha256Hex, maxBytes: number): FileRequest {
  return { role, by: { kind: 'sha256', sha256 }, maxBytes };
}

function checked(file: FoundFile, meta: FileMeta, role: RoleName): Received {
  const problem = checkFileMeta(file.bytes, meta, role);
  return problem === null ? { file, problem } : none(problem);
}

function none(problem: TufProblem): Received {
  return { file: null, problem };
}
