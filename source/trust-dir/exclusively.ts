import { takeLock } from './lock.ts';
import { type Machine, thisMachine } from './machine.ts';
import { ensureFolder } from './make-folder.ts';

/**
 * Runs `work` while no other trustdeck does the same for `folder`, which is made when it is missing. Rejects with
 * `locked` when another one takes too long, and with what `work` throws.
 */
export async function exclusively<Result>(
  folder: string,
  work: () => Result | Promise<Result>,
  machine: Machine = thisMachine,
): Promise<Result> {
  const release = await takeLock(await ensureFolder(folder), machine);
  try {
    return await work();
  } finally {
    await release();
  }
}
