import { describe, expect, it } from 'vitest';
import { tag } from '../../support/repository-builder.ts';
import {
  amend,
  BEN,
  effectsOf,
  idOf,
  isUsable,
  JEFF,
  PlanningWorld,
  RELEASES,
  roleName,
  rowOf,
  tagsOf,
  team,
} from './support/planning-world.ts';

const GUN = 'registry.example.com/team/app';
const REVOKE = { kind: 'revoke', tags: ['v1'], signer: null } as const;

/** v1 by jeff; v2 by both. */
function signedByBoth() {
  const { world, jeff, ben } = team();
  world.carryOut(world.plan({ kind: 'sign', tags: [tag('v2')], signer: null }));
  return { world, jeff, ben };
}

describe('revoking', () => {
  it('takes a tag out of releases and the roles of signers, and leaves others', () => {
    const { world } = signedByBoth();
    const plan = world.plan(REVOKE);
    expect(plan).toMatchObject({ outcome: 'ready', tasks: [] });
    expect(effectsOf(plan, 'tags-no-longer-released')).toMatchObject([{ tags: ['v1'] }]);
    expect(effectsOf(plan, 'tags-lose-signature')).toMatchObject([{ tags: ['v1'], signer: 'jeff' }]);
    const after = world.carryOut(plan);
    expect([RELEASES, JEFF, BEN].map((role) => tagsOf(after, role))).toEqual([['v2'], ['v2'], ['v2']]);
    expect(isUsable(after, RELEASES)).toBe(true);
  });

  it('of all tags leaves the roles empty and usable', () => {
    const { world } = signedByBoth();
    const plan = world.plan({ ...REVOKE, tags: 'all' });
    expect(plan.commandLine).toBe(`trustdeck revoke ${GUN}`);
    expect(effectsOf(plan, 'tags-no-longer-released')).toMatchObject([{ tags: ['v1', 'v2'] }]);
    const after = world.carryOut(plan);
    expect([RELEASES, JEFF, BEN].flatMap((role) => tagsOf(after, role))).toEqual([]);
    expect(isUsable(after, RELEASES)).toBe(true);
  });

  it('for one signer leaves what others signed themselves', () => {
    const { world, ben } = signedByBoth();
    const plan = world.plan({ kind: 'revoke', tags: ['v2'], signer: 'ben' });
    expect(plan.unlocks).toEqual([{ keyId: idOf(ben), roles: expect.arrayContaining([RELEASES, BEN]) }]);
    expect(plan.commandLine).toBe(`trustdeck revoke ${GUN}:v2 --signer ben`);
    const after = world.carryOut(plan);
    expect([RELEASES, JEFF, BEN].map((role) => tagsOf(after, role))).toEqual([['v1'], ['v1', 'v2'], []]);
  });

  it('for a signer without a key in releases takes back that signature alone', () => {
    const { world, jeff } = team();
    amend(world, RELEASES, { keys: [jeff] });
    amend(world, BEN, { published: true, targets: [tag('v1')] });
    const plan = world.plan({ ...REVOKE, signer: 'ben' });
    expect(effectsOf(plan, 'tags-no-longer-released')).toEqual([]);
    expect(tagsOf(world.carryOut(plan), RELEASES)).toEqual(['v1']);
  });

  it('without any key here is for those who release it, with their commands', () => {
    const { world, jeff, ben } = signedByBoth();
    world.holds(world.targetsKey);
    const plan = world.plan(REVOKE);
    expect(plan.outcome).toBe('needs-others');
    expect(plan.tasks).toMatchObject([{ role: RELEASES, what: 'make-change' }]);
    expect(plan.tasks[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual([idOf(jeff), idOf(ben)]);
    expect(plan.tasks[0]?.commands.map(({ line }) => line)).toEqual([
      `trustdeck revoke ${GUN}:v1`,
      `docker trust revoke --yes ${GUN}:v1`,
    ]);
  });

  it('also takes it out of targets, from where it could be pulled all the same', () => {
    const { world } = team();
    world.repository.targets.targets = [tag('v1')];
    world.repository.bump().publish();
    const after = world.carryOut(world.plan(REVOKE));
    expect(tagsOf(after, 'targets')).toEqual([]);
  });

  it('leaves targets that others sign as a task, and does not say that the tag is gone', () => {
    const { world, jeff } = team();
    world.repository.targets.targets = [tag('v1')];
    world.repository.bump().publish();
    world.holds(jeff);
    const plan = world.plan(REVOKE);
    expect(plan).toMatchObject({ outcome: 'ready' });
    expect(plan.tasks).toMatchObject([{ when: 'after', role: 'targets', what: 'make-change' }]);
    expect(plan.tasks[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual([idOf(world.targetsKey)]);
    expect(effectsOf(plan, 'tags-no-longer-released')).toEqual([]);
    expect(tagsOf(world.carryOut(plan), RELEASES)).toEqual([]);
  });

  it('in a repository without delegations is done to targets', () => {
    const world = new PlanningWorld();
    world.repository.targets.targets = [tag('v1')];
    world.repository.bump().publish();
    expect(rowOf(world.plan(REVOKE), 'targets')?.targetChanges).toMatchObject([{ action: 'removed' }]);
  });

  it.each([
    [['v7'], null, ['v7']],
    [['v1', 'v7'], null, ['v7']],
    [['v1'], 'ben', ['v1']],
    ['all', 'ben', []],
  ] as const)('of %s by %s refuses what nobody signed', (tags, signer, unknown) => {
    const { world, jeff } = team();
    if (signer !== null) {
      amend(world, RELEASES, { keys: [jeff] });
    }
    expect(() => world.plan({ kind: 'revoke', tags, signer })).toThrow(
      expect.objectContaining({ code: 'nothing-to-revoke', detail: { gun: GUN, tags: unknown, signer } }),
    );
  });

  it('leaves roles below those of signers alone', () => {
    const { world, jeff } = team();
    world.repository.delegate('targets/jeff/nightly', { keys: [jeff], targets: [tag('v1')] });
    world.repository.bump().publish();
    const after = world.carryOut(world.plan(REVOKE));
    expect(tagsOf(after, roleName('targets/jeff/nightly'))).toEqual(['v1']);
  });
});
