import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../source/base/index.ts';
import { samePlan } from '../../../source/operations/changes/planning/plan-differences.ts';
import { type ChangeRequest, describePlan, type RepositoryPlan } from '../../../source/operations/index.ts';
import { tagReports } from '../../../source/operations/reports/tags.ts';
import type { RepositoryState } from '../../../source/tuf/index.ts';
import { anyCase, caseOf } from './support/any-world.ts';
import type { PlanningWorld } from './support/planning-world.ts';

/** A witness signs as often as it is asked for; what is revoked is not found a second time. */
const CONVERGING: readonly string[] = [
  'signer-add',
  'signer-rotate',
  'delegation-add',
  'delegation-purge',
  'sign',
];

const RUNS = { numRuns: 40 };

/** Each run builds, signs and reads a repository or two. */
vi.setConfig({ testTimeout: 60_000 });

/** null where the request makes no sense: anything but a refusal on purpose is a defect. */
function planned(world: PlanningWorld, request: ChangeRequest): RepositoryPlan | null {
  try {
    return world.plan(request);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return null;
  }
}

function carriedOut(world: PlanningWorld, request: ChangeRequest) {
  const plan = planned(world, request);
  const before = world.state();
  fc.pre(plan !== null && plan.outcome === 'ready' && before !== null);
  return { plan, before, after: world.carryOut(plan) };
}

/** What is pulled, as docker reads it, worked out without the planner. */
function released(state: RepositoryState): ReadonlyMap<string, string | null> {
  const tags = tagReports(state).filter(({ state: how }) => how !== 'not-released');
  return new Map(tags.map(({ name, digest }) => [name, digest]));
}

function usable(state: RepositoryState): readonly string[] {
  return [...state.delegations.values()].filter((role) => role.usable).map(({ role }) => role);
}

function tagsIn(plan: RepositoryPlan, kind: string): readonly string[] {
  return plan.effects.flatMap((effect) =>
    effect.kind === kind && 'tags' in effect && typeof effect.tags !== 'number' ? effect.tags : [],
  );
}

describe('every plan that is ready', () => {
  it('can be signed with the keys that it names and no others, and is accepted by everybody', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { world, request } = caseOf(any);
        const { after } = carriedOut(world, request);
        expect(after.failure).toBeNull();
      }),
      RUNS,
    );
  });

  it('without a risk leaves every role usable and every tag released', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { world, request } = caseOf(any);
        const { plan, before, after } = carriedOut(world, request);
        fc.pre(plan.risks.length === 0 && request.kind !== 'revoke');
        const left = usable(before).filter((role) => after.delegations.has(role as never));
        expect(usable(after)).toEqual(expect.arrayContaining(left));
        expect([...released(after).keys()]).toEqual(expect.arrayContaining([...released(before).keys()]));
      }),
      RUNS,
    );
  });

  it('says the truth about which tags can be pulled', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { world, request } = caseOf(any);
        const { plan, before, after } = carriedOut(world, request);
        const [was, is] = [released(before), released(after)];
        const names = [...was.keys()];
        expect([...tagsIn(plan, 'tags-no-longer-released')].sort()).toEqual(
          names.filter((name) => !is.has(name)).sort(),
        );
        expect([...tagsIn(plan, 'tags-change-content')].sort()).toEqual(
          names.filter((name) => is.has(name) && is.get(name) !== was.get(name)).sort(),
        );
        const stay = plan.effects.find(({ kind }) => kind === 'tags-stay-released');
        const same = names.filter((name) => is.get(name) === was.get(name) && is.has(name));
        expect(stay === undefined ? 0 : 'count' in stay && stay.count).toBe(same.length);
      }),
      RUNS,
    );
  });

  it('says the truth about the versions and keys of roles', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { world, request } = caseOf(any);
        const { plan, before, after } = carriedOut(world, request);
        for (const row of plan.roles.filter(({ role }) => role.startsWith('targets'))) {
          const [was, is] = [before, after].map((state) =>
            row.role === 'targets' ? state.targets : state.delegations.get(row.role),
          );
          // What nobody could read before, or the server still has of an older role, can turn out to be there.
          const isUnread =
            was !== undefined && was.document === null && was.problems[0]?.code !== 'not-published';
          if (isUnread || plan.draft?.revived.includes(row.role)) {
            continue;
          }
          expect(row.action === 'removed').toBe(is === undefined);
          expect(row.fromVersion).toBe(was?.document?.version ?? null);
          expect(row.toVersion).toBe(is?.document?.version ?? null);
          const has = (state: typeof is) => new Set((state?.keys ?? []).map(({ id }) => id));
          for (const { action, key } of row.keyChanges) {
            expect([has(was).has(key.id), has(is).has(key.id)]).toEqual([
              action === 'removed',
              action === 'added',
            ]);
          }
        }
      }),
      RUNS,
    );
  });

  it('has nothing left to do when it is made again', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { world, request } = caseOf(any);
        fc.pre(CONVERGING.includes(request.kind) && !('resign' in request && request.resign));
        const { plan } = carriedOut(world, request);
        const again = world.plan(request);
        expect(again.draft).toBeNull();
        expect(again.outcome).toBe(
          plan.tasks.some(({ what }) => what !== 'sign') ? 'needs-others' : 'nothing-to-do',
        );
      }),
      RUNS,
    );
  });
});

describe('every plan', () => {
  it('publishes only when it is ready, and asks others only when it is not', () => {
    fc.assert(
      fc.property(anyCase, (any) => {
        const { world, request } = caseOf(any);
        const plan = planned(world, request);
        fc.pre(plan !== null);
        expect(plan.draft !== null).toBe(plan.outcome === 'ready');
        expect(plan.edits.length > 0).toBe(plan.outcome === 'ready');
        expect(plan.outcome === 'needs-others' && plan.tasks.length === 0).toBe(false);
        expect(samePlan(plan, world.plan(request))).toBe(true);
        const lines = describePlan(plan);
        expect(lines.at(-1)).toBe(`Same as   ${plan.commandLine}`);
        expect(lines.join('')).not.toMatch(/undefined|null|NaN|\[object/);
      }),
      RUNS,
    );
  });
});
