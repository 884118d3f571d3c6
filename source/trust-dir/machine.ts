import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, systemClock } from '../base/index.ts';
import { systemCodeOf } from './errors.ts';

/** What locking and writing need to know of the machine, so that tests can stand in for another process or host. */
export interface Machine {
  readonly clock: Clock;
  readonly host: string;
  readonly processId: number;
  /** Whether a process of this host is still there. */
  isRunning(processId: number): boolean;
  /** Twelve hexadecimal digits, never the same twice. */
  randomName(): string;
  /** Unpredictable ones. */
  randomBytes(count: number): Uint8Array;
  delay(milliseconds: number): Promise<void>;
}

export const thisMachine: Machine = {
  clock: systemClock,
  host: hostname(),
  processId: process.pid,
  isRunning(processId) {
    try {
      process.kill(processId, 0);
      return true;
    } catch (error) {
      // EPERM: it is there, and somebody else's.
      return systemCodeOf(error) !== 'ESRCH';
    }
  },
  randomName: () => randomBytes(6).toString('hex'),
  randomBytes: (count) => randomBytes(count),
  delay: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
