import type { FileReply, FileRequest, RepositoryState, UpdateChain } from '../tuf/index.ts';

/**
 * Runs an update chain to its end. Every batch is answered in parallel; a rejection of `answer` (an abort) ends the
 * run, everything else about a file has to be said in its reply.
 */
export async function driveChain(
  chain: UpdateChain,
  answer: (request: FileRequest) => Promise<FileReply>,
): Promise<RepositoryState> {
  let step = chain.next([]);
  while (step.done !== true) {
    step = chain.next(await Promise.all(step.value.map(answer)));
  }
  return step.value;
}
