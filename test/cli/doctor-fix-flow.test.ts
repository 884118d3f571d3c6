import { describe, expect, it } from 'vitest';
import { type Ailing, treat, untreated } from '../../source/cli/doctor/fix/treat.ts';
import {
  type ChangePlan,
  type Diagnosed,
  OperationError,
  type RepositoryState,
} from '../../source/operations/index.ts';
import { fakeRun, findingOf, fixOf } from './support/doctor-fakes.ts';
import { planOf, published } from './support/fake-cli.ts';
import { APP, ill, play } from './support/treatment.ts';

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
