import { type Ailing, treat, untreated } from '../../../source/cli/doctor/fix/treat.ts';
import type {
  ChangePlan,
  ChangeRequest,
  Diagnosed,
  ExecuteOptions,
  FixWay,
  RepositoryPlan,
  RepositoryState,
} from '../../../source/operations/index.ts';
import { type FakeRunOptions, fakeRun, findingOf, fixOf, wayOf } from './doctor-fakes.ts';
import { gunOf, planOf, published } from './fake-cli.ts';

export const APP = gunOf('registry.example.com/team/app');

export function ill(
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
export async function play({
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
