import { describe, expect, it } from 'vitest';
import { planRepository } from '../../../source/operations/changes/plan-repository.ts';
import {
  type ChangeRequest,
  describePlan,
  type PlannedComparison,
  type RepositoryPlan,
} from '../../../source/operations/index.ts';
import type { RoleName, TargetsDocument } from '../../../source/tuf/index.ts';
import { type DelegationPlan, tag } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';
import {
  amend,
  BEN,
  idOf,
  JEFF,
  type PlanningWorld,
  RELEASES,
  roleName,
  rowOf,
  type Team,
  team,
} from './support/planning-world.ts';

const WITNESS = { kind: 'witness', roles: [RELEASES], as: null } as const;

type Cached = readonly [RoleName, TargetsDocument];

/** The document of a role as it is now, for the cache to keep. */
function cachedOf(world: PlanningWorld, role: RoleName): Cached {
  const state = world.state();
  const document = role === 'targets' ? state?.targets.document : state?.delegations.get(role)?.document;
  if (document === undefined || document === null) {
    throw new Error(`${role} has no document`);
  }
  return [role, document];
}

function planWith(world: PlanningWorld, request: ChangeRequest, cached: Cached | null): RepositoryPlan {
  const cachedRoles = new Map(cached === null ? [] : [cached]);
  return planRepository({ ...world.input(request), cachedRoles });
}

function comparisonsIn(plan: RepositoryPlan, role: RoleName = RELEASES): readonly PlannedComparison[] {
  return rowOf(plan, role)?.comparisons ?? [];
}

/** Takes jeff's key out of releases, which holds `targets` then; returns what was in the cache before. */
function breakReleases({ world, jeff, ben }: Team, targets: DelegationPlan['targets']): Cached {
  const cached = cachedOf(world, RELEASES);
  amend(world, RELEASES, { keys: [ben], signers: [jeff], targets });
  return cached;
}

describe('content that is vouched for anew', () => {
  it('is said to be the same as the version that last verified here', () => {
    const people = team();
    const { world } = people;
    const cached = breakReleases(people, [tag('v1')]);
    amend(world, BEN, { published: true, targets: [tag('v1')] });
    const plan = planWith(world, WITNESS, cached);
    expect(comparisonsIn(plan)).toEqual([
      { with: { kind: 'last-verified', version: cached[1].version }, targetChanges: [], delegations: [] },
      { with: { kind: 'signers' }, targetChanges: [], delegations: [] },
    ]);
    const lines = describePlan(plan).join('\n');
    expect(lines).toContain(`the same as version ${cached[1].version}, which verified on this machine`);
    expect(lines).toContain('each tag is in the role of a signer who may release, with the same digest');
  });

  it('is shown with every tag that came, went or changed since then', () => {
    const people = team();
    const { world } = people;
    amend(world, RELEASES, { targets: [tag('v1'), tag('v2')] });
    const cached = breakReleases(people, [tag('v3'), tag('v1', 'another')]);
    const plan = planWith(world, WITNESS, cached);
    expect(comparisonsIn(plan)[0]?.targetChanges).toEqual([
      { action: 'changed', name: 'v1', from: tag('v1').sha256, to: tag('v1', 'another').sha256 },
      { action: 'removed', name: 'v2', from: tag('v2').sha256, to: null },
      { action: 'added', name: 'v3', from: null, to: tag('v3').sha256 },
    ]);
    const lines = describePlan(plan).join('\n');
    expect(lines).toContain(`+ tag  v3  sha256:${tag('v3').sha256}`);
    expect(lines).toMatch(/- tag {2}v2/);
  });

  it('names delegations below the role that differ', () => {
    const { world, jeff } = team();
    world.repository.delegate('targets/jeff/nightly', { keys: [jeff] });
    world.repository.delegate('targets/jeff/rc', { keys: [jeff] });
    world.repository.bump().publish();
    const cached = cachedOf(world, JEFF);
    amend(world, roleName('targets/jeff/nightly'), { paths: ['nightly-'] });
    world.repository.delegate('targets/jeff/beta', { keys: [jeff] });
    world.repository.bump().publish();
    const plan = planWith(world, { kind: 'witness', roles: [JEFF], as: null }, cached);
    expect(comparisonsIn(plan, JEFF)[0]?.delegations).toEqual(['targets/jeff/nightly', 'targets/jeff/beta']);
  });

  it('of targets is compared too', () => {
    const { world } = team();
    const targets = roleName('targets');
    const cached = cachedOf(world, targets);
    world.repository.targets.targets = [tag('v1')];
    world.repository.bump().publish();
    const plan = planWith(world, { kind: 'witness', roles: [targets], as: null }, cached);
    expect(comparisonsIn(plan, targets)).toEqual([
      {
        with: { kind: 'last-verified', version: cached[1].version },
        targetChanges: [{ action: 'added', name: 'v1', from: null, to: tag('v1').sha256 }],
        delegations: [],
      },
    ]);
  });

  it('is compared without what the plan itself adds', () => {
    const people = team();
    const { world } = people;
    const cached = breakReleases(people, [tag('v1')]);
    amend(world, BEN, { published: true, targets: [tag('v1')] });
    const plan = planWith(world, { kind: 'sign', tags: [tag('v9')], signer: null }, cached);
    expect(comparisonsIn(plan).flatMap(({ targetChanges }) => targetChanges)).toEqual([]);
  });

  it('is not compared with a file in the cache that no known key has signed', () => {
    const { world } = team();
    const other = team().world;
    const plan = planWith(world, WITNESS, cachedOf(other, RELEASES));
    expect(comparisonsIn(plan).map(({ with: { kind } }) => kind)).toEqual(['signers']);
  });

  it('is compared with one that only a former key has signed, once that is known', () => {
    const { world, jeff, ben } = team();
    const cached = cachedOf(world, RELEASES);
    amend(world, RELEASES, { keys: [ben], signers: [jeff] });
    world.repository.delegations.delete(JEFF);
    world.repository.bump().publish();
    expect(comparisonsIn(planWith(world, WITNESS, cached))).toMatchObject([{ with: { kind: 'signers' } }]);
    const formerKeys = [{ role: RELEASES, key: jeff.key, signer: 'jeff' }];
    const known = planRepository({
      ...world.input(WITNESS),
      formerKeys,
      cachedRoles: new Map([cached]),
    });
    expect(comparisonsIn(known)[0]?.with.kind).toBe('last-verified');
  });

  it('says of releases which tags no signer vouches for, or only with another digest', () => {
    const { world } = team();
    amend(world, RELEASES, { targets: [tag('v1', 'another'), tag('v2'), tag('v3')] });
    amend(world, BEN, { published: true, targets: [tag('v3')] });
    const plan = planWith(world, WITNESS, null);
    expect(comparisonsIn(plan)).toEqual([
      {
        with: { kind: 'signers' },
        targetChanges: [
          { action: 'changed', name: 'v1', from: tag('v1').sha256, to: tag('v1', 'another').sha256 },
          { action: 'added', name: 'v2', from: null, to: tag('v2').sha256 },
        ],
        delegations: [],
      },
    ]);
    const lines = describePlan(plan).join('\n');
    expect(lines).toContain(`! tag  v2  sha256:${tag('v2').sha256}`);
    expect(lines).not.toContain('! tag  v3');
  });

  it('takes no word of a signer whose role does not count', () => {
    const { world } = team();
    amend(world, JEFF, { signers: [ecKey()] });
    expect(comparisonsIn(planWith(world, WITNESS, null))[0]?.targetChanges).toMatchObject([
      { action: 'added', name: 'v1' },
    ]);
  });

  it('takes no word of a signer who may not release any more, and the word of one who is let release', () => {
    const people = team();
    const { world, jeff } = people;
    breakReleases(people, [tag('v1')]);
    const unvouched = [{ action: 'added', name: 'v1' }];
    expect(comparisonsIn(planWith(world, WITNESS, null))[0]?.targetChanges).toMatchObject(unvouched);
    const letRelease: ChangeRequest = {
      kind: 'delegation-add',
      role: RELEASES,
      keys: [],
      keyIds: [idOf(jeff)],
      paths: [],
      threshold: null,
      resign: true,
    };
    expect(comparisonsIn(planWith(world, letRelease, null))).toMatchObject([
      { with: { kind: 'signers' }, targetChanges: [] },
    ]);
  });

  it('is compared with nobody where there are no signers', () => {
    const { world } = team();
    world.repository.delegations.delete(JEFF);
    world.repository.delegations.delete(BEN);
    world.repository.bump().publish();
    expect(comparisonsIn(planWith(world, WITNESS, null))).toEqual([]);
  });

  it('is not spoken of where nobody vouches for anything anew', () => {
    const { world } = team();
    const plan = planWith(
      world,
      { kind: 'sign', tags: [tag('v9')], signer: null },
      cachedOf(world, RELEASES),
    );
    expect(plan.roles.map(({ comparisons }) => comparisons)).toEqual(plan.roles.map(() => undefined));
  });
});
