import { TIMESTAMP } from '../../tuf/index.ts';
import type { NotaryRemote } from '../ports.ts';
import { sameDocuments } from '../same-documents.ts';
import type { ChangePorts } from './change-ports.ts';
import { type OpenOptions, openForChange } from './open-for-change.ts';
import type { RepositoryPlan } from './plan.ts';
import { storedAs } from './stored-files.ts';

const CURRENT = { kind: 'current' } as const;

interface LookAgain extends Pick<ChangePorts, 'session' | 'cache'> {
  readonly remote: NotaryRemote;
}

/**
 * Whether somebody has published since the plan was made. While the server signs snapshots it takes two updates that have
 * no role in common, one on top of the other, so that it refuses nobody: a key that leaves releases here may by then be
 * the only one that has signed them. What is new stays new until the change is sent a moment later.
 */
export async function publishedSince(
  { gun, request, base }: RepositoryPlan,
  { session, cache, remote }: LookAgain,
  options: OpenOptions,
): Promise<boolean> {
  if (base === null) {
    // Over a first root that somebody else has published, the server takes no other.
    return false;
  }
  // Every update comes with a new timestamp: the old one says in a single file that nothing is new.
  const timestamp = base.timestamp.document;
  if (
    timestamp !== null &&
    (await storedAs(gun, { role: TIMESTAMP, bytes: timestamp.bytes }, CURRENT, remote)) === 'same'
  ) {
    return false;
  }
  const now = await openForChange(gun, request, { session, cache }, options);
  return now === null || !sameDocuments(base, now);
}
