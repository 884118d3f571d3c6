import type { Doctor } from '../operations/index.ts';
import { examine, examineMachine } from './examine.ts';
import { prescribe, prescribeForMachine } from './prescribe.ts';

export type { Check, CheckWords, MachineCheck } from './check.ts';
export { CHECKS, MACHINE_CHECKS } from './checks.ts';

export const doctor: Doctor = {
  examine,
  examineMachine,
  prescribe,
  prescribeForMachine,
  explain: async (message) => (await import('./messages/explain.ts')).explain(message),
};
