import { AppError } from '../../base/index.ts';
import type { Gun, SignedFile } from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import type { NotaryRemote } from '../ports.ts';
import { NEVER } from './execution.ts';
import { type Stored, storedVersion } from './stored-files.ts';

/** How often the same request is sent again after the server proved not to have taken it. */
const REPETITIONS = 2;

/**
 * Sends the files in one request. Resolves with `published` once the server has taken them, and with `conflict` when
 * somebody else published versions of these roles before. An answer that never came is made up for by reading what the
 * server has: sending again is safe, as it takes no version twice. Cannot be interrupted; rejects with what the server
 * refuses, or with `publish-unknown` when it cannot be read either.
 */
export async function publishFiles(
  gun: Gun,
  files: readonly SignedFile[],
  remote: NotaryRemote,
): Promise<'published' | 'conflict'> {
  let mayBeStored = false;
  for (let sent = 0; sent <= REPETITIONS; sent += 1) {
    const refusal = await send(gun, files, remote);
    if (refusal === null) {
      return 'published';
    }
    mayBeStored ||= refusal.code === 'publish-uncertain';
    const stored = mayBeStored ? await readBack(gun, files, remote) : 'missing';
    if (stored === 'same') {
      return 'published';
    }
    if (stored === 'other' || refusal.code === 'version-conflict') {
      return 'conflict';
    }
    if (refusal.code !== 'publish-uncertain') {
      throw refusal;
    }
  }
  throw new OperationError('publish-unknown', { gun });
}

async function send(gun: Gun, files: readonly SignedFile[], remote: NotaryRemote): Promise<AppError | null> {
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

async function readBack(gun: Gun, files: readonly SignedFile[], remote: NotaryRemote): Promise<Stored> {
  try {
    const stored = await Promise.all(files.map((file) => storedVersion(gun, file, remote)));
    return stored.find((one) => one === 'other') ?? stored.find((one) => one === 'missing') ?? 'same';
  } catch (error) {
    throw new OperationError('publish-unknown', { gun }, { cause: error });
  }
}
