import { FINDING_CODES } from '../operations/index.ts';
import type { Check, MachineCheck } from './check.ts';
import { snapshotKeyLocal } from './checks/snapshot-key-local.ts';

/** Every check of a repository. */
export const CHECKS: readonly Check[] = [snapshotKeyLocal];

/** Every check of this machine. */
export const MACHINE_CHECKS: readonly MachineCheck[] = [];

/** Place of each code in the order of what to do first. */
export const RANKS: ReadonlyMap<string, number> = new Map(FINDING_CODES.map((code, rank) => [code, rank]));
