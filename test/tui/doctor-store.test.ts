import { describe, expect, it } from 'vitest';
import type { Diagnosis, ErrorReport, KnownRepository } from '../../source/operations/index.ts';
import type { Gun } from '../../source/tuf/index.ts';
import type { CommandId } from '../../source/tui/keymap/commands.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import type { Action } from '../../source/tui/store/action.ts';
import { diagnosisOf, doctorModel } from '../../source/tui/store/diagnosing.ts';
import type { Effect } from '../../source/tui/store/effect.ts';
import { fixTarget } from '../../source/tui/store/fix-target.ts';
import { refreshAll } from '../../source/tui/store/loading.ts';
import { reduce } from '../../source/tui/store/reducer.ts';
import { rowsOf, rowUnderCursor } from '../../source/tui/store/rows.ts';
import { loadOf, selectedRepository } from '../../source/tui/store/selectors.ts';
import { type AppState, initialState } from '../../source/tui/store/state.ts';
import { fakeServices, sampleKeys, UNREACHABLE } from '../support/fake-services.ts';
import { diagnosed, finding } from '../support/sample-findings.ts';
import { NOW } from '../support/sample-parts.ts';
import { expiringReport, signaturesBelowThreshold } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { linesOf } from '../tui-presentation/support.ts';

interface Run {
  readonly state: AppState;
  /** Of the last action. */
  readonly effects: readonly Effect[];
}

function apply(run: Run, ...actions: readonly Action[]): Run {
  return actions.reduce<Run>(({ state }, action) => reduce(state, action), run);
}

function commands(run: Run, ...ids: readonly CommandId[]): Run {
  return apply(run, ...ids.map((command): Action => ({ type: 'command', command })));
}

/** The app over these repositories, none of them opened yet. */
function over(guns: readonly Gun[]): Run {
  const settings = { messages: english, readOnly: false, version: '0' };
  const size = { columns: 110, rows: 30 };
  const initial = initialState({ services: fakeServices(), settings, size, now: NOW });
  const items: readonly KnownRepository[] = guns.map((gun) => ({ gun, origins: ['added'] }));
  const started = apply({ state: initial, effects: [] }, { type: 'started' });
  return apply(started, { type: 'repositories-listed', id: started.state.listing ?? 0, items });
}

function names(count: number): readonly Gun[] {
  return Array.from({ length: count }, (_, index) => `registry.example.com/team/app-${index}` as Gun);
}

const [FIRST = '' as Gun, SECOND = '' as Gun] = names(2);

function opened(run: Run, gun: Gun, report = signaturesBelowThreshold()): Run {
  const id = loadOf(run.state, gun).running ?? -1;
  return apply(run, { type: 'repository-opened', id, gun, report: { ...report, gun } });
}

function notOpened(run: Run, gun: Gun, failure: ErrorReport = UNREACHABLE): Run {
  return apply(run, { type: 'repository-failed', id: loadOf(run.state, gun).running ?? -1, gun, failure });
}

function answered(run: Run, gun: Gun, parts: Partial<Diagnosis> = {}): Run {
  const { health, ...facts } = signaturesBelowThreshold();
  const findings = health.findings.map((each) => diagnosed(each));
  const diagnosis: Diagnosis = { gun, facts, level: 'error', findings, ...parts };
  const id = diagnosisOf(run.state, gun).running ?? -1;
  return apply(run, { type: 'repository-diagnosed', id, gun, diagnosis });
}

function kinds({ effects }: Run): readonly Effect['kind'][] {
  return effects.map(({ kind }) => kind);
}

describe('the Doctor tab', () => {
  it('asks what can be done only when it is opened, and shows the findings meanwhile', () => {
    const browsing = opened(over([FIRST]), FIRST);
    expect(kinds(browsing)).not.toContain('diagnose');
    const shown = commands(browsing, 'doctor');
    expect(kinds(shown)).toEqual(['diagnose']);
    expect(doctorModel(shown.state)?.fixes).toEqual({ status: 'looking' });
    expect(doctorModel(shown.state)?.findings).toHaveLength(1);
    expect(doctorModel(answered(shown, FIRST).state)?.fixes).toEqual({ status: 'known' });
  });

  it('waits until the repository has been opened as far as it goes', () => {
    const early = commands(over([FIRST]), 'doctor');
    expect(kinds(early)).toEqual([]);
    expect(kinds(opened(early, FIRST))).toContain('diagnose');
    expect(kinds(notOpened(early, FIRST))).toContain('diagnose');
  });

  it('says of a repository that cannot be opened what the doctor says', () => {
    const failed = commands(notOpened(over([FIRST]), FIRST), 'doctor');
    expect(doctorModel(failed.state)).toBeNull();
    const findings = [diagnosed(finding('server-unreachable', 'error'), null)];
    const model = doctorModel(answered(failed, FIRST, { facts: null, findings }).state);
    expect(model).toMatchObject({ findings, opened: false, fixes: { status: 'known' } });
  });

  it('opens a repository that the doctor finds to open again', () => {
    const failed = commands(notOpened(over([FIRST]), FIRST), 'doctor');
    const recovered = answered(failed, FIRST);
    expect(kinds(recovered)).toEqual(['open-repository']);
    expect(doctorModel(opened(recovered, FIRST).state)?.opened).toBe(true);
  });

  it('cancels on leaving, and asks again on coming back', () => {
    const shown = commands(opened(over([FIRST]), FIRST), 'doctor');
    const { running } = diagnosisOf(shown.state, FIRST);
    const left = commands(shown, 'next-tab');
    expect(left.effects).toEqual([{ kind: 'cancel', id: running }]);
    expect(kinds(commands(left, 'previous-tab'))).toEqual(['diagnose']);
  });

  it('does not ask twice for the same, but again after a refresh, keeping what is shown', () => {
    const known = answered(commands(opened(over([FIRST]), FIRST), 'doctor'), FIRST);
    expect(kinds(commands(known, 'down', 'next-tab', 'previous-tab'))).toEqual([]);
    const again = opened(commands(known, 'refresh'), FIRST);
    expect(kinds(again)).toContain('diagnose');
    expect(doctorModel(again.state)?.fixes).toEqual({ status: 'known' });
  });

  it('asks again when other keys are here, and not when the same are listed again', () => {
    const known = answered(commands(opened(over([FIRST]), FIRST), 'doctor'), FIRST);
    const listed = (run: Run, keys: ReturnType<typeof sampleKeys>) =>
      apply(run, { type: 'keys-listed', id: run.state.loadingKeys ?? -1, keys, unreadable: [] });
    const first = listed(known, sampleKeys());
    expect(kinds(first)).toEqual(['diagnose']);
    const settled = commands(answered(first, FIRST), 'refresh-all');
    expect(kinds(listed(settled, [...sampleKeys()]))).toEqual([]);
  });

  it('says why it is not known what can be done', () => {
    const shown = commands(opened(over([FIRST]), FIRST), 'doctor');
    const id = diagnosisOf(shown.state, FIRST).running ?? -1;
    const failed = apply(shown, { type: 'diagnosis-failed', id, gun: FIRST, failure: UNREACHABLE });
    expect(doctorModel(failed.state)?.fixes).toEqual({ status: 'failed', failure: UNREACHABLE });
    expect(kinds(commands(failed, 'down'))).toEqual([]);
  });

  it('drops answers that nobody waits for', () => {
    const shown = commands(opened(over([FIRST]), FIRST), 'doctor');
    const stale = apply(shown, { type: 'diagnosis-failed', id: -7, gun: FIRST, failure: UNREACHABLE });
    expect(stale.state).toBe(shown.state);
  });

  it('is where Enter on a finding of the Overview leads', () => {
    const known = commands(opened(over([FIRST]), FIRST), 'panel-detail', 'bottom', 'top');
    const overview = rowsOf(known.state, 'overview');
    const index = Array.from({ length: overview.length }, (_, at) => overview.at(at)).findIndex(
      ({ opens }) => opens?.kind === 'finding',
    );
    const downs = Array.from({ length: index }, (): CommandId => 'down');
    let run = known;
    for (const down of downs) {
      run = rowUnderCursor(run.state)?.opens?.kind === 'finding' ? run : commands(run, down);
    }
    const led = commands(run, 'open');
    expect(led.state.tab).toBe('doctor');
    expect(rowUnderCursor(led.state)?.finding?.finding.code).toBe('releases-signatures-below-threshold');
  });
});

describe('the Doctor over everything', () => {
  it('examines what nobody has looked at, a few at a time, and stops with Escape', () => {
    const guns = names(60);
    const run = commands(over(guns), 'doctor-all');
    expect(run.state.job).toMatchObject({ kind: 'examine-all', total: 60 });
    const running = (state: AppState) => [...state.loads.values()].filter((load) => load.running !== null);
    expect(running(run.state).length).toBeLessThanOrEqual(5);
    const stopped = commands(run, 'back');
    expect(stopped.state.job).toBeNull();
    expect(stopped.state.focus).toBe('checkup');
    expect(running(stopped.state).length).toBeLessThanOrEqual(1);
    expect(commands(stopped, 'back').state.focus).toBe('repositories');
  });

  it('reaches every repository, whether it can be opened or not', () => {
    const guns = names(40);
    let run = commands(over(guns), 'doctor-all');
    for (let round = 0; round < guns.length; round += 1) {
      const [next] = [...run.state.loads].filter(([, { running }]) => running !== null);
      if (next !== undefined) {
        run = round % 3 === 0 ? notOpened(run, next[0]) : opened(run, next[0], healthyReport());
      }
    }
    expect(run.state.job).toBeNull();
    expect(
      guns.every((gun) => loadOf(run.state, gun).report !== null || loadOf(run.state, gun).failure !== null),
    ).toBe(true);
  });

  it('goes on while somebody reads elsewhere, and is no reason to ask before quitting', () => {
    const run = commands(over(names(40)), 'doctor-all', 'panel-repositories');
    expect(run.state.job?.kind).toBe('examine-all');
    expect(kinds(commands(run, 'quit'))).toEqual(['exit']);
  });

  it('leads to the Doctor tab of the repository under the cursor, which f is about too', () => {
    const both = over([FIRST, SECOND]);
    const known = opened(opened(both, FIRST, healthyReport()), SECOND, expiringReport());
    const page = commands(known, 'doctor-all');
    expect(fixTarget(page.state)).toEqual({ gun: SECOND, wanted: null });
    const led = commands(page, 'open');
    expect(selectedRepository(led.state)).toBe(SECOND);
    expect([led.state.focus, led.state.tab]).toEqual(['detail', 'doctor']);
  });

  it('opens again what a fix has changed, also where that is not the selected repository', () => {
    const both = opened(opened(over([FIRST, SECOND]), FIRST, healthyReport()), SECOND, expiringReport());
    const page = commands(both, 'doctor-all');
    const { state } = refreshAll(page.state, [SECOND]);
    const asked = apply({ state, effects: [] }, { type: 'ticked', now: NOW });
    expect(asked.effects).toMatchObject([{ kind: 'open-repository', gun: SECOND, refresh: true }]);
    const told = opened(asked, SECOND, healthyReport());
    expect(kinds(told)).not.toContain('cancel');
    expect(linesOf(rowsOf(told.state, 'checkup'))).toContain('✓ 2 repositories are fine');
  });

  it('looks at the keys here, again whenever they are listed again, and not once it is left', () => {
    const known = opened(over([FIRST]), FIRST, healthyReport());
    const listed = (run: Run) =>
      apply(run, {
        type: 'keys-listed',
        id: run.state.loadingKeys ?? -1,
        keys: sampleKeys(),
        unreadable: [],
      });
    const page = commands(listed(known), 'doctor-all');
    expect(kinds(page)).toEqual(['diagnose-keys']);
    const found = [diagnosed(finding('root-key-not-backed-up', 'warning'), null)];
    const id = page.state.machine.running ?? -1;
    const told = apply(page, { type: 'keys-diagnosed', id, findings: found });
    expect(told.state.machine.findings).toBe(found);
    const relisted = listed(commands(told, 'refresh-all'));
    expect(kinds(relisted)).toContain('diagnose-keys');
    expect(kinds(commands(relisted, 'back'))).toContain('cancel');
  });

  it('is not about the selected repository where it shows none', () => {
    const fine = commands(opened(over([FIRST]), FIRST, healthyReport()), 'doctor-all');
    expect(selectedRepository(fine.state)).toBe(FIRST);
    expect(fixTarget(fine.state)).toBeNull();
  });

  it('has nothing to examine again once all are examined', () => {
    const known = opened(over([FIRST]), FIRST, healthyReport());
    const twice = commands(known, 'doctor-all', 'doctor-all');
    expect(twice.state.job).toBeNull();
    expect(twice.state.toast?.text).toContain('all are examined');
  });
});
