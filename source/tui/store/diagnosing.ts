import type { Diagnosed, Finding } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { DoctorModel } from '../presentation/doctor-group.ts';
import type { Action } from './action.ts';
import type { Effect } from './effect.ts';
import { geometryOf } from './geometry.ts';
import { refreshAll } from './loading.ts';
import { isWelcome, loadOf, selectedRepository } from './selectors.ts';
import {
  type AppState,
  type DiagnosisLoad,
  type DiagnosisSource,
  IDLE_DIAGNOSIS,
  type KeysLoad,
  type MachineLoad,
} from './state.ts';
import { andThen, claimId, type Step, still } from './step.ts';

type Answer<Type extends Action['type']> = Extract<Action, { readonly type: Type }>;

/**
 * Looks for what can be done about the findings that are on the screen, and for nothing else: each needs a plan. What is
 * left before the answer came is cancelled. Called after every action.
 */
export function diagnoseShown(state: AppState): Step {
  return andThen(diagnoseRepository(state), diagnoseKeys);
}

export function diagnosisOf(state: AppState, gun: Gun | null): DiagnosisLoad {
  return (gun === null ? undefined : state.diagnoses.get(gun)) ?? IDLE_DIAGNOSIS;
}

/**
 * What the Doctor tab shows of the selected repository; null until anything is known. Findings come with the report,
 * and again with what can be done about each.
 */
export function doctorModel(state: AppState): DoctorModel | null {
  const gun = selectedRepository(state);
  if (gun === null) {
    return null;
  }
  const { report } = loadOf(state, gun);
  const load = diagnosisOf(state, gun);
  const isCurrent = load.of !== null && isSameSource(load.of, sourceOf(state, gun));
  const { diagnosis, failure } = load;
  if (diagnosis !== null && (isCurrent || report === null || load.running !== null)) {
    return {
      gun,
      findings: diagnosis.findings,
      fixes: { status: 'known' },
      opened: diagnosis.facts !== null,
    };
  }
  if (report === null) {
    return null;
  }
  return {
    gun,
    findings: report.health.findings.map(undecided),
    fixes: failure !== null && isCurrent ? { status: 'failed', failure } : { status: 'looking' },
    opened: true,
  };
}

function undecided(finding: Finding): Diagnosed {
  return { finding, fix: null };
}

/** A repository that did not open before and does now is opened for everything else, too. */
export function repositoryDiagnosed(
  state: AppState,
  { id, gun, diagnosis }: Answer<'repository-diagnosed'>,
): Step {
  const recovered = diagnosis.facts !== null && loadOf(state, gun).report === null;
  const wanted = diagnosisOf(state, gun).running === id;
  const told = answered(state, gun, { id, change: { diagnosis, failure: null } });
  return recovered && wanted ? andThen(told, (next) => refreshAll(next, [gun])) : told;
}

export function diagnosisFailed(state: AppState, { id, gun, failure }: Answer<'diagnosis-failed'>): Step {
  return answered(state, gun, { id, change: { diagnosis: null, failure } });
}

export function keysDiagnosed(state: AppState, { id, findings }: Answer<'keys-diagnosed'>): Step {
  return state.machine.running === id
    ? still(withMachine(state, { findings, failure: null, running: null }))
    : still(state);
}

export function keysNotDiagnosed(state: AppState, { id, failure }: Answer<'keys-not-diagnosed'>): Step {
  return state.machine.running === id ? still(withMachine(state, { failure, running: null })) : still(state);
}

function answered(
  state: AppState,
  gun: Gun,
  { id, change }: { readonly id: number; readonly change: Partial<DiagnosisLoad> },
): Step {
  return diagnosisOf(state, gun).running === id
    ? still(withDiagnosis(state, gun, { ...change, running: null }))
    : still(state);
}

function diagnoseRepository(state: AppState): Step {
  const gun = shownRepository(state);
  const { state: left, effects } = cancelOthers(state, gun);
  if (gun === null) {
    return { state: left, effects };
  }
  const source = sourceOf(left, gun);
  const { of, running } = diagnosisOf(left, gun);
  if (of !== null && isSameSource(of, source)) {
    return { state: left, effects };
  }
  const { id, state: claimed } = claimId(left);
  return {
    state: withDiagnosis(claimed, gun, { of: source, running: id }),
    effects: [
      ...effects,
      ...(running === null ? [] : [{ kind: 'cancel', id: running } as const]),
      { kind: 'diagnose', id, gun },
    ],
  };
}

/** The repository whose Doctor tab is on the screen and has been opened as far as it goes. */
function shownRepository(state: AppState): Gun | null {
  const gun = selectedRepository(state);
  const { report, failure, running, refresh } = loadOf(state, gun);
  const settled = running === null && !refresh && (report !== null || failure !== null);
  const onScreen = state.tab === 'doctor' && geometryOf(state).areas.detail !== null && !isWelcome(state);
  return onScreen && settled && !state.quitting ? gun : null;
}

/** Nothing is remembered of what was not waited for, so that coming back asks again. */
function cancelOthers(state: AppState, wanted: Gun | null): Step {
  const effects: Effect[] = [];
  let next = state;
  for (const [gun, { running }] of state.diagnoses) {
    if (running !== null && gun !== wanted) {
      effects.push({ kind: 'cancel', id: running });
      next = withDiagnosis(next, gun, { running: null, of: null });
    }
  }
  return { state: next, effects };
}

/** The keys are looked at again whenever they are listed again: by then more repositories may have been opened. */
function diagnoseKeys(state: AppState): Step {
  const { machine, keys } = state;
  if (state.focus !== 'checkup' || state.quitting) {
    return machine.running === null
      ? still(state)
      : {
          state: withMachine(state, { running: null, of: null }),
          effects: [{ kind: 'cancel', id: machine.running }],
        };
  }
  if (keys.status === 'loading' || machine.of === keys) {
    return still(state);
  }
  const { id, state: claimed } = claimId(state);
  return {
    state: withMachine(claimed, { running: id, of: keys }),
    effects: [
      ...(machine.running === null ? [] : [{ kind: 'cancel', id: machine.running } as const]),
      { kind: 'diagnose-keys', id },
    ],
  };
}

function sourceOf(state: AppState, gun: Gun): DiagnosisSource {
  const { report, failure } = loadOf(state, gun);
  return { opened: failure ?? report, keys: fingerprint(state.keys) };
}

function isSameSource(left: DiagnosisSource, right: DiagnosisSource): boolean {
  return left.opened === right.opened && left.keys === right.keys;
}

/** Keys are listed again and again; only other keys make other findings. */
function fingerprint(load: KeysLoad): string {
  return load.status === 'ready'
    ? load.keys.map(({ id, exposed }) => `${id}${exposed ? '!' : ''}`).join(' ')
    : '';
}

function withDiagnosis(state: AppState, gun: Gun, change: Partial<DiagnosisLoad>): AppState {
  const load = { ...diagnosisOf(state, gun), ...change };
  return { ...state, diagnoses: new Map(state.diagnoses).set(gun, load) };
}

function withMachine(state: AppState, change: Partial<MachineLoad>): AppState {
  return { ...state, machine: { ...state.machine, ...change } };
}
