import { type Machine, thisMachine } from './machine.ts';

/**
 * Runs `work` while no other trustdeck does the same for `folder`, which is made when it is missing and whose real path
 * `work` is given. Rejects with `locked` when another one takes too long, and with what `work` throws.
 */
export async function exclusively<Result>(
  folder: string,
  work: (root: string) => Result | Promise<Result>,
  machine: Machine = thisMachine,
): Promise<Result> {
  // Loaded by those who write; reading is what most starts are for.
  const [{ takeLock }, { ensureFolder }] = await Promise.all([
    import('./lock.ts'),
    import('./make-folder.ts'),
  ]);
  const root = await ensureFolder(folder);
  const release = await takeLock(root, machine);
  try {
    return await work(root);
  } finally {
    await release();
  }
}
