import type { RootDocument } from './metadata.ts';
import { parseRoot } from './parse.ts';
import type { TufProblem } from './problem.ts';
import { ROOT } from './role-name.ts';
import type { RemoteAnswer } from './role-state.ts';
import { checkRoot, requireTrusted, type TrustedRoot } from './root-check.ts';
import { rotateRoot } from './root-rotation.ts';
import type { TrustPinning } from './trust-pinning.ts';
import type { FileRequest } from './update.ts';
import { fetchOne, received, type Session, type Steps } from './update-chain-files.ts';
import { attempt, type FailedReading, noReading } from './update-chain-reading.ts';

/** The root with which an update begins. */
export type Anchor =
  | {
      readonly root: TrustedRoot;
      /** What still decides about its successors; null once a cached root is all the authority needed. */
      readonly pinning: TrustPinning | null;
      /** Why the server's newer root was refused where the cached one has run out; null when all is well. */
      readonly refusal: TufProblem | null;
      readonly stopped: null;
    }
  | { readonly root: null; readonly stopped: FailedReading<RootDocument>; readonly remote: RemoteAnswer };

/**
 * Finds the anchor of trust: the cached root, whatever its dates, or where there is none the server's current one, if
 * the pinning allows it. A cached root overrides pins, until it runs out: then its successor has to satisfy both.
 */
export function* findAnchor(session: Session): Steps<Anchor> {
  const cached = session.cache.file(ROOT);
  if (cached === null) {
    return yield* firstRoot(session);
  }
  const { gun, now, pinning } = session;
  const { value: root, problem } = attempt(() =>
    requireTrusted(
      checkRoot(parseRoot(cached), { gun, now, source: 'cache', predecessor: null, pinning: null }),
    ),
  );
  if (problem !== null) {
    // Damage is never repaired from the server, which could be the one who profits from it.
    const damaged = { code: 'cached-root-unreadable', role: ROOT, reason: problem.code } as const;
    return { root: null, stopped: noReading(damaged), remote: 'not-asked' };
  }
  session.cache.anchorAt(root.document.body);
  if (root.problems.length === 0) {
    return { root, pinning: null, refusal: null, stopped: null };
  }
  const rotation = yield* rotateRoot(session, { from: root, listed: null, pinning });
  return {
    root: rotation.kind === 'rotated' ? rotation.root : root,
    pinning,
    refusal: rotation.kind === 'refused' ? rotation.problem : null,
    stopped: null,
  };
}

/** Trust on first use, or by pin: the only moment at which a root is not vouched for by the one before it. */
function* firstRoot(session: Session): Steps<Anchor> {
  const { gun, now, pinning, limits } = session;
  const request: FileRequest = { role: ROOT, by: { kind: 'current' }, maxBytes: limits.rootBytes };
  const reply = yield* fetchOne(request);
  if (reply.kind === 'missing') {
    return stop(noReading({ code: 'repository-not-initialised', role: ROOT, gun }), 'missing');
  }
  const remote = reply.kind === 'unavailable' ? 'unavailable' : 'answered';
  const { file, problem } = received(reply, request);
  if (problem !== null) {
    return stop(noReading(problem), remote);
  }
  const { value: document, problem: malformed } = attempt(() => parseRoot(file.bytes));
  if (malformed !== null) {
    return stop(noReading(malformed), remote);
  }
  const verdict = checkRoot(document, { gun, now, source: 'server', predecessor: null, pinning });
  return verdict.refusal === null
    ? { root: verdict.trusted, pinning, refusal: null, stopped: null }
    : stop(verdict.reading, remote);
}

function stop(stopped: FailedReading<RootDocument>, remote: RemoteAnswer): Anchor {
  return { root: null, stopped, remote };
}
