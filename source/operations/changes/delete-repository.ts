import { AppError } from '../../base/index.ts';
import { type Gun, ROOT, UPDATE_LIMITS } from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import type { NotaryRemote } from '../ports.ts';
import type { ChangePorts } from './change-ports.ts';
import { NEVER } from './execution.ts';

/** How often the server is told to delete when nobody can say whether it has: deleting twice does no harm. */
const ATTEMPTS = 3;

/** Deletes at the server, makes sure that it is gone there, and then on this machine: what is left can be tried again. */
export async function deleteRepository(
  gun: Gun,
  { remote, cache }: { readonly remote: NotaryRemote | null; readonly cache: ChangePorts['cache'] },
): Promise<void> {
  if (remote !== null) {
    await deleteAtServer(gun, remote);
    if (await isServed(gun, remote)) {
      throw new OperationError('delete-not-verified', { gun, reason: 'still-there' });
    }
  }
  await cache.remove(gun);
  if ((await cache.read(gun)).files.size > 0) {
    throw new OperationError('delete-not-verified', { gun, reason: 'still-there' });
  }
}

/** Once nobody can say what came of it, no later failure says that it was not done. */
async function deleteAtServer(gun: Gun, remote: NotaryRemote): Promise<void> {
  let doubt: AppError | null = null;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await remote.deleteRepository(gun, NEVER);
    } catch (error) {
      const isUncertain = error instanceof AppError && error.code === 'outcome-uncertain';
      doubt ??= isUncertain ? error : null;
      if (!isUncertain || attempt === ATTEMPTS) {
        throw doubt ?? error;
      }
    }
  }
}

async function isServed(gun: Gun, remote: NotaryRemote): Promise<boolean> {
  const request = { role: ROOT, by: { kind: 'current' }, maxBytes: UPDATE_LIMITS.rootBytes } as const;
  try {
    return (await remote.fetchFile(gun, request, NEVER)).kind !== 'missing';
  } catch (error) {
    throw new OperationError('delete-not-verified', { gun, reason: 'unreadable' }, { cause: error });
  }
}
