import type { FileReply, FileRequest, RepositoryState, UpdateInput } from '../../source/tuf/index.ts';
import { updateChain } from '../../source/tuf/index.ts';

export interface ChainRun {
  readonly state: RepositoryState;
  /** What was asked for, by batch, such as `['snapshot sha256', 'targets sha256']`. */
  readonly trace: readonly (readonly string[])[];
  readonly requests: readonly FileRequest[];
}

/** Runs the update chain against `answer`, a server in a function, and records what it asked for. */
export function runChain(input: UpdateInput, answer: (request: FileRequest) => FileReply): ChainRun {
  const batches: (readonly FileRequest[])[] = [];
  const chain = updateChain(input);
  let step = chain.next([]);
  while (step.done !== true) {
    batches.push(step.value);
    step = chain.next(step.value.map(answer));
  }
  return {
    state: step.value,
    trace: batches.map((batch) => batch.map(describeRequest)),
    requests: batches.flat(),
  };
}

/** `ROLE`, `ROLE by hash` or `ROLE version N`. */
export function describeRequest({ role, by }: FileRequest): string {
  switch (by.kind) {
    case 'current':
      return role;
    case 'sha256':
      return `${role} by hash`;
    case 'version':
      return `${role} version ${by.version}`;
  }
}
