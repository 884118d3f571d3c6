import { type Machine, thisMachine } from './machine.ts';

/**
 * Runs `work` while no other trustdeck does the same for `folder`, which is made when it is missing. Rejects with
 * `locked` when another one takes too long, and with what `work` throws.
 */
export async function exclusively<Result>(
  folder: string,
  work: () => Result | Promise<Result>,
  machine: Machine = thisMachine,
): Promise<Result> {
  // Loaded by those who write; reading is what most starts are for.
  const [{ takeLock }, { ensureFolder }] = await Promise.all([
    import('./lock.ts'),
    import('./make-folder.ts'),
  ]);
  const release = await takeLock(await ensureFolder(folder), machine);
  try {
    return await work();
  } finally {
    await release();
  }
}
