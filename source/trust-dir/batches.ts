/** File operations under way at the same time; more would only queue up in the thread pool. */
const PARALLEL = 16;

/** Runs `work` for every item, some of them at a time, and resolves with the results in the items' order. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += PARALLEL) {
    results.push(...(await Promise.all(items.slice(start, start + PARALLEL).map(work))));
  }
  return results;
}
