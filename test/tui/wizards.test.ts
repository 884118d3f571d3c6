import { describe, expect, it } from 'vitest';
import { asKeyId, type KeyId } from '../../source/tuf/index.ts';
import type { CommandId } from '../../source/tui/keymap/commands.ts';
import { contextOf } from '../../source/tui/keymap/context.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import { wizards as words } from '../../source/tui/messages/english/wizards/wizards.ts';
import type { Action } from '../../source/tui/store/action.ts';
import type { Effect } from '../../source/tui/store/effect.ts';
import { reduce } from '../../source/tui/store/reducer.ts';
import { loadOf, wizardOf } from '../../source/tui/store/selectors.ts';
import { type AppState, initialState } from '../../source/tui/store/state.ts';
import type { WizardEvent } from '../../source/tui/store/wizard-event.ts';
import { createKit } from '../../source/tui/wizards/kit.ts';
import { fakeServices, sampleKeys, UNREACHABLE } from '../support/fake-services.ts';
import { gun, NOW, role } from '../support/sample-parts.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { draftHolding, NEW_KEY, samplePlan, sampleQuestion } from './support/fake-changes.ts';

const API = gun('registry.example.com/admin/api');
const WEB = gun('registry.example.com/admin/web');

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

/** The app with two opened repositories and the keys listed. */
function started(readOnly = false): Run {
  const settings = { messages: english, readOnly, version: '0' };
  const size = { columns: 110, rows: 30 };
  const state = initialState({ services: fakeServices(), settings, size, now: NOW });
  let run = apply({ state, effects: [] }, { type: 'started' });
  run = apply(
    run,
    { type: 'repositories-listed', id: run.state.listing ?? 0, items: [API, WEB].map(known) },
    { type: 'keys-listed', id: run.state.loadingKeys ?? 0, keys: sampleKeys(), unreadable: [] },
  );
  for (const name of [API, WEB]) {
    const id = loadOf(run.state, name).running ?? -1;
    run = apply(run, { type: 'repository-opened', id, gun: name, report: { ...healthyReport(), gun: name } });
  }
  return run;
}

function known(name: typeof API) {
  return { gun: name, origins: ['added'] } as const;
}

/** A wizard opened by its command, with its code there. */
function opened(command: CommandId, run = started()): Run {
  const waiting = commands(run, command);
  const load = waiting.effects.find(({ kind }) => kind === 'load-wizards');
  return load === undefined || !('id' in load)
    ? waiting
    : apply(waiting, { type: 'wizards-loaded', id: load.id, kit: createKit(words) });
}

function phase({ state }: Run) {
  return wizardOf(state)?.wizard.phase;
}

function text(run: Run): string {
  const { state } = run;
  return (state.wizards?.page(state, { reader: false }).lines ?? [])
    .map((line) => line.map((span) => span.text).join(''))
    .join('\n');
}

function typing(run: Run, typed: string): Run {
  const field = wizardOf(run.state)?.field;
  if (field === null || field === undefined) {
    throw new Error('there is no field to type into');
  }
  return apply(run, { type: 'edited', field: { ...field, text: typed, cursor: typed.length } });
}

/** The work that the last action has started. */
function work({ effects }: Run) {
  return effects.flatMap((effect) => (effect.kind === 'wizard' ? [effect] : []));
}

function happens(run: Run, event: WizardEvent, id = work(run).at(-1)?.id ?? -1): Run {
  return apply(run, { type: 'wizard', id, event });
}

function reviewed(run: Run, rest: Parameters<typeof samplePlan>[2] = {}): WizardEvent {
  const [task] = work(run);
  if (task?.work.kind !== 'plan') {
    throw new Error('no plan was asked for');
  }
  const { request, guns } = task.work;
  const repositories = guns.map((each) => ({
    gun: each,
    plan: samplePlan(request, each, rest),
    error: null,
  }));
  return { kind: 'planned', reviewed: { plan: { request, repositories }, failures: new Map() } };
}

/** Rotating jeff's key, as far as the request for its plan. */
function rotation(): Run {
  const asked = commands(
    opened('rotate-signer'),
    'down',
    'wizard-continue',
    'wizard-continue',
    'wizard-continue',
    'wizard-continue',
  );
  return happens(asked, { kind: 'keys', keys: [NEW_KEY] });
}

/** The same with its plan on the screen. */
function review(rest: Parameters<typeof samplePlan>[2] = {}): Run {
  const planning = rotation();
  return happens(planning, reviewed(planning, rest));
}

/** Being carried out. */
function running(): Run {
  return commands(review(), 'wizard-button', 'wizard-continue');
}

describe('opening a wizard', () => {
  it('has the keys at once, while its code is still being loaded', () => {
    const waiting = commands(started(), 'rotate-signer');
    expect(contextOf(waiting.state)).toBe('wizard-busy');
    expect(waiting.effects).toContainEqual(expect.objectContaining({ kind: 'load-wizards' }));
    expect(contextOf(opened('rotate-signer').state)).toBe('wizard-choose');
  });

  it('loads its code once', () => {
    const closed = commands(opened('rotate-signer'), 'back');
    expect(wizardOf(closed.state)).toBeNull();
    expect(commands(closed, 'add-signer').effects).toEqual([]);
  });

  it('is about the selected repository, or about those that are marked', () => {
    expect(wizardOf(opened('add-signer').state)?.wizard.guns).toEqual([API]);
    const marked = commands(started(), 'mark', 'mark');
    expect(wizardOf(opened('add-signer', marked).state)?.wizard.guns).toEqual([API, WEB]);
  });

  it('begins with the signer that the cursor is on', () => {
    const onBen = commands(started(), 'panel-signers');
    expect(text(opened('rotate-signer', onBen))).toContain('▸ ben');
    const onJeff = commands(started(), 'panel-signers', 'down');
    expect(text(opened('rotate-signer', onJeff))).toContain('▸ jeff');
  });

  it('is refused in read-only mode, with the reason', () => {
    const refused = commands(started(true), 'rotate-signer');
    expect(wizardOf(refused.state)).toBeNull();
    expect(refused.state.toast?.text).toContain('read-only');
  });
});

describe('answering', () => {
  it('keeps every answer when going back', () => {
    const first = commands(opened('rotate-signer'), 'down', 'wizard-continue', 'down', 'wizard-continue');
    expect(text(first)).toContain('Which old keys go out?');
    const back = commands(first, 'back');
    expect(text(back)).toContain('▸ Make a new key here: Ed25519');
    const start = commands(back, 'back');
    expect(text(start)).toContain('▸ jeff');
    expect(text(commands(start, 'wizard-continue'))).toContain('▸ Make a new key here: Ed25519');
  });

  it('keeps what was typed', () => {
    const typed = commands(typing(opened('add-signer'), 'alex'), 'wizard-continue');
    const back = commands(typed, 'back');
    expect(wizardOf(back.state)?.field?.text).toBe('alex');
  });

  it('says while typing what is wrong, and stays on the page', () => {
    const wrong = typing(opened('add-signer'), 'Alex');
    expect(text(wrong)).toContain('! lower-case letters');
    const insisted = commands(wrong, 'wizard-continue');
    expect(text(insisted)).toContain('✗ lower-case letters');
    expect(phase(insisted)).toMatchObject({ at: 'asking', page: 'name' });
    expect(text(commands(typing(insisted, 'releases'), 'wizard-continue'))).toContain(
      'releases is the role that pulls read',
    );
  });

  it('says that nothing is typed only when Enter is pressed', () => {
    expect(text(opened('add-signer'))).not.toContain('nothing is typed');
    expect(text(commands(opened('add-signer'), 'wizard-continue'))).toContain('✗ nothing is typed yet');
  });

  it('shows an example only where nothing is typed yet', () => {
    const empty = opened('add-signer');
    expect(text(empty)).toContain('such as jeff');
    expect(text(typing(empty, 'alex'))).not.toContain('such as');
    const file = commands(typing(empty, 'alex'), 'wizard-continue', 'wizard-continue');
    expect(wizardOf(file.state)?.field?.text).toBe('alex.pub');
    expect(text(file)).not.toContain('such as');
  });

  it('names the steps around the one that is being done where there is no room for all', () => {
    const narrow = apply(opened('rotate-signer'), { type: 'resized', columns: 80, rows: 24 });
    const steps = (run: Run) => text(run).split('\n')[0];
    expect(steps(narrow)).toBe('▸ Signer ○ New key ○ Old keys ○ Review ○ Passphrases ○ Publish and verify');
    const old = commands(narrow, 'down', 'wizard-continue', 'wizard-continue', 'wizard-continue');
    expect(steps(old)).toBe('✓ ✓ New key ✓ Old keys ▸ Afterwards ○ Review ○ Passphrases ○');
  });

  it('goes back from a file that cannot be read to the page that asks for it', () => {
    const named = commands(typing(opened('load-key'), 'jeff.key'), 'wizard-continue');
    expect(phase(named)).toMatchObject({ page: 'name' });
    const failed = happens(commands(named, 'wizard-continue'), { kind: 'failed', failure: UNREACHABLE });
    for (const command of ['wizard-continue', 'back'] as const) {
      const back = commands(failed, command);
      expect(phase(back)).toMatchObject({ at: 'asking', page: 'file' });
      expect(wizardOf(back.state)?.field?.text).toBe('jeff.key');
    }
  });

  it('says why a thing cannot be ticked, and asks for no tick where nothing can be', () => {
    const report = healthyReport();
    const delegations = report.delegations.map((role) => ({
      ...role,
      keys: role.keys.map((key) => ({ ...key, onThisMachine: false })),
    }));
    const loads = new Map([[API, { ...loadOf(started().state, API), report: { ...report, delegations } }]]);
    const witness = commands(
      opened('witness', { state: { ...started().state, loads }, effects: [] }),
      'wizard-toggle',
    );
    expect(witness.state.toast?.text).toMatch(/^releases: .*machine$/);
    expect(text(commands(witness, 'wizard-continue'))).toContain('✗ none of these can be ticked');
  });

  /** The app with both signers' keys in releases, those of these signers here. */
  function releasedBy(...here: readonly string[]): Run {
    const report = healthyReport();
    const keys = report.signers.flatMap((signer) =>
      signer.keys.map((key) => ({ ...key, onThisMachine: here.includes(signer.name) })),
    );
    const signers = report.signers.map((signer) => ({
      ...signer,
      keys: keys.filter(({ canonicalId }) => signer.keys.some((key) => key.canonicalId === canonicalId)),
    }));
    const delegations = report.delegations.map((role) =>
      role.role === 'targets/releases' ? { ...role, keys, usable: false } : role,
    );
    const loads = new Map([
      [API, { ...loadOf(started().state, API), report: { ...report, delegations, signers } }],
    ]);
    return opened('witness', { state: { ...started().state, loads }, effects: [] });
  }

  it('asks who signs again where several could, and then has that signer sign', () => {
    const names = healthyReport().signers.map(({ name }) => name);
    const asked = commands(releasedBy(...names), 'wizard-continue');
    expect(text(asked)).toContain('Who signs?');
    const chosen = commands(asked, 'down', 'wizard-continue');
    expect(work(chosen)[0]?.work).toMatchObject({
      kind: 'plan',
      request: { kind: 'witness', roles: ['targets/releases'], as: names[1] },
    });
  });

  it('asks nobody who signs again where only one could', () => {
    const [first = ''] = healthyReport().signers.map(({ name }) => name);
    expect(work(commands(releasedBy(first), 'wizard-continue'))[0]?.work).toMatchObject({
      request: { kind: 'witness', as: null },
    });
  });

  it('leaves untouched at once, and asks when something was answered', () => {
    expect(wizardOf(commands(opened('add-signer'), 'back').state)).toBeNull();
    const asked = commands(typing(opened('add-signer'), 'a'), 'back');
    expect(contextOf(asked.state)).toBe('confirm');
    expect(contextOf(commands(asked, 'no').state)).toBe('wizard-text');
    expect(wizardOf(commands(asked, 'yes').state)).toBeNull();
  });

  it('ticks and unticks', () => {
    const old = commands(opened('rotate-signer'), 'down', 'wizard-continue', 'wizard-continue');
    expect(text(old).match(/\[x\]/g)).toHaveLength(2);
    expect(text(commands(old, 'wizard-toggle')).match(/\[x\]/g)).toHaveLength(1);
  });
});

describe('planning', () => {
  it('makes the key first, then asks for the plan', () => {
    const keys = commands(
      opened('rotate-signer'),
      'down',
      'wizard-continue',
      'wizard-continue',
      'wizard-continue',
      'wizard-continue',
    );
    expect(work(keys)).toMatchObject([{ work: { kind: 'keys', sources: [{ algorithm: 'ecdsa' }] } }]);
    expect(work(happens(keys, { kind: 'keys', keys: [NEW_KEY] }))).toMatchObject([
      {
        work: {
          kind: 'plan',
          guns: [API],
          request: { kind: 'signer-rotate', signer: 'jeff', newKey: NEW_KEY, oldKeys: null, keepOld: false },
        },
      },
    ]);
  });

  it('makes no other key when somebody goes back and on again', () => {
    const again = commands(review(), 'back', 'wizard-continue');
    expect(work(again)).toMatchObject([{ work: { kind: 'plan' } }]);
    const other = commands(review(), 'back', 'back', 'back', 'down', 'wizard-continue', 'wizard-continue');
    expect(work(commands(other, 'wizard-continue'))).toMatchObject([{ work: { kind: 'keys' } }]);
  });

  it('drops a plan that nobody waits for any more', () => {
    const planning = rotation();
    const event = reviewed(planning);
    const id = work(planning)[0]?.id ?? -1;
    const left = commands(planning, 'back');
    expect(work(left)).toMatchObject([{ id, work: { kind: 'abort' } }]);
    expect(phase(happens(left, event, id))).toMatchObject({ at: 'asking' });
  });

  it('says what failed, and goes back to the answers', () => {
    const failed = happens(rotation(), { kind: 'failed', failure: UNREACHABLE });
    expect(text(failed)).toContain('registry.example.com cannot be reached.');
    expect(phase(commands(failed, 'wizard-continue'))).toMatchObject({ at: 'asking', page: 'afterwards' });
  });
});

describe('the review', () => {
  it('shows the diff with owners, and the command line', () => {
    const page = text(review());
    expect(page).toMatch(/targets +v7 → v8 +signed by the repository key 262dc4a \(here\)/);
    expect(page).toContain('- jeff 5570b88  ecdsa-p256 here');
    expect(page).toContain('+ jeff 77ab01c  ecdsa-p256 new, made here');
    expect(page).toContain('12 tags stay trusted.');
    expect(page).toContain(`trustdeck signer rotate jeff ${API}`);
  });

  it('has the keys on Cancel at first', () => {
    expect(text(review())).toContain('▸[ Cancel ]');
    expect(phase(commands(review(), 'wizard-continue'))).toMatchObject({ at: 'asking' });
    expect(work(running())).toMatchObject([
      { work: { kind: 'task', task: { kind: 'change', removeKeys: [] } } },
    ]);
  });

  it('removes old private keys afterwards only when that was asked for', () => {
    const afterwards = commands(review(), 'back', 'down', 'wizard-continue');
    const planned = happens(afterwards, reviewed(afterwards));
    expect(work(commands(planned, 'wizard-button', 'wizard-continue'))).toMatchObject([
      { work: { task: { removeKeys: [expect.stringMatching(/^5570b88/)] } } },
    ]);
  });

  it('carries nothing out that is not ready', () => {
    const nothing = review({ outcome: 'nothing-to-do', roles: [] });
    expect(text(nothing)).toContain('it is like that already');
    expect(wizardOf(commands(nothing, 'wizard-button', 'wizard-continue').state)).toBeNull();
  });

  it.each(['root-rotation', 'releases-unusable', 'last-signer', 'unverified-content'] as const)(
    'wants the name of the repository typed before it accepts %s',
    (risk) => {
      const asked = commands(review({ risks: [risk] }), 'wizard-button', 'wizard-continue');
      expect(contextOf(asked.state)).toBe('wizard-text');
      const wrong = commands(typing(asked, 'admin/ap'), 'wizard-continue');
      expect(work(wrong)).toEqual([]);
      expect(text(wrong)).toContain('that is not admin/api');
      for (const name of ['admin/api', API]) {
        expect(work(commands(typing(asked, name), 'wizard-continue'))).toHaveLength(1);
      }
      expect(phase(commands(asked, 'back'))).toMatchObject({ at: 'review' });
    },
  );

  it('takes in the repositories that still use the old key, and plans again', () => {
    const [key] = samplePlan({ kind: 'publish' }, API).roles[1]?.keyChanges ?? [];
    if (key === undefined) {
      throw new Error('the sample plan changes a key');
    }
    const effects = [{ kind: 'key-still-used', key: key.key, repositories: [WEB] }] as const;
    expect(work(commands(review({ effects }), 'wizard-widen'))).toMatchObject([
      { work: { kind: 'plan', guns: [API, WEB] } },
    ]);
  });
});

describe('carrying out', () => {
  const asking = {
    kind: 'asked',
    asked: { question: sampleQuestion(), repeat: false, problem: null },
  } as const;

  function asked(): Run {
    const run = running();
    return happens(run, asking);
  }

  it('says which passphrase is asked for, of which key and why', () => {
    const page = text(asked());
    expect(page).toContain('Passphrase of the repository key 262dc4a');
    expect(page).toContain('to sign targets of registry.example.com/admin/api');
    expect(page).toContain('/home/me/.docker/trust/private/262dc4a.key');
    expect(contextOf(asked().state)).toBe('wizard-secret');
  });

  it('does not give an empty passphrase', () => {
    const empty = commands(asked(), 'wizard-continue');
    expect(work(empty)).toEqual([]);
    expect(text(empty)).toContain('Nothing is typed yet.');
  });

  it('tries what was typed, and takes no keys until that is over', () => {
    const given = commands(apply(asked(), { type: 'secret-typed', typed: true }), 'wizard-continue');
    expect(work(given)).toMatchObject([{ work: { kind: 'give-passphrase' } }]);
    expect(contextOf(given.state)).toBe('wizard-busy');
    expect(contextOf(commands(given, 'wizard-leave').state)).toBe('wizard-busy');
  });

  it('says how often a passphrase was wrong', () => {
    const question = sampleQuestion({ attempt: 2, rejected: 'wrong' });
    const wrong = happens(running(), {
      kind: 'asked',
      asked: { question, repeat: false, problem: 'wrong' },
    });
    expect(text(wrong)).toContain('That passphrase does not open the key. (attempt 2 of 3)');
  });

  it('goes back to the review with Esc, once nothing runs any more', () => {
    const run = asked();
    const id = phase(run)?.at === 'running' ? (phase(run) as { id: number }).id : -1;
    const left = commands(run, 'back');
    expect(work(left)).toMatchObject([{ id, work: { kind: 'abort' } }]);
    const over = happens(left, { kind: 'failed', failure: UNREACHABLE }, id);
    expect(phase(over)).toMatchObject({ at: 'review' });
  });

  it('asks before it stops', () => {
    const question = commands(running(), 'back');
    expect(contextOf(question.state)).toBe('confirm');
    expect(work(commands(question, 'no'))).toEqual([]);
    expect(work(commands(question, 'yes'))).toMatchObject([{ work: { kind: 'abort' } }]);
  });

  it('asks before Ctrl+C ends the app, and ends it the second time', () => {
    const once = commands(running(), 'interrupt');
    expect(once.effects).toEqual([]);
    expect(commands(once, 'interrupt').effects).toEqual([{ kind: 'exit', code: 130 }]);
    expect(commands(opened('add-signer'), 'interrupt').effects).toEqual([{ kind: 'exit', code: 130 }]);
  });

  it('ends at once on Ctrl+C while the first passphrases are waited for, and asks once anything has begun', () => {
    const waiting = asked();
    expect(commands(waiting, 'interrupt').effects).toEqual([{ kind: 'exit', code: 130 }]);
    const trying = commands(apply(waiting, { type: 'secret-typed', typed: true }), 'wizard-continue');
    expect(commands(trying, 'interrupt').effects).toEqual([]);
    const id = work(running()).at(-1)?.id ?? -1;
    const publishing = { kind: 'progress', progress: { gun: WEB, step: 'publishing', error: null } } as const;
    const further = happens(happens(running(), publishing), asking, id);
    expect(contextOf(further.state)).toBe('wizard-secret');
    expect(commands(further, 'interrupt').effects).toEqual([]);
  });

  it('shows what became of the plan when somebody else published, and asks again', () => {
    const run = running();
    const before = samplePlan({ kind: 'publish' }, API);
    const after = samplePlan({ kind: 'publish' }, API, {
      effects: [{ kind: 'tags-stay-released', count: 13 }],
    });
    const changed = happens(run, { kind: 'new-plan', newPlan: { before, after } });
    expect(text(changed)).toContain('≠   13 tags stay trusted.');
    expect(text(changed)).toContain('▸[ Stop ]');
    expect(work(commands(changed, 'wizard-continue'))).toMatchObject([
      { work: { kind: 'accept-new-plan', accepted: false } },
    ]);
    expect(work(commands(changed, 'wizard-button', 'wizard-continue'))).toMatchObject([
      { work: { kind: 'accept-new-plan', accepted: true } },
    ]);
  });

  it('names every tag that came into what is signed since the plan was agreed to', () => {
    const holding = (...tags: readonly (readonly [string, string])[]) =>
      samplePlan({ kind: 'publish' }, API, { draft: draftHolding(role('targets/releases'), new Map(tags)) });
    const before = holding(['v1', 'aa'], ['v2', 'bb'], ['v3', 'cc']);
    const after = holding(['v1', 'aa'], ['v2', 'dd'], ['v4', 'ee']);
    const page = text(happens(running(), { kind: 'new-plan', newPlan: { before, after } }));
    expect(page).toContain('What the roles hold that you sign, and did not hold before');
    expect(page).toContain(`- targets/releases  v3  ${'cc'.repeat(32)}`);
    expect(page).toContain(`~ targets/releases  v2  ${'dd'.repeat(32)}`);
    expect(page).toContain(`+ targets/releases  v4  ${'ee'.repeat(32)}`);
    expect(page).not.toContain('aaaa');
  });

  it('shows the verified result, and fetches anew what has changed', () => {
    const run = running();
    const done = happens(run, {
      kind: 'result',
      result: {
        repositories: [{ gun: API, plan: null, result: 'published', verified: true, failure: null }],
        files: [],
        saved: [],
        removed: [],
        tightened: [],
        dropped: 0,
        retired: [{ keyId: asKeyId('5'.repeat(64)) as KeyId, kept: 'still-used' }],
        incoming: null,
      },
    });
    expect(text(done)).toContain('✓ admin/api  published, downloaded again and verified');
    expect(text(done)).toContain('5555555 stays on this machine: it still counts somewhere.');
    expect(done.effects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['list-repositories', 'list-keys', 'open-repository']),
    );
    expect(wizardOf(commands(done, 'wizard-continue').state)).toBeNull();
  });

  it('names the new key also when the plan was made anew meanwhile, and ticks no step that failed', () => {
    const plan = samplePlan({ kind: 'publish' }, API, { newKeys: [] });
    const result = (kind: 'published' | 'failed') =>
      ({
        kind: 'result',
        result: {
          repositories: [
            { gun: API, plan, result: kind, verified: true, failure: kind === 'failed' ? UNREACHABLE : null },
          ],
          files: [],
          saved: [],
          removed: [],
          tightened: [],
          dropped: 0,
          retired: [],
          incoming: null,
        },
      }) as const;
    const published = text(happens(running(), result('published')));
    expect(published).toMatch(/jeff's key 77ab01c is on this machine now/i);
    expect(published).toContain('✓ Publish and verify');
    const failed = text(happens(running(), result('failed')));
    expect(failed).not.toContain('is on this machine now');
    expect(failed).toContain('▸ Publish and verify');
  });

  it('drops what an earlier run still says', () => {
    const before = running();
    const id = work(before)[0]?.id ?? -1;
    const left = happens(commands(before, 'back', 'yes'), { kind: 'failed', failure: UNREACHABLE }, id);
    expect(happens(left, asking, id).state).toEqual(left.state);
  });
});

describe('going on with a change', () => {
  const run = (id: string, entries: readonly (readonly [typeof API, 'verified' | 'failed'])[]) => ({
    id,
    startedAt: NOW,
    request: {
      kind: 'signer-rotate' as const,
      signer: 'jeff\u001b[2J',
      newKey: NEW_KEY,
      oldKeys: null,
      keepOld: false,
    },
    newKeys: [],
    repositories: entries.map(([gun, status]) => ({ gun, status, error: null, sent: [] })),
  });

  it('says whom it is about, and which repositories are left', () => {
    const runs = [
      run('1', [[API, 'failed']]),
      run('2', [
        [API, 'verified'],
        [WEB, 'failed'],
      ]),
    ];
    const page = text(opened('resume', apply(started(), { type: 'unfinished-listed', runs })));
    expect(page).toMatch(/▸ Rotate a signer's key: jeff\S* +admin\/api · started/);
    expect(page).toMatch(/Rotate a signer's key: jeff\S* +1 of 2 left: admin\/web · started/);
    expect(page).not.toContain('\u001b');
  });
});
