import { reportError } from './error-words.ts';
import type { Refreshed } from './refresh.ts';
import type { Freshness } from './report.ts';

/** Whether an update shows what the server says now, or what it said before, and why. */
export function freshnessOf({ state, serverError, at, cachedAt }: Refreshed): Freshness {
  // Without a verified timestamp nothing is known to be fresh; it is then the answer that could not be trusted.
  if (state.fresh || (serverError === null && state.timestamp.source !== 'cache')) {
    return { from: 'server', at };
  }
  return {
    from: 'cache',
    savedAt: cachedAt,
    because:
      serverError === null
        ? {
            code: 'repository-not-initialised',
            message: `${state.gun} is gone from the server`,
            why: 'The server has no trust data for it any more; it may have been deleted.',
            next: 'Ask whoever runs the server before you rely on what is shown.',
          }
        : reportError(serverError),
  };
}
