import { describe, expect, it } from 'vitest';
import type { Diagnosed, Finding, Fix, FixAction, FixWay, Health } from '../../source/operations/index.ts';
import { asKeyId, type Gun, type KeyId } from '../../source/tuf/index.ts';
import type { CommandId } from '../../source/tui/keymap/commands.ts';
import { contextOf } from '../../source/tui/keymap/context.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import { wizards as words } from '../../source/tui/messages/english/wizards/wizards.ts';
import type { Action } from '../../source/tui/store/action.ts';
import type { Effect } from '../../source/tui/store/effect.ts';
import { reduce } from '../../source/tui/store/reducer.ts';
import { rowUnderCursor } from '../../source/tui/store/rows.ts';
import { loadOf, wizardOf } from '../../source/tui/store/selectors.ts';
import { type AppState, initialState } from '../../source/tui/store/state.ts';
import type { WizardEvent } from '../../source/tui/store/wizard-event.ts';
import type { TaskResult } from '../../source/tui/store/wizard-state.ts';
import { createKit } from '../../source/tui/wizards/kit.ts';
import { fakeServices, sampleKeys, UNREACHABLE } from '../support/fake-services.ts';
import { broken, finding } from '../support/sample-findings.ts';
import { gun, keyId, NOW, role, signer } from '../support/sample-parts.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { NEW_KEY, samplePlan, sampleQuestion } from './support/fake-changes.ts';

const API = gun('registry.example.com/admin/api');
const RELEASES = role('targets/releases');
const WITNESS = { kind: 'witness', roles: [RELEASES], as: 'jeff' } as const;
const JEFF = asKeyId(keyId('5570b88')) as KeyId;

const UNSIGNED: Finding = finding('releases-signatures-below-threshold', 'error', { role: RELEASES });
const LEFT_OUT: Finding = finding('signer-not-in-releases', 'warning', { role: RELEASES, subjects: ['ben'] });

interface Run {
  readonly state: AppState;
  readonly effects: readonly Effect[];
}

function apply(run: Run, ...actions: readonly Action[]): Run {
  return actions.reduce<Run>(({ state }, action) => reduce(state, action), run);
}

function commands(run: Run, ...ids: readonly CommandId[]): Run {
  return apply(run, ...ids.map((command): Action => ({ type: 'command', command })));
}

interface Start {
  readonly findings?: readonly Finding[];
  readonly readOnly?: boolean;
  readonly size?: AppState['size'];
}

/** The app with one opened repository and the keys listed. */
function started({
  findings = [UNSIGNED],
  readOnly = false,
  size = { columns: 110, rows: 30 },
}: Start = {}): Run {
  const settings = { messages: english, readOnly, version: '0' };
  const state = initialState({ services: fakeServices(), settings, size, now: NOW });
  let run = apply({ state, effects: [] }, { type: 'started' });
  run = apply(
    run,
    { type: 'repositories-listed', id: run.state.listing ?? 0, items: [{ gun: API, origins: ['added'] }] },
    { type: 'keys-listed', id: run.state.loadingKeys ?? 0, keys: sampleKeys(), unreadable: [] },
  );
  const health: Health = { level: findings[0]?.level ?? 'ok', findings };
  const report = { ...healthyReport({ health }), gun: API };
  return apply(run, {
    type: 'repository-opened',
    id: loadOf(run.state, API).running ?? -1,
    gun: API,
    report,
  });
}

/** `f`, with the wizards' code there: the doctor has been asked. */
function opened(run = started()): Run {
  const waiting = commands(run, 'fix');
  const load = waiting.effects.find(({ kind }) => kind === 'load-wizards');
  return load === undefined || !('id' in load)
    ? waiting
    : apply(waiting, { type: 'wizards-loaded', id: load.id, kit: createKit(words) });
}

function wayTo(action: FixAction, rest: Partial<FixWay> = {}): FixWay {
  return {
    id: action.kind,
    label: `by ${action.kind}`,
    action,
    here: true,
    who: [],
    commands: [],
    steps: [],
    hindrance: null,
    ...rest,
  };
}

function fixed(ways: readonly FixWay[], rest: Partial<Fix> = {}): Fix {
  return { label: 'Re-sign targets/releases', ways, automatic: true, judgement: null, ...rest };
}

const WITNESSED: Diagnosed = {
  finding: UNSIGNED,
  fix: fixed([wayTo({ kind: 'change', request: WITNESS })]),
};

/** The wizard once the doctor has answered with these. */
function diagnosed(findings: readonly Diagnosed[], run = opened()): Run {
  return happens(run, { kind: 'diagnosed', findings });
}

/** The Doctor tab once it knows what can be done. */
function doctorWith(findings: readonly Diagnosed[]): Run {
  const asking = commands(started(), 'doctor');
  const id = asking.effects.flatMap((effect) => (effect.kind === 'diagnose' ? [effect.id] : []))[0] ?? -1;
  const diagnosis = { gun: API, facts: healthyReport(), level: 'error', findings } as const;
  return apply(asking, { type: 'repository-diagnosed', id, gun: API, diagnosis });
}

function withWays(...ways: readonly FixWay[]): Run {
  return diagnosed([{ finding: UNSIGNED, fix: fixed(ways) }]);
}

function wizard({ state }: Run) {
  return wizardOf(state)?.wizard ?? null;
}

function phase(run: Run) {
  return wizard(run)?.phase;
}

function work({ effects }: Run) {
  return effects.flatMap((effect) => (effect.kind === 'wizard' ? [effect] : []));
}

function happens(run: Run, event: WizardEvent, id = work(run).at(-1)?.id ?? -1): Run {
  return apply(run, { type: 'wizard', id, event });
}

function typing(run: Run, typed: string): Run {
  const field = wizardOf(run.state)?.field;
  if (field === null || field === undefined) {
    throw new Error('there is no field to type into');
  }
  return apply(run, { type: 'edited', field: { ...field, text: typed, cursor: typed.length } });
}

function text({ state }: Run): string {
  const page = state.wizards?.page(state, { reader: false });
  return [
    page?.title ?? '',
    ...(page?.lines ?? []).map((line) => line.map((span) => span.text).join('')),
  ].join('\n');
}

function reviewed(run: Run, guns: readonly Gun[] = [API]): Run {
  const repositories = guns.map((each) => ({ gun: each, plan: samplePlan(WITNESS, each), error: null }));
  return happens(run, {
    kind: 'planned',
    reviewed: { plan: { request: WITNESS, repositories }, failures: new Map() },
  });
}

const RESULT: TaskResult = {
  repositories: [],
  files: [],
  saved: [],
  removed: [],
  tightened: [],
  dropped: 0,
  retired: [],
  incoming: null,
};

const PUBLISHED: TaskResult = {
  ...RESULT,
  repositories: [
    { gun: API, plan: samplePlan(WITNESS, API), result: 'published', verified: true, failure: null },
  ],
};

/** Carried out from the review on, with one passphrase. */
function carriedOut(run: Run, result = PUBLISHED): Run {
  const running = commands(run, 'wizard-button', 'wizard-continue');
  const { id } = work(running)[0] ?? { id: -1 };
  const asked = happens(
    running,
    { kind: 'asked', asked: { question: sampleQuestion(), repeat: false, problem: null } },
    id,
  );
  const given = commands(apply(asked, { type: 'secret-typed', typed: true }), 'wizard-continue');
  return happens(given, { kind: 'result', result }, id);
}

describe('pressing f', () => {
  it('asks the doctor anew about the selected repository', () => {
    const run = opened();
    expect(work(run).map((effect) => effect.work)).toEqual([{ kind: 'diagnose', gun: API }]);
    expect(wizard(run)).toMatchObject({ id: 'fix', guns: [API], phase: { at: 'preparing' } });
  });

  it.each([
    ['nothing is wrong', started({ findings: [] }), english.app.disabled['nothing-wrong']],
    ['nothing may be changed', started({ readOnly: true }), english.app.disabled['read-only']],
  ])('says why it cannot be used where %s', (_, run, reason) => {
    const pressed = commands(run, 'fix');
    expect(wizard(pressed)).toBeNull();
    expect(pressed.state.toast?.text).toBe(reason);
  });

  it('says so when the repository is not there yet', () => {
    const run = started();
    const loading = { ...run, state: { ...run.state, loads: new Map() } };
    const pressed = commands(loading, 'fix');
    expect(pressed.state.toast?.text).toBe(english.app.disabled['not-loaded']);
  });

  it('says that nothing can be done, and that nothing is wrong any more', () => {
    const hopeless = diagnosed([{ finding: UNSIGNED, fix: null }]);
    expect(wizard(hopeless)).toBeNull();
    expect(hopeless.state.toast?.text).toBe(words.fix.nothingToDo);
    const healed = diagnosed([]);
    expect(wizard(healed)).toBeNull();
    expect(healed.state.toast?.text).toBe(words.fix.healthyBefore);
  });

  it('skips what nothing can be done about, in the list and in the Doctor over all repositories', () => {
    const findings = [UNSIGNED, LEFT_OUT];
    const overAll = commands(started({ findings }), 'doctor-all');
    for (const run of [opened(started({ findings })), opened(overAll)]) {
      const answered = diagnosed(
        [
          { finding: UNSIGNED, fix: null },
          { ...WITNESSED, finding: LEFT_OUT },
        ],
        run,
      );
      expect(wizard(answered)?.fix?.current?.finding).toBe(LEFT_OUT);
    }
  });

  it('takes the way that the cursor is on in the Doctor', () => {
    const ways = ['jeff', 'mia'].map((as) =>
      wayTo({ kind: 'change', request: { ...WITNESS, as } }, { id: as, label: `as ${as}` }),
    );
    const answer: readonly Diagnosed[] = [{ finding: UNSIGNED, fix: fixed(ways) }];
    let run = doctorWith(answer);
    for (let rows = 0; rowUnderCursor(run.state)?.finding?.way !== 'mia'; rows += 1) {
      expect(rows).toBeLessThan(30);
      run = commands(run, 'down');
    }
    expect(text(diagnosed(answer, opened(run)))).toContain('▸ as mia');
  });

  it('says at once that nothing can be done, where the Doctor has said so', () => {
    const pressed = commands(doctorWith([{ finding: UNSIGNED, fix: null }]), 'fix');
    expect(wizard(pressed)).toBeNull();
    expect(pressed.state.toast?.text).toBe(english.app.disabled['nothing-to-do']);
  });

  it('takes the finding that the cursor is on, not a worse one', () => {
    const onSecond = started({ findings: [UNSIGNED, LEFT_OUT] });
    const place = { gun: API, finding: LEFT_OUT, way: null };
    const run = opened(onSecond);
    const fix = wizard(run)?.fix;
    const wanted = { ...run, state: withFix(run.state, { ...fix, wanted: place }) };
    const answered = diagnosed(
      [WITNESSED, { finding: { ...LEFT_OUT, level: 'error' }, fix: WITNESSED.fix }],
      {
        ...wanted,
        effects: run.effects,
      },
    );
    expect(wizard(answered)?.fix?.current?.finding.code).toBe('signer-not-in-releases');
  });

  it('says that a finding was put right meanwhile', () => {
    const run = opened();
    const place = { gun: API, finding: LEFT_OUT, way: null };
    const wanted = withFix(run.state, { ...wizard(run)?.fix, wanted: place });
    const gone = diagnosed([WITNESSED], { state: wanted, effects: run.effects });
    expect(wizard(gone)).toBeNull();
    expect(gone.state.toast?.text).toBe(words.fix.gone);
    const hopeless = diagnosed([{ finding: UNSIGNED, fix: null }], { state: wanted, effects: run.effects });
    expect(hopeless.state.toast?.text).toBe(words.fix.gone);
  });

  it('shows why the doctor could not be asked', () => {
    const failed = happens(opened(), { kind: 'failed', failure: UNREACHABLE });
    expect(text(failed)).toContain(UNREACHABLE.message);
    expect(wizard(commands(failed, 'wizard-continue'))).toBeNull();
  });
});

function withFix(state: AppState, fix: object): AppState {
  return {
    ...state,
    overlays: state.overlays.map((overlay) =>
      overlay.kind === 'wizard'
        ? { ...overlay, wizard: { ...overlay.wizard, fix: { ...overlay.wizard.fix, ...fix } as never } }
        : overlay,
    ),
  };
}

describe('a fix with one way', () => {
  it('is planned at once and says in the review what it puts right', () => {
    const planning = diagnosed([WITNESSED]);
    expect(work(planning)[0]?.work).toEqual({ kind: 'plan', request: WITNESS, guns: [API] });
    const review = reviewed(planning);
    expect(phase(review)?.at).toBe('review');
    expect(text(review)).toContain('Re-sign targets/releases · admin/api');
    expect(text(review)).toContain(`✗ ${UNSIGNED.summary}`);
    expect(text(review)).toContain(words.review.whatChanges);
  });

  it('says what there is to decide', () => {
    const judged = { ...WITNESSED, fix: fixed(WITNESSED.fix?.ways ?? [], { judgement: 'Who is that?' }) };
    expect(text(reviewed(diagnosed([judged])))).toContain('Who is that?');
  });

  it('is left from its review without anything changed', () => {
    const left = commands(reviewed(diagnosed([WITNESSED])), 'wizard-continue');
    expect(wizard(left)).toBeNull();
    expect(left.effects.filter(({ kind }) => kind === 'wizard')).toEqual([]);
  });
});

describe('after a fix', () => {
  const two: readonly Diagnosed[] = [
    { finding: LEFT_OUT, fix: { ...fixed(WITNESSED.fix?.ways ?? []), label: 'Let ben release' } },
    { finding: finding('root-key-missing', 'warning'), fix: null },
  ];

  it('looks again, says what is left, and goes on with it', () => {
    const done = carriedOut(reviewed(diagnosed([WITNESSED])));
    expect(text(done)).toContain(words.fix.looking);
    expect(work(done).map((effect) => effect.work)).toEqual([{ kind: 'diagnose', gun: API }]);
    const left = happens(done, { kind: 'diagnosed', findings: two });
    expect(text(left)).toContain('2 problems left');
    expect(text(left)).toContain(`! ${LEFT_OUT.summary}`);
    expect(text(left)).toContain('f goes on: Let ben release');
    const next = commands(left, 'fix');
    expect(work(next)[0]?.work).toMatchObject({ kind: 'plan' });
    expect(wizard(next)?.fix?.current?.finding).toBe(LEFT_OUT);
    expect(text(reviewed(next))).toContain('Let ben release · admin/api');
  });

  it('says that the repository is healthy', () => {
    const done = carriedOut(reviewed(diagnosed([WITNESSED])));
    const healthy = happens(done, { kind: 'diagnosed', findings: [] });
    expect(text(healthy)).toContain('✓ admin/api is healthy.');
    const pressed = commands(healthy, 'fix');
    expect(pressed.state.toast?.text).toBe(english.app.disabled['nothing-left-to-fix']);
    expect(wizard(commands(healthy, 'wizard-continue'))).toBeNull();
  });

  it('says so when what is left could not be looked at', () => {
    const done = carriedOut(reviewed(diagnosed([WITNESSED])));
    const failed = happens(done, { kind: 'failed', failure: UNREACHABLE });
    expect(phase(failed)?.at).toBe('done');
    expect(text(failed)).toContain(UNREACHABLE.message);
  });

  it('does not take an answer to an earlier question for what is left', () => {
    const done = carriedOut(reviewed(diagnosed([WITNESSED])));
    const stale = happens(done, { kind: 'diagnosed', findings: [] }, 1);
    expect(text(stale)).not.toContain('is healthy');
  });

  it('says nothing of what is left after any other wizard', () => {
    const run = commands(started(), 'witness');
    const load = run.effects.find(({ kind }) => kind === 'load-wizards');
    const other = apply(run, {
      type: 'wizards-loaded',
      id: load !== undefined && 'id' in load ? load.id : -1,
      kit: createKit(words),
    });
    const planned = commands(commands(other, 'wizard-toggle'), 'wizard-continue');
    const done = carriedOut(reviewed(planned));
    expect(work(done)).toEqual([]);
    expect(text(done)).not.toContain('left');
  });
});

describe('choosing a way', () => {
  const here = wayTo({ kind: 'change', request: WITNESS }, { id: 'jeff', label: 'as jeff' });
  const elsewhere = wayTo(
    { kind: 'change', request: { ...WITNESS, as: 'ben' } },
    {
      id: 'ben',
      label: 'as ben',
      here: false,
      hindrance: 'No key of ben is here.',
      who: [
        {
          id: keyId('9513b98'),
          canonicalId: keyId('9513b98'),
          algorithm: 'ed25519',
          owner: signer('ben'),
          place: 'elsewhere',
        },
      ],
      commands: [
        { tool: 'trustdeck', line: 'trustdeck witness admin/api targets/releases --as ben' },
        { tool: 'notary', line: 'notary witness admin/api targets/releases -p' },
      ],
    },
  );

  it('offers those that are possible here first, and what is to be decided', () => {
    const run = diagnosed([
      { finding: UNSIGNED, fix: fixed([here, elsewhere], { judgement: 'Who is to vouch for it?' }) },
    ]);
    expect(contextOf(run.state)).toBe('wizard-choose');
    expect(text(run)).toMatch(/▸ as jeff\s/);
    expect(text(run)).toMatch(/as ben +No key of ben is here\./);
    expect(text(run)).toContain(UNSIGNED.summary);
    expect(text(run)).toContain('Who is to vouch for it?');
  });

  it('plans the way that was chosen', () => {
    const run = commands(withWays(here, elsewhere), 'wizard-continue');
    expect(work(run)[0]?.work).toEqual({ kind: 'plan', request: WITNESS, guns: [API] });
    expect(text(commands(reviewed(run), 'wizard-continue'))).toContain(words.fix.way.question);
  });

  it('says who can go one that is not possible here, and with which commands', () => {
    const run = commands(withWays(here, elsewhere), 'down', 'wizard-continue');
    expect(contextOf(run.state)).toBe('wizard-page');
    expect(text(run)).toContain('No key of ben is here.');
    expect(text(run)).toContain("Can be done with ben's key 9513b98");
    expect(text(run)).toContain('trustdeck witness admin/api targets/releases --as ben');
    expect(run.state.wizards?.copyChoices(run.state).map(({ value }) => value)).toEqual([
      'trustdeck witness admin/api targets/releases --as ben',
      'notary witness admin/api targets/releases -p',
    ]);
    expect(text(commands(run, 'back'))).toContain(words.fix.way.question);
  });

  it('looks again once somebody else has done it', () => {
    const handed = commands(withWays(here, elsewhere), 'down', 'wizard-continue');
    const looking = commands(handed, 'wizard-continue');
    expect(work(looking)[0]?.work).toEqual({ kind: 'diagnose', gun: API });
    const still = happens(looking, { kind: 'diagnosed', findings: [WITNESSED] });
    expect(text(still)).toContain('1 problem left');
    const cured = happens(looking, { kind: 'diagnosed', findings: [] });
    expect(text(cured)).toContain('is healthy');
    expect(text(commands(cured, 'back'))).toContain(words.fix.handOver.question);
    expect(wizard(commands(cured, 'wizard-continue'))).toBeNull();
  });

  it('makes text of the doctor safe before it is drawn', () => {
    const hostile = { ...elsewhere, label: 'as \u001b[31mben', hindrance: 'no\u001b]8;;http://x\u0007key' };
    const run = commands(withWays(here, hostile), 'down');
    expect(text(run)).not.toContain('\u001b');
    expect(text(commands(run, 'wizard-continue'))).not.toContain('\u001b');
  });
});

describe('what a way still lacks', () => {
  it("asks for a signer's new key and replaces exactly the keys that the finding names", () => {
    const asked = withWays(wayTo({ kind: 'rotate-signer', signer: 'jeff', oldKeys: [JEFF] }));
    expect(text(asked)).toContain(words.rotateSigner.key.question);
    expect(text(asked)).toContain(UNSIGNED.summary);
    const afterwards = commands(asked, 'wizard-continue');
    expect(text(afterwards)).toContain(words.rotateSigner.afterwards.question);
    const keys = commands(afterwards, 'wizard-continue');
    expect(work(keys)[0]?.work).toEqual({ kind: 'keys', sources: [{ kind: 'new', algorithm: 'ecdsa' }] });
    const planning = happens(keys, { kind: 'keys', keys: [NEW_KEY] });
    expect(work(planning)[0]?.work).toEqual({
      kind: 'plan',
      request: { kind: 'signer-rotate', signer: 'jeff', newKey: NEW_KEY, oldKeys: [JEFF], keepOld: false },
      guns: [API],
    });
  });

  it('asks for the name of a key', () => {
    const asked = withWays(wayTo({ kind: 'name-key', keyId: JEFF }, { label: 'make a signer of 5570b88' }));
    expect(text(asked)).toContain('make a signer of 5570b88');
    expect(text(asked)).toContain(words.fix.name.question);
    const refused = commands(typing(asked, 'releases'), 'wizard-continue');
    expect(text(refused)).toContain(words.problems.reserved('releases'));
    const planning = commands(typing(asked, 'zoe'), 'wizard-continue');
    expect(work(planning)[0]?.work).toMatchObject({
      request: { kind: 'delegation-add', role: 'targets/zoe', keyIds: [JEFF], keys: [], paths: [''] },
    });
  });

  it('backs up the keys that the finding names', () => {
    const asked = withWays(wayTo({ kind: 'back-up-keys', keyIds: [JEFF] }));
    expect(text(asked)).toMatch(/\[x\] jeff 5570b88/);
    expect(text(asked)).toMatch(/\[ \] root/);
    const started = commands(asked, 'wizard-continue', 'wizard-continue');
    expect(work(started)[0]?.work).toMatchObject({
      kind: 'task',
      task: { kind: 'backup', keys: [{ id: JEFF }] },
    });
  });

  it('asks for the backup to restore from', () => {
    const asked = withWays(wayTo({ kind: 'restore-keys', keyIds: [JEFF] }));
    expect(text(asked)).toContain(words.restore.file.question);
    const reading = commands(typing(asked, 'backup.pem'), 'wizard-continue');
    expect(work(reading)[0]?.work).toMatchObject({ task: { kind: 'read-keys', path: 'backup.pem' } });
  });

  it('removes a key only after its ID was typed', () => {
    const asked = withWays(wayTo({ kind: 'remove-key', keyId: JEFF }));
    expect(contextOf(asked.state)).toBe('wizard-text');
    expect(work(commands(asked, 'wizard-continue'))).toEqual([]);
    const removing = commands(typing(asked, '5570b88'), 'wizard-continue');
    expect(work(removing)[0]?.work).toMatchObject({ task: { kind: 'remove-key', key: { id: JEFF } } });
  });

  it('makes files private once that was read, and tells the result', () => {
    const asked = withWays(wayTo({ kind: 'tighten-keys', keyIds: [JEFF] }));
    expect(text(asked)).toContain(`/home/me/.docker/trust/private/${JEFF}.key`);
    expect(text(asked)).toContain(words.fix.tightenNow);
    const tightening = commands(asked, 'wizard-continue');
    const [effect] = work(tightening);
    expect(effect?.work).toMatchObject({ task: { kind: 'tighten-keys', keys: [{ id: JEFF }] } });
    const keys = sampleKeys().filter(({ id }) => id === JEFF);
    const done = happens(tightening, { kind: 'result', result: { ...RESULT, tightened: keys } });
    expect(text(done)).toContain('can be read and written by you alone');
    expect(work(done)[0]?.work).toEqual({ kind: 'diagnose', gun: API });
  });

  it('drops what is staged once it was shown', () => {
    const staged = finding('pending-changes', 'notice', {
      evidence: [{ text: 'create v9 in targets/jeff' }],
      subjects: ['0.change'],
    });
    const way = wayTo({ kind: 'reset-staged' });
    const asked = diagnosed(
      [{ finding: staged, fix: fixed([way]) }],
      opened(started({ findings: [staged] })),
    );
    expect(text(asked)).toContain('create v9 in targets/jeff');
    const dropping = commands(asked, 'wizard-continue');
    const task = { kind: 'reset-staged', gun: API, files: ['0.change'] };
    expect(work(dropping)[0]?.work).toEqual({ kind: 'task', task });
    const done = happens(dropping, { kind: 'result', result: { ...RESULT, dropped: 2 } });
    expect(text(done)).toContain('Dropped 2 staged changes.');
  });

  it('shows the steps of what trustdeck does not do', () => {
    const asked = withWays(
      wayTo(
        { kind: 'outside' },
        { here: false, steps: ['Ask for a certificate.', 'Put it into ~/.docker/tls.'] },
      ),
    );
    expect(text(asked)).toContain('1. Ask for a certificate.');
    expect(text(asked)).toContain('2. Put it into ~/.docker/tls.');
    expect(text(asked)).toContain(words.fix.lookAgain);
  });
});

describe('on the smallest screen', () => {
  it('shows every page within its frame', () => {
    const ways = Array.from({ length: 30 }, (_, index) =>
      wayTo({ kind: 'change', request: WITNESS }, { id: `way ${index}`, label: `as signer ${index}` }),
    );
    const size = { columns: 80, rows: 24 };
    const run = diagnosed(
      [{ finding: UNSIGNED, fix: fixed(ways, { judgement: 'Long words to think about. '.repeat(9) }) }],
      opened(started({ findings: broken('releases-signatures-below-threshold', RELEASES).findings, size })),
    );
    const last = commands(run, 'bottom');
    expect(text(last)).toContain('▸ as signer 29');
    expect(
      text(last)
        .split('\n')
        .every((line) => line.length <= 76 + 2),
    ).toBe(true);
  });
});
