/** What became of one item; in the order of the items. */
export type Settled<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly error: unknown };

/** Repositories worked on at once: enough to hide the network, few enough not to look like an attack. */
export const REPOSITORIES_AT_ONCE = 8;

/**
 * Works on every item, at most `REPOSITORIES_AT_ONCE` at a time. A failure does not stop the others; an abort does,
 * and rejects with the signal's reason.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
  signal: AbortSignal,
): Promise<readonly Settled<Result>[]> {
  const results: Settled<Result>[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      signal.throwIfAborted();
      const index = next;
      next += 1;
      results[index] = await settle(work(items[index] as Item, index));
    }
  };
  await Promise.all(Array.from({ length: Math.min(REPOSITORIES_AT_ONCE, items.length) }, worker));
  signal.throwIfAborted();
  return results;
}

async function settle<Result>(promise: Promise<Result>): Promise<Settled<Result>> {
  try {
    return { ok: true, value: await promise };
  } catch (error) {
    return { ok: false, error };
  }
}
