import { exclusively } from './exclusively.ts';
import type { Machine } from './machine.ts';

/** How everything that changes a trust directory takes turns. */
export interface WriteTurns {
  /** One at a time within this process: they would only wait for each other's lock. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The same, and while no other trustdeck writes; `work` is given the real path of the trust directory. */
  locked<Result>(work: (root: string) => Promise<Result>): Promise<Result>;
}

export function writeTurns(trustDir: string, machine: Machine): WriteTurns {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return { inTurn, locked: (work) => inTurn(() => exclusively(trustDir, work, machine)) };
}
