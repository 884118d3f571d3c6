import type { CheckupModel } from '../presentation/checkup.ts';
import { isExamined } from '../presentation/checkup.ts';
import type { RepositoryItem } from '../presentation/repositories.ts';
import { focusOn } from './navigate.ts';
import { loadOf } from './selectors.ts';
import type { AppState } from './state.ts';
import { claimId, type Step, still } from './step.ts';

/** Opens the Doctor over everything, and has the repositories examined that nobody has looked at yet. */
export function openCheckup(state: AppState): Step {
  return still(examineAll(focusOn(state, 'checkup')));
}

/** Nothing that somebody waits for already is given up for it, but a refresh, which goes on as part of it. */
export function examineAll(state: AppState): AppState {
  const { repositories, job } = state;
  const left =
    repositories.status === 'ready' &&
    repositories.items.some(({ gun }) => !isExamined({ load: loadOf(state, gun) }));
  if (!left || (job !== null && job.kind !== 'refresh-all')) {
    return state;
  }
  const { id, state: claimed } = claimId(state);
  return { ...claimed, job: { kind: 'examine-all', id, total: repositories.items.length } };
}

/** The same as long as nothing of it changes. */
export function checkupModel(state: AppState, items: readonly RepositoryItem[]): CheckupModel {
  const running = state.job?.kind === 'examine-all';
  const { findings, failure } = state.machine;
  const { last } = MEMORY;
  if (
    last !== null &&
    last.items === items &&
    last.running === running &&
    (last.machine?.findings ?? null) === findings &&
    last.machineFailure === failure
  ) {
    return last;
  }
  MEMORY.last = { items, running, machine: findings === null ? null : { findings }, machineFailure: failure };
  return MEMORY.last;
}

const MEMORY: { last: CheckupModel | null } = { last: null };
