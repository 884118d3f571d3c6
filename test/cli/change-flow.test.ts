import { describe, expect, it } from 'vitest';
import { retiredKeys } from '../../source/cli/changes/retired-keys.ts';
import {
  asRoleName,
  type JournalRun,
  OperationError,
  type PlannedKey,
  type PlannedRole,
} from '../../source/operations/index.ts';
import { gunOf, keyIdOf, NOW, planOf, published, runFake } from './support/fake-cli.ts';

const A = gunOf('registry.example.com/a');
const B = gunOf('registry.example.com/b');
const PUBLISH = { kind: 'publish' } as const;

function roleOf(role: string, more: Partial<PlannedRole>): PlannedRole {
  const name = asRoleName(role);
  if (name === null) {
    throw new Error(`${role} is no role`);
  }
  return {
    role: name,
    action: 'changed',
    fromVersion: 1,
    toVersion: 2,
    expires: { from: NOW, to: NOW },
    keyChanges: [],
    threshold: { from: 1, to: 1 },
    paths: { added: [], removed: [] },
    targetChanges: [],
    unchangedTargets: 0,
    signedBy: [],
    ...more,
  };
}

function plannedKey(start: string, place: PlannedKey['place'] = 'here'): PlannedKey {
  const id = keyIdOf(start);
  return {
    id,
    canonicalId: id,
    algorithm: 'ecdsa-p256',
    owner: { kind: 'signer', name: 'jeff' } as never,
    place,
  };
}

describe('the way of a change through the command line', () => {
  it('has the number of repositories typed where several are at risk', async () => {
    const plan = (gun: typeof A) => planOf(gun, { request: PUBLISH, risks: ['last-signer'] });
    const typed = await runFake(['publish', A, B], { plan, answers: ['2'] });
    expect(typed).toMatchObject({ code: 0, asked: ['Type 2 (the number of repositories) to go on: '] });
    const declined = await runFake(['publish', A, B], { plan, answers: [A] });
    expect(declined).toMatchObject({ code: 1, executed: [] });
    expect(await runFake(['publish', A, B, '-y'], { plan })).toMatchObject({ code: 2, executed: [] });
    expect(await runFake(['publish', A, B, '-y', '--accept-risk', 'last-signer'], { plan })).toMatchObject({
      code: 0,
      asked: [],
    });
  });

  it('asks only about repositories in which there is something to do', async () => {
    const plan = (gun: typeof A) =>
      planOf(gun, {
        request: PUBLISH,
        risks: ['last-signer'],
        outcome: gun === A ? 'ready' : 'nothing-to-do',
      });
    expect((await runFake(['publish', A, B], { plan, answers: [A] })).asked).toEqual([
      `Type ${A} (the repository) to go on: `,
    ]);
  });

  describe('when somebody else published meanwhile', () => {
    const before = planOf(A, { request: PUBLISH });
    const after = planOf(A, { request: PUBLISH, effects: [{ kind: 'tags-stay-released', count: 3 }] });
    const race = (answers?: readonly string[], argv: readonly string[] = [], anew = after) =>
      runFake(['publish', A, ...argv], {
        ...(answers === undefined ? {} : { answers }),
        plan: () => before,
        execute: async (plan, { confirmNewPlan }) =>
          (await confirmNewPlan(before, anew))
            ? published(plan)
            : [
                {
                  gun: A,
                  plan: before,
                  result: 'failed',
                  verified: false,
                  error: new OperationError('plan-outdated', { gun: A }),
                },
              ],
      });

    it('shows what differs and asks again', async () => {
      const { code, asked, stderr } = await race(['y', 'y']);
      expect({ code, asked }).toEqual({
        code: 0,
        asked: ['Publish? [y/N] ', 'Publish it like that? [y/N] '],
      });
      expect(stderr).toMatch(/Somebody else published[^\n]+\n(\+ [^\n]*\n)+/);
      expect(stderr).toContain('3 tags stay trusted');
    });

    it('publishes nothing without another yes', async () => {
      const { code, stderr } = await race(['y', 'n']);
      expect(code).toBe(1);
      expect(stderr).toContain('has changed in between');
    });

    it('fails under --yes, which agreed to something else', async () => {
      const { code, asked } = await race(['never asked'], ['-y']);
      expect({ code, asked }).toEqual({ code: 1, asked: [] });
    });

    it('has new risks typed', async () => {
      const anew = planOf(A, { request: PUBLISH, risks: ['releases-unusable'] });
      expect((await race(['y', A], [], anew)).code).toBe(0);
      expect((await race(['y', 'y'], [], anew)).code).toBe(1);
    });
  });

  describe('--resume', () => {
    const unfinished = (
      id: string,
      guns: readonly (typeof A)[],
      request: JournalRun['request'] = PUBLISH,
    ): JournalRun => ({
      id,
      startedAt: new Date(NOW.getTime() - 3_600_000),
      request,
      newKeys: [],
      repositories: [
        ...guns.map((gun) => ({ gun, status: 'publishing' as const, error: null, sent: [] })),
        { gun: gunOf('registry.example.com/done'), status: 'verified' as const, error: null, sent: [] },
      ],
    });

    it('goes on with the newest run of the command, without naming it again', async () => {
      const runs = [
        unfinished('3', [A], { kind: 'delete', remote: false }),
        unfinished('2', [A, B]),
        unfinished('1', [B]),
      ];
      const { code, resumed, planned, executed, stderr } = await runFake(['publish', '--resume', '-y'], {
        unfinished: runs,
      });
      expect(code).toBe(0);
      expect(resumed.map(({ id }) => id)).toEqual(['2']);
      expect(planned).toEqual([]);
      expect(executed[0]?.repositories.map(({ gun }) => gun)).toEqual([A, B]);
      expect(stderr).toContain('Several were left unfinished');
      expect(stderr).toContain('publish, 2 repositories, started 1 hour ago (2026-11-23)');
    });

    it('needs neither arguments nor required options, and takes none', async () => {
      const rotation = { kind: 'key-rotate', role: 'targets', serverManaged: false, newKey: null } as const;
      const runs = [unfinished('1', [A], rotation)];
      expect(await runFake(['key', 'rotate', '--resume', '-y'], { unfinished: runs })).toMatchObject({
        code: 0,
      });
      expect(await runFake(['key', 'rotate', A, '--resume', '-y'], { unfinished: runs })).toMatchObject({
        code: 2,
        executed: [],
      });
    });

    it('is offered after what failed in several repositories, which is said once', async () => {
      const error = new OperationError('plan-outdated', { gun: A });
      const { stderr } = await runFake(['publish', A, B, '-y'], {
        unfinished: [{ ...unfinished('1', [B]), startedAt: NOW }],
        execute: async (plan) =>
          plan.repositories.map((one) => ({
            gun: one.gun,
            plan: one.plan,
            result: 'failed',
            verified: false,
            error,
          })),
      });
      expect(stderr).toMatch(
        new RegExp(`\\nIn: {4}${A}, ${B}\\nFailed in 2 of 2 repositories\\.\\nWarning: Left`),
      );
      expect(stderr.match(/^Error:/gm)).toHaveLength(1);
    });

    describe('or --forget', () => {
      const runs = [unfinished('2', [A, B]), unfinished('1', [B])];
      const forget = async (argv: readonly string[], answers?: readonly string[]) => {
        const forgotten: string[] = [];
        const finished = await runFake(['publish', '--forget', ...argv], {
          unfinished: runs,
          ...(answers === undefined ? {} : { answers }),
          forget: async ({ id }) => {
            forgotten.push(id);
          },
        });
        return { ...finished, forgotten };
      };

      it('drops the newest run and changes nothing', async () => {
        expect(await forget([], ['y'])).toMatchObject({
          code: 0,
          forgotten: ['2'],
          planned: [],
          executed: [],
        });
        expect(await forget(['-y', '--json'])).toMatchObject({
          code: 0,
          forgotten: ['2'],
          stdout: '{\n  "repositories": []\n}\n',
        });
      });

      it('drops nothing without a yes, nor with what makes no sense beside it', async () => {
        expect(await forget([], ['n'])).toMatchObject({ code: 1, forgotten: [] });
        expect(await forget([])).toMatchObject({ code: 2, forgotten: [] });
        expect(await forget([A, '-y'])).toMatchObject({ code: 2, forgotten: [] });
        expect(await forget(['--resume', '-y'])).toMatchObject({ code: 2, forgotten: [] });
      });
    });

    it('does nothing when nothing is left', async () => {
      const { code, stdout, stderr } = await runFake(['publish', '--resume', '--json']);
      expect({ code, json: JSON.parse(stdout) }).toEqual({ code: 0, json: { repositories: [] } });
      expect(stderr).toContain('No publish was left unfinished here.');
    });

    it.each([[['publish', B, '-y']], [['status', B]]])('is mentioned by %j', async (argv) => {
      const signer = { kind: 'signer-remove', signer: 'jeff', resignAs: null } as const;
      const { stderr } = await runFake(argv, { unfinished: [unfinished('1', [A], signer)] });
      expect(stderr).toContain(
        `Warning: Left unfinished: signer remove jeff, ${A}, started 1 hour ago (2026-11-23). Go on with trustdeck signer remove --resume, or drop it with --forget.\n`,
      );
    });
  });

  it('tells the first half of a change from the whole', async () => {
    const plan = () => planOf(A, { request: PUBLISH, half: 1 });
    expect((await runFake(['publish', A, '-y'], { plan })).stdout).toContain('first half');
  });

  it('shows no plan where nobody reads one', async () => {
    expect((await runFake(['publish', A, '-y', '--quiet'])).stderr).toBe('');
    expect((await runFake(['publish', A, '-y', '--json'])).stderr).toBe('');
    expect((await runFake(['publish', A, '--json'], { answers: ['y'] })).stderr).toContain(A);
  });

  it('shows the plan to whoever is asked, also when stderr leads elsewhere', async () => {
    const plan = (gun: typeof A) => planOf(gun, { request: PUBLISH, risks: ['last-signer'] });
    const { code, screen, stderr } = await runFake(['publish', A], { plan, answers: [A], apart: true });
    expect(code).toBe(0);
    expect(screen).toContain(`\n${A}\n`);
    expect(screen).toMatch(/Nobody is left who can release a tag\.\n$/);
    expect(stderr).toContain(`\n${A}\n`);
    const redirected = { answers: ['y'], apart: true };
    expect((await runFake(['publish', A, '-y'], redirected)).screen).toBe('');
    expect((await runFake(['publish', A], { answers: ['y'] })).screen).toBe('');
  });

  it('says that nothing was changed to whoever says no', async () => {
    const { code, stderr } = await runFake(['publish', A, '--quiet'], { answers: ['no'] });
    expect({ code, last: stderr.split('\n').at(-2) }).toEqual({ code: 1, last: 'Nothing was changed.' });
  });

  it('says before it asks what is left out, and how many repositories change', async () => {
    const C = gunOf('registry.example.com/c');
    const plan = (gun: typeof A) => {
      if (gun === B) {
        throw new OperationError('signer-not-found', { gun, signer: 'jeff', signers: [] });
      }
      return planOf(gun, { request: PUBLISH, outcome: gun === A ? 'ready' : 'nothing-to-do' });
    };
    const { code, stderr } = await runFake(['publish', A, B, C], { plan, answers: ['n'] });
    expect(code).toBe(1);
    expect(stderr).toContain(`\nNothing to do in\n  ${C}\n`);
    expect(stderr).toContain(`\nLeft out\n  ${B}: ${B} has no signer jeff\n`);
    expect(stderr).toContain('\n3 repositories: 1 to be changed, 1 like that already, 1 left out.\n');
    expect(stderr).toContain(`\nIn:    ${B}\nFailed in 1 of 3 repositories.\n`);
    expect(stderr).toMatch(/Error: [^\n]+ has no signer jeff\n[\s\S]+\nNothing was changed\.\n$/);
  });

  it('says once what went wrong when no plan could be made at all', async () => {
    const plan = (gun: typeof A) => {
      throw new OperationError('signer-not-found', { gun, signer: 'jeff', signers: [] });
    };
    const { code, asked, stderr } = await runFake(['publish', A, B], { plan, answers: [] });
    expect({ code, asked }).toEqual({ code: 1, asked: [] });
    expect(stderr).not.toContain('Left out');
    expect(stderr.match(/has no signer jeff/g)).toHaveLength(2);
  });

  describe('progress', () => {
    const step = (gun: typeof A, name: 'unlocking' | 'publishing' | 'done' | 'failed') => ({
      gun,
      step: name,
      error: null,
    });
    const run = (argv: readonly string[], columns?: number) =>
      runFake(['publish', ...argv, '-y'], {
        ...(columns === undefined ? {} : { columns }),
        execute: async (plan, { onProgress }) => {
          for (const name of ['unlocking', 'publishing', 'done'] as const) {
            onProgress(step(A, name));
          }
          onProgress(step(B, 'failed'));
          return published(plan);
        },
      });
    const afterPlan = (stderr: string) => stderr.split('\n').at(-1) ?? '';

    it('of several repositories is one line of a terminal, which is gone at the end', async () => {
      const { stderr } = await run([A, B], 40);
      expect(afterPlan(stderr).split('\r\u001b[2K')).toEqual([
        '',
        `0 of 2 done  ${A}: publishing`.slice(0, 39),
        `1 of 2 done  ${A}: publishing`.slice(0, 39),
        `1 of 2 done, 1 failed  ${A}: publishing`.slice(0, 39),
        '',
      ]);
    });

    it('is a line for each step elsewhere, and for a single repository', async () => {
      for (const { stderr } of [await run([A, B]), await run([A], 40)]) {
        expect(stderr).toMatch(new RegExp(`\n${A}: publishing\n$`));
        expect(stderr).not.toContain('\u001b');
      }
    });
  });

  it('knows which private keys a plan retires', () => {
    const jeff = plannedKey('11');
    const removed = (key: PlannedKey) => ({ action: 'removed' as const, key });
    const plan = (roles: readonly PlannedRole[], effects: ReturnType<typeof planOf>['effects'] = []) => ({
      request: PUBLISH,
      repositories: [{ gun: A, plan: planOf(A, { request: PUBLISH, roles, effects }), error: null }],
    });
    const leaving = roleOf('targets/jeff', {
      keyChanges: [removed(jeff), removed(plannedKey('22', 'elsewhere'))],
    });
    expect(retiredKeys(plan([leaving]))).toEqual([jeff.canonicalId]);
    const moved = roleOf('targets/qa', { keyChanges: [{ action: 'added', key: jeff }] });
    expect(retiredKeys(plan([leaving, moved]))).toEqual([]);
    expect(retiredKeys(plan([leaving], [{ kind: 'key-still-used', key: jeff, repositories: [B] }]))).toEqual(
      [],
    );
    expect(retiredKeys(plan([roleOf('root', { keyChanges: [removed(plannedKey('33'))] })]))).toEqual([]);
  });
});
