import { exclusively } from './exclusively.ts';
import type { Machine } from './machine.ts';

/** How everything that changes a trust directory takes turns. */
export interface WriteTurns {
  /** One at a time within this process: they would only wait for each other's lock. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * The same, and while no other trustdeck writes; `work` is given the real path of the trust directory. Those who wait
   * together share one taking of the lock.
   */
  locked<Result>(work: (root: string) => Promise<Result>): Promise<Result>;
}

/** The lock is for the moment of writing: after so many, others get their turn. */
const MOST_IN_A_ROW = 16;

interface Waiting {
  /** Never rejects. */
  readonly work: (root: string) => Promise<void>;
  /** Tells what came of the work. */
  readonly settle: () => void;
  readonly refuse: (error: unknown) => void;
}

export function writeTurns(trustDir: string, machine: Machine): WriteTurns {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  const waiting: Waiting[] = [];
  /** Whoever hears that its work is done finds the lock given back. */
  const workOff = async (): Promise<void> => {
    const taken: Waiting[] = [];
    try {
      await exclusively(
        trustDir,
        async (root) => {
          while (waiting.length > 0 && taken.length < MOST_IN_A_ROW) {
            const next = waiting.splice(0, 1);
            taken.push(...next);
            await next[0]?.work(root);
          }
        },
        machine,
      );
      for (const { settle } of taken) {
        settle();
      }
    } catch (error) {
      for (const { refuse } of [...taken, ...waiting.splice(0)]) {
        refuse(error);
      }
    }
  };
  const locked = <Result>(work: (root: string) => Promise<Result>): Promise<Result> => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    let settle = () => reject(new Error('not worked off'));
    waiting.push({
      work: async (root) => {
        settle = await work(root).then(
          (result) => () => resolve(result),
          (error) => () => reject(error),
        );
      },
      settle: () => settle(),
      refuse: reject,
    });
    void inTurn(async () => (waiting.length > 0 ? workOff() : undefined));
    return promise;
  };
  return { inTurn, locked };
}
