import type { Examination, Finding, Health, MachineExamination } from '../operations/index.ts';
import { CHECKS, MACHINE_CHECKS, RANKS } from './checks.ts';

const LEVELS = { error: 0, warning: 1, notice: 2 } as const;

/** All that is wrong with a repository, worst first, and within a level what to do first. */
export function examine(examination: Examination): Health {
  const findings = CHECKS.flatMap(({ find }) => find(examination)).sort(worstFirst);
  return { level: findings[0]?.level ?? 'ok', findings };
}

/** All that is wrong with the keys on this machine, worst first. */
export function examineMachine(examination: MachineExamination): readonly Finding[] {
  return MACHINE_CHECKS.flatMap(({ find }) => find(examination)).sort(worstFirst);
}

function worstFirst(left: Finding, right: Finding): number {
  return LEVELS[left.level] - LEVELS[right.level] || rankOf(left) - rankOf(right);
}

function rankOf({ code }: Finding): number {
  return RANKS.get(code) ?? RANKS.size;
}
