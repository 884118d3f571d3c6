import type { Machine } from './machine.ts';
import type { WriteTurns } from './write-turns.ts';

/** A trust directory as its stores see it. */
export interface Place {
  /** Absolute; may not exist. */
  readonly trustDir: string;
  readonly machine: Machine;
  readonly turns: WriteTurns;
}
