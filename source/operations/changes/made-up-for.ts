import type { ChangeRequest } from './change-request.ts';
import type { ChangeJournal, JournalRun } from './journal-port.ts';
import type { ChangeResult } from './plan.ts';
import { isDone } from './run-journal.ts';

/**
 * Closes unfinished runs of the same request whose repositories have all come to their end now: whoever makes a request
 * again, instead of going on with the run that it began, has nothing left to go on with.
 */
export async function closeMadeUpFor(
  request: ChangeRequest,
  results: readonly ChangeResult[],
  journal: Pick<ChangeJournal, 'unfinished' | 'remove'>,
): Promise<void> {
  const done = new Set(results.filter(isAtItsEnd).map(({ gun }) => gun));
  if (done.size === 0) {
    return;
  }
  const wanted = intentOf(request);
  const isMadeUpFor = (run: JournalRun) =>
    intentOf(run.request) === wanted &&
    run.repositories.every(({ gun, status }) => isDone(status) || done.has(gun));
  const { runs } = await journal.unfinished();
  for (const { id } of runs.filter(isMadeUpFor)) {
    await journal.remove(id);
  }
}

function isAtItsEnd({ plan, result, verified }: ChangeResult): boolean {
  return verified || (result === 'planned' && plan?.outcome === 'needs-others');
}

/** What is asked for, whichever key was made for it: a rotation that is begun again makes another one. */
function intentOf(request: ChangeRequest): string {
  return JSON.stringify({ ...request, newKey: null }, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && 'canonicalId' in value ? value.canonicalId : value,
  );
}
