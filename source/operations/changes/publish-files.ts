import { AppError } from '../../base/index.ts';
import { OperationError } from '../errors.ts';
import type { NotaryRemote } from '../ports.ts';
import { NEVER } from './execution.ts';
import { hasMoved, type Publishing } from './moved-on.ts';
import { type Stored, storedVersion } from './stored-files.ts';

/** How often the same request is sent again after the server proved not to have taken it. */
const REPETITIONS = 2;

/**
 * Sends the files in one request. Resolves with `published` once the server has taken them, and with `conflict` when
 * somebody else published before. An answer that never came, or that something on the way got by sending our request
 * twice, is made up for by reading what the server has: sending again is safe, as it takes no version twice. Cannot be
 * interrupted; rejects with what the server refuses, or with `publish-unknown` when it cannot be read either.
 */
export async function publishFiles(
  publishing: Publishing,
  remote: NotaryRemote,
): Promise<'published' | 'conflict'> {
  let mayBeStored = false;
  for (let sent = 0; sent <= REPETITIONS; sent += 1) {
    const refusal = await send(publishing, remote);
    if (refusal === null) {
      return 'published';
    }
    mayBeStored ||= refusal.code === 'publish-uncertain' || mayBeLate(refusal);
    if (!mayBeStored) {
      throw refusal;
    }
    const stored = await readBack(publishing, remote);
    if (stored === 'same') {
      return 'published';
    }
    if (stored === 'other' || refusal.code === 'version-conflict') {
      return 'conflict';
    }
    if (refusal.code !== 'publish-uncertain') {
      if (mayBeLate(refusal) && (await wasOvertaken(publishing, remote))) {
        return 'conflict';
      }
      throw refusal;
    }
  }
  throw new OperationError('publish-unknown', { gun: publishing.gun });
}

/**
 * Whether the server may refuse the files for what was published before them. It looks at signatures before it looks at
 * versions, so that who comes late finds them wrong where the keys of root or targets have changed (facts 6.2).
 */
function mayBeLate({ code, detail }: AppError): boolean {
  return code === 'version-conflict' || (code === 'update-rejected' && Object(detail).reason === 'invalid');
}

/** Where that cannot be read, what stays certain is the refusal. */
async function wasOvertaken(publishing: Publishing, remote: NotaryRemote): Promise<boolean> {
  try {
    return await hasMoved(publishing, remote);
  } catch (error) {
    if (error instanceof AppError) {
      return false;
    }
    throw error;
  }
}

async function send({ gun, files }: Publishing, remote: NotaryRemote): Promise<AppError | null> {
  try {
    await remote.publish(gun, files, NEVER);
    return null;
  } catch (error) {
    if (error instanceof AppError) {
      return error;
    }
    throw error;
  }
}

async function readBack({ gun, files }: Publishing, remote: NotaryRemote): Promise<Stored> {
  try {
    const stored = await Promise.all(files.map((file) => storedVersion(gun, file, remote)));
    return stored.find((one) => one === 'other') ?? stored.find((one) => one === 'missing') ?? 'same';
  } catch (error) {
    throw new OperationError('publish-unknown', { gun }, { cause: error });
  }
}
