/** Where the time comes from. The engine never asks the machine: a test or a caller decides what now is. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock, for the composition root. */
export const systemClock: Clock = { now: () => new Date() };
