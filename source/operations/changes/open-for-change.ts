import type { Gun, RepositoryState } from '../../tuf/index.ts';
import { readCachedRepository } from '../cached-repository.ts';
import { OperationError } from '../errors.ts';
import type { Outages } from '../outages.ts';
import { type Refreshed, requireTrusted } from '../refresh.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';

export interface OpenOptions {
  readonly signal: AbortSignal;
  readonly outages: Outages;
  /** As for a session. */
  readonly keep?: boolean;
}

/**
 * The newest state of a repository, for a change to build on; null for one that the server does not have. Throws the
 * adapter's error when the server does not answer: a change is never planned on a cache, which may be old.
 */
export async function openForChange(
  gun: Gun,
  request: ChangeRequest,
  { session, cache }: Pick<ChangePorts, 'session' | 'cache'>,
  options: OpenOptions,
): Promise<RepositoryState | null> {
  if (request.kind === 'delete' && !request.remote) {
    // What is only on this machine goes whatever the server says.
    return readCachedRepository(gun, cache);
  }
  const refreshed = await session.open(gun, { refresh: true, ...options });
  const { state, serverError } = refreshed;
  if (serverError !== null) {
    throw serverError;
  }
  if (state.remote === 'missing') {
    return missingState(refreshed, request);
  }
  return request.kind === 'delete' || isOnlyExpired(state) ? state : requireTrusted(refreshed);
}

/**
 * A repository that this machine trusted before cannot be begun anew: the new root would not be signed by the one that
 * is pinned here, as an attacker's would not.
 */
function missingState({ state }: Refreshed, request: ChangeRequest): RepositoryState | null {
  if (state.root.document !== null && request.kind !== 'delete') {
    throw new OperationError('repository-gone', { gun: state.gun });
  }
  return null;
}

/** What ran out can be signed again, or certified anew; whether the change does that is for the plan to see. */
function isOnlyExpired({ root, timestamp, snapshot, targets }: RepositoryState): boolean {
  const problems = [root, timestamp, snapshot, targets].flatMap((role) => role.problems);
  return problems.every(
    (problem) =>
      problem.code === 'role-expired' ||
      (problem.code === 'root-certificates-invalid' &&
        problem.refused.every(({ reason }) => reason === 'expired')),
  );
}
