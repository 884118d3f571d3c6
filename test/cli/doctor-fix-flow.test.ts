import { describe, expect, it } from 'vitest';
import type { Ailing } from '../../source/cli/doctor/fix/treat.ts';
import { treat, untreated } from '../../source/cli/doctor/fix/treat.ts';
import type {
  ChangePlan,
  ChangeRequest,
  Diagnosed,
  ExecuteOptions,
  FixWay,
  KeyWork,
  RepositoryPlan,
  RepositoryState,
} from '../../source/operations/index.ts';
import { OperationError } from '../../source/operations/index.ts';
import { type FakeRunOptions, fakeRun, findingOf, fixOf, wayOf } from './support/doctor-fakes.ts';
import { gunOf, keyIdOf, localKeyOf, planOf, published } from './support/fake-cli.ts';

const APP = gunOf('registry.example.com/team/app');

function ill(
  code: Diagnosed['finding']['code'],
  way: Partial<FixWay> = {},
  more: Partial<Diagnosed['fix'] & object> = {},
): Diagnosed {
  return {
    finding: findingOf({ code, summary: `It is ${code}` }),
    fix: fixOf({ ways: [wayOf(way)], ...more }),
  };
}

interface Story extends FakeRunOptions {
  /** What is found at first, and after each fix; the last of them from then on. */
  readonly looks: readonly (readonly Diagnosed[])[];
  /** What every plan has to be agreed to for. */
  readonly risks?: RepositoryPlan['risks'];
  readonly execute?: (plan: ChangePlan, options: ExecuteOptions) => ReturnType<typeof published>;
  /** The repository as the doctor sees it at each look, and as the planner does; the same by default. */
  readonly state?: () => RepositoryState | null;
  readonly served?: () => RepositoryState | null;
}

/** Plays a treatment, in which every change is published as planned unless the story says otherwise. */
async function play({
  looks,
  execute = published,
  state = () => null,
  served = state,
  risks = [],
  ...options
}: Story) {
  const planned: ChangeRequest[] = [];
  const fake = fakeRun({
    ...options,
    changes: {
      planChange: async (request, guns) => {
        planned.push(request);
        return {
          request,
          repositories: guns.map((gun) => ({
            gun,
            plan: planOf(gun, { request, base: served(), risks }),
            error: null,
          })),
        };
      },
      executeChange: async (plan, how) => execute(plan, how),
      unfinishedChanges: async () => [],
      ...options.changes,
    },
  });
  let looked = 0;
  const look = (): Ailing => ({
    gun: APP,
    state: state(),
    findings: looks[Math.min(looked, looks.length - 1)] ?? [],
  });
  const treated = untreated(look().findings);
  await treat(look(), treated, {
    run: fake.run,
    examine: async () => {
      looked += 1;
      return look();
    },
  });
  return { ...fake, planned, treated, looked };
}

describe('putting findings right, one after the other', () => {
  const first = ill('role-expired', { action: { kind: 'change', request: { kind: 'publish' } } });
  const second = ill('releases-missing', {
    action: { kind: 'change', request: { kind: 'delete', remote: false } },
  });

  it('looks again after each fix, and goes on with what is left then', async () => {
    const { treated, planned, looked } = await play({
      looks: [[first, second], [second], []],
      answers: ['y', 'y'],
    });
    expect(planned.map(({ kind }) => kind)).toEqual(['publish', 'delete']);
    expect(treated.treatments.map(({ result, verified }) => [result, verified])).toEqual([
      ['published', true],
      ['published', true],
    ]);
    expect(looked).toBe(2);
    expect(treated.findings).toEqual([]);
  });

  it('takes the fix from the last look: what another fix has put right is not done any more', async () => {
    const changed = ill('releases-missing', {
      action: { kind: 'change', request: { kind: 'init', rootKey: null, rootCertificate: null } },
    });
    const { planned } = await play({ looks: [[first, second], [changed], []], answers: ['y', 'y'] });
    expect(planned.map(({ kind }) => kind)).toEqual(['publish', 'init']);
  });

  it('shows the finding and the plan before it asks', async () => {
    const { said, asked } = await play({ looks: [[first], []], answers: ['y'] });
    expect(said.stderr).toMatch(/It is role-expired {2}\(role-expired\)[\s\S]*Same as {3}trustdeck publish/);
    expect(asked).toEqual(['Put it right? [y/N] ']);
  });

  it('tries a finding once that stays after its fix, and says so', async () => {
    const { planned, said, treated } = await play({ looks: [[first]], answers: ['y', 'y', 'y'] });
    expect(planned).toHaveLength(1);
    expect(said.stderr).toContain('Warning: This is still so after its fix: It is role-expired.');
    expect(treated.findings).toEqual([first]);
  });

  it('comes to an end where fixes make work for each other', async () => {
    let made = 0;
    const fresh = (): Diagnosed => {
      made += 1;
      return { finding: findingOf({ subjects: [String(made)] }), fix: fixOf() };
    };
    const fake = fakeRun({
      options: { yes: true },
      changes: {
        planChange: async (request, guns) => ({
          request,
          repositories: guns.map((gun) => ({ gun, plan: planOf(gun, { request }), error: null })),
        }),
        executeChange: async (plan) => published(plan),
      },
    });
    const look = (): Ailing => ({ gun: APP, state: null, findings: [fresh()] });
    const treated = untreated([]);
    await treat(look(), treated, { run: fake.run, examine: async () => look() });
    expect(treated.treatments).toHaveLength(100);
  });

  it('goes on with the others after a fix that failed', async () => {
    const error = new OperationError('repository-name-invalid', { text: 'x' });
    const { treated, said } = await play({
      looks: [[first, second], [first, second], [first]],
      answers: ['y', 'y'],
      execute: (plan) =>
        plan.request.kind === 'publish'
          ? [{ gun: APP, plan: null, result: 'failed', verified: false, error }]
          : published(plan),
    });
    expect(treated.treatments.map(({ result }) => result)).toEqual(['failed', 'published']);
    expect(said.stderr).toMatch(/^Error: /m);
  });

  it('leaves alone what is declined, and asks no second time', async () => {
    const { treated, planned, asked, looked } = await play({ looks: [[first]], answers: ['n'] });
    expect(planned).toHaveLength(1);
    expect(asked).toHaveLength(1);
    expect(looked).toBe(0);
    expect(treated.treatments).toMatchObject([{ result: 'planned', verified: false }]);
  });

  it('ends at once when it is interrupted, with what was done until then', async () => {
    const treated = untreated([first, second]);
    const fake = fakeRun({
      answers: ['y'],
      changes: {
        planChange: async (request, guns) => ({
          request,
          repositories: guns.map((gun) => ({ gun, plan: planOf(gun, { request }), error: null })),
        }),
        executeChange: async (plan) => {
          fake.interruption.abort();
          return published(plan);
        },
      },
    });
    const look = (): Ailing => ({ gun: APP, state: null, findings: [second] });
    const treating = treat({ ...look(), findings: [first, second] }, treated, {
      run: fake.run,
      examine: async () => look(),
    });
    await expect(treating).rejects.toThrow(/aborted/);
    expect(treated.treatments).toHaveLength(1);
  });
});

describe('what is done unasked', () => {
  const fix = ill('role-expired', { action: { kind: 'change', request: { kind: 'publish' } } });
  const stateWith = (content: string): RepositoryState => {
    const bytes = Buffer.from(content);
    const role = { role: 'targets', document: { bytes } };
    return { root: { role: 'root', document: null }, targets: role, delegations: new Map() } as never;
  };
  const yes = { options: { yes: true } } as const;

  it('is done on what the doctor has judged', async () => {
    const conducts: (boolean | undefined)[] = [];
    const { treated } = await play({
      ...yes,
      looks: [[fix], []],
      state: () => stateWith('judged'),
      execute: (plan, { unasked }) => {
        conducts.push(unasked);
        return published(plan);
      },
    });
    expect(treated.treatments).toMatchObject([{ result: 'published' }]);
    expect(conducts).toEqual([true]);
  });

  it('is judged again where the planner is shown another repository than the doctor was', async () => {
    const needsJudgement = { ...fix, fix: fixOf({ automatic: false, judgement: 'You decide.' }) };
    const executed: ChangePlan[] = [];
    const { planned, treated, looked } = await play({
      ...yes,
      looks: [[fix], [needsJudgement]],
      state: () => stateWith('judged'),
      served: () => stateWith('exchanged'),
      execute: (plan) => {
        executed.push(plan);
        return published(plan);
      },
    });
    expect({ planned: planned.length, executed, looked }).toEqual({ planned: 1, executed: [], looked: 1 });
    expect(treated.treatments).toEqual([]);
    expect(treated.findings).toEqual([needsJudgement]);
  });

  it('is judged again where others publish while it is carried out, and then done', async () => {
    const error = new OperationError('plan-outdated', { gun: APP });
    let races = 1;
    const { planned, treated } = await play({
      ...yes,
      looks: [[fix], [fix], []],
      execute: (plan) => {
        races -= 1;
        return races < 0
          ? published(plan)
          : [{ gun: APP, plan: null, result: 'failed', verified: false, error }];
      },
    });
    expect(planned).toHaveLength(2);
    expect(treated.treatments).toMatchObject([{ result: 'published' }]);
  });

  it('is left alone in a repository that never stands still', async () => {
    let served = 0;
    const { planned, treated, said } = await play({
      ...yes,
      looks: [[fix]],
      state: () => stateWith('judged'),
      served: () => {
        served += 1;
        return stateWith(`exchanged ${served}`);
      },
      execute: () => {
        throw new Error('signed all the same');
      },
    });
    expect(planned).toHaveLength(3);
    expect(treated.treatments).toEqual([]);
    expect(treated.findings).toEqual([fix]);
    expect(said.stderr).toContain('keeps changing: nothing is signed in it unasked');
  });

  it('is left alone, and nobody asked, where planning finds a risk that the doctor could not know of', async () => {
    const { treated, asked, said, looked } = await play({
      ...yes,
      looks: [[fix]],
      risks: ['unverified-content'],
      execute: () => {
        throw new Error('signed all the same');
      },
    });
    expect({ asked, looked }).toEqual({ asked: [], looked: 0 });
    expect(treated.treatments).toMatchObject([{ result: 'planned', error: null }]);
    expect(said.stderr).toContain(`Warning: ${APP} is left as it is: `);
  });

  it('is asked of nobody twice: who agrees to a plan agrees to what it is made of', async () => {
    const { treated } = await play({
      looks: [[fix], []],
      answers: ['y'],
      state: () => stateWith('seen'),
      served: () => stateWith('newer'),
    });
    expect(treated.treatments).toMatchObject([{ result: 'published' }]);
  });
});

describe('a fix that is interrupted before it has done anything', () => {
  it('is none, and said once', async () => {
    const reason = new DOMException('This operation was aborted', 'AbortError');
    const fake = fakeRun({
      answers: ['y'],
      changes: {
        planChange: async (request, guns) => ({
          request,
          repositories: guns.map((gun) => ({ gun, plan: planOf(gun, { request }), error: null })),
        }),
        executeChange: async ({ repositories }) => {
          fake.interruption.abort(reason);
          return repositories.map(({ gun, plan }) => ({
            gun,
            plan,
            result: 'failed' as const,
            verified: false,
            error: reason,
          }));
        },
      },
    });
    const look = (): Ailing => ({ gun: APP, state: null, findings: [ill('role-expired')] });
    const treated = untreated([]);
    await expect(treat(look(), treated, { run: fake.run, examine: async () => look() })).rejects.toBe(reason);
    expect(treated.treatments).toEqual([]);
    expect(fake.said.stderr).not.toContain('Interrupted');
  });
});

describe('choosing the way to put something right', () => {
  const ways = [
    wayOf({
      id: 'jeff',
      label: 'as jeff',
      action: { kind: 'change', request: { kind: 'witness', roles: [], as: 'jeff' } },
    }),
    wayOf({
      id: 'ben',
      label: 'as ben',
      action: { kind: 'change', request: { kind: 'witness', roles: [], as: 'ben' } },
    }),
    wayOf({ id: 'eve', label: 'as eve', here: false }),
  ];
  const choice: Diagnosed = {
    finding: findingOf(),
    fix: fixOf({ ways, automatic: false, judgement: 'You decide.' }),
  };

  it.each([
    [['', 'y'], 'jeff'],
    [['2', 'y'], 'ben'],
    [['3', 'x', '0', '2', 'y'], 'ben'],
  ])('takes %j as %s', async (answers, signer) => {
    const { planned, treated } = await play({ looks: [[choice], []], answers });
    expect(planned).toEqual([{ kind: 'witness', roles: [], as: signer }]);
    expect(treated.treatments[0]?.way.id).toBe(signer);
  });

  it('asks for consent to the way, where the goal alone would not say what a yes is about', async () => {
    const { asked } = await play({ looks: [[choice], []], answers: ['2', 'y'] });
    expect(asked.at(-1)).toBe('Put it right: as ben? [y/N] ');
  });

  it.each([['s'], ['S']])('leaves it with %s', async (answer) => {
    const { planned, treated } = await play({ looks: [[choice]], answers: [answer] });
    expect(planned).toEqual([]);
    expect(treated.treatments).toEqual([]);
  });

  it('asks for no way that cannot be gone here', async () => {
    const { asked, said } = await play({ looks: [[choice]], answers: ['s'] });
    expect(asked).toEqual(['Which way, 1 to 2, or s to leave it [1]: ']);
    expect(said.stderr).toMatch(/ {2}1 {2}as jeff\n {2}2 {2}as ben\n {2}s {2}leave it\n$/);
  });

  it('presets nothing where the best way is for others to go: what can be done here may give something up', async () => {
    const [revoke, asJeff] = [
      wayOf({ id: 'revoke', label: 'revoke it' }),
      wayOf({ id: 'jeff', here: false }),
    ];
    const fix = fixOf({ ways: [asJeff, revoke], automatic: false, judgement: 'You decide.' });
    const given: Diagnosed = { finding: findingOf(), fix };
    const { asked, treated } = await play({ looks: [[given]], answers: ['', 'y'] });
    expect(asked).toEqual(['Which way, 1, or s to leave it [s]: ']);
    expect(treated.treatments).toEqual([]);
    const chosen = await play({ looks: [[given], []], answers: ['1', 'y'] });
    expect(chosen.treated.treatments).toMatchObject([{ way: { id: 'revoke' }, result: 'published' }]);
  });

  it('leaves with --yes what somebody has to judge', async () => {
    const { planned, asked } = await play({ looks: [[choice]], options: { yes: true } });
    expect({ planned, asked }).toEqual({ planned: [], asked: [] });
  });

  it('offers nothing that is for others to do', async () => {
    const outside = ill('server-unreachable', { action: { kind: 'outside' } });
    const elsewhere = ill('role-expired', { here: false });
    const hopeless: Diagnosed = { finding: findingOf({ code: 'rollback-detected' }), fix: null };
    const { planned, asked } = await play({ looks: [[outside, elsewhere, hopeless]], answers: ['y'] });
    expect({ planned, asked }).toEqual({ planned: [], asked: [] });
  });
});

describe('what a fix still lacks', () => {
  const key = localKeyOf('5570b88', 'jeff', { exposed: true });
  const keys: NonNullable<FakeRunOptions['workspace']>['keys'] = {
    list: async () => ({ keys: [key], unreadable: [] }),
  };
  const made = { canonicalId: keyIdOf('aaaaaaa') } as never;
  const keyWork = (parts: Partial<KeyWork>): NonNullable<FakeRunOptions['changes']> => ({
    keyWork: { lock: () => undefined, ...parts } as KeyWork,
  });

  it('is the new key of a signer: a file, asked for again when it is none, or one that is made', async () => {
    const rotate = ill('certificate-expired', {
      action: { kind: 'rotate-signer', signer: 'jeff', oldKeys: [key.id] },
    });
    const changes = keyWork({
      newKey: async () => made,
      readPublicKey: async (path) => {
        if (path === 'jeff.pub') {
          return { canonicalId: keyIdOf('bbbbbbb') } as never;
        }
        throw new OperationError('repository-name-invalid', { text: path });
      },
    });
    const fresh = await play({ looks: [[rotate], []], answers: ['', 'y'], changes });
    expect(fresh.planned).toEqual([
      { kind: 'signer-rotate', signer: 'jeff', newKey: made, oldKeys: [key.id], keepOld: false },
    ]);
    const read = await play({ looks: [[rotate], []], answers: ['nothing', 'jeff.pub', 'y'], changes });
    expect(read.planned).toMatchObject([{ newKey: { canonicalId: keyIdOf('bbbbbbb') } }]);
  });

  it('is the name of whoever has a key, asked for again when nobody can be called like that', async () => {
    const unnamed = ill('releases-key-without-signer', { action: { kind: 'name-key', keyId: key.id } });
    const { planned, said } = await play({
      looks: [[unnamed], []],
      answers: ['Ben!', 'releases', 'ben', 'y'],
    });
    expect(planned).toMatchObject([
      { kind: 'delegation-add', role: 'targets/ben', keyIds: [key.id], paths: [''] },
    ]);
    expect(said.stderr).toContain('signer name "Ben!" is not allowed');
    expect(said.stderr).toContain('releases is a reserved keyword');
  });

  it('is the file of a backup', async () => {
    const written: unknown[] = [];
    const backUp = ill('root-key-not-backed-up', { action: { kind: 'back-up-keys', keyIds: [key.id] } });
    const changes = keyWork({
      backup: async (those, path) => {
        written.push([those.map(({ id }) => id), path]);
        return { kind: 'backup', path: `/home/${path}` };
      },
    });
    const { said, treated } = await play({
      looks: [[backUp], []],
      answers: ['safe.pem'],
      changes,
      workspace: { keys },
    });
    expect(written).toEqual([[[key.id], 'safe.pem']]);
    expect(said.stdout).toContain('Backed up 1 key to /home/safe.pem');
    expect(treated.treatments).toMatchObject([{ result: 'published', plan: null }]);
    const none = await play({ looks: [[backUp]], answers: [''], changes, workspace: { keys } });
    expect(none.treated.treatments).toEqual([]);
  });

  it('is nothing for files that others can read: --yes is enough', async () => {
    const tightened: string[] = [];
    const tighten = ill('private-key-permissions', { action: { kind: 'tighten-keys', keyIds: [key.id] } });
    const changes = keyWork({ tighten: async ({ path }) => void tightened.push(path) });
    await play({ looks: [[tighten], []], options: { yes: true }, changes, workspace: { keys } });
    expect(tightened).toEqual([key.path]);
    await play({ looks: [[tighten]], options: { dryRun: true }, changes, workspace: { keys } });
    expect(tightened).toHaveLength(1);
  });

  it('is the consent to drop what is staged', async () => {
    const dropped: unknown[] = [];
    const staged = { file: '0.change', action: 'create', scope: 'targets', type: 'target', path: 'v1' };
    const workspace = {
      changelist: {
        read: async () => ({ changes: [staged], unreadable: [] }),
        remove: async (gun: unknown, files: unknown) => void dropped.push([gun, files]),
      },
    } as unknown as NonNullable<FakeRunOptions['workspace']>;
    const reset = ill('pending-changes', { action: { kind: 'reset-staged' } });
    const declined = await play({ looks: [[reset]], answers: ['n'], workspace });
    expect(declined.treated.treatments).toMatchObject([{ result: 'planned' }]);
    expect(dropped).toEqual([]);
    const { said } = await play({ looks: [[reset], []], answers: ['y'], workspace });
    expect(said.stderr).toContain('- create target v1 in targets');
    expect(dropped).toEqual([[APP, ['0.change']]]);
  });
});
