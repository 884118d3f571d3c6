import { describe, expect, it } from 'vitest';
import { daysFromNow, tag } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';
import {
  amend,
  BEN,
  effectsOf,
  idOf,
  isUsable,
  JEFF,
  PlanningWorld,
  RELEASES,
  rowOf,
  tagsOf,
  team,
} from './support/planning-world.ts';

const V9 = tag('v9');
const SIGN = { kind: 'sign', tags: [V9], signer: null } as const;
const GUN = 'registry.example.com/team/app';

describe('signing a tag', () => {
  it('puts it into releases and the roles of all signers whose keys are here', () => {
    const { world } = team();
    const plan = world.plan(SIGN);
    expect(plan).toMatchObject({ outcome: 'ready', risks: [], half: null });
    expect(effectsOf(plan, 'tags-not-released')).toEqual([]);
    expect(plan.roles.filter(({ signedBy }) => signedBy.length > 0).map(({ role }) => role)).toEqual([
      RELEASES,
      JEFF,
      BEN,
    ]);
    expect(effectsOf(plan, 'tags-gain-signature')).toEqual([
      { kind: 'tags-gain-signature', tags: ['v9'], signer: 'jeff' },
      { kind: 'tags-gain-signature', tags: ['v9'], signer: 'ben' },
    ]);
    const after = world.carryOut(plan);
    for (const role of [RELEASES, JEFF, BEN]) {
      expect(tagsOf(after, role)).toContain('v9');
      expect(isUsable(after, role)).toBe(true);
    }
    expect(world.plan(SIGN).outcome).toBe('nothing-to-do');
  });

  it('by one signer leaves the roles of the others alone, and signs releases with the same key', () => {
    const { world, ben } = team();
    const plan = world.plan({ ...SIGN, signer: 'ben' });
    expect(plan.unlocks).toEqual([{ keyId: idOf(ben), roles: expect.arrayContaining([RELEASES, BEN]) }]);
    const after = world.carryOut(plan);
    expect(tagsOf(after, JEFF)).not.toContain('v9');
    expect(tagsOf(after, BEN)).toEqual(['v9']);
  });

  it('says which digest a tag had before, and that it changes', () => {
    const { world } = team();
    const plan = world.plan({ ...SIGN, tags: [tag('v1', 'another')] });
    expect(effectsOf(plan, 'tags-change-content')).toEqual([{ kind: 'tags-change-content', tags: ['v1'] }]);
    expect(rowOf(plan, RELEASES)?.targetChanges).toMatchObject([
      { action: 'changed', name: 'v1', from: tag('v1').sha256, to: tag('v1', 'another').sha256 },
    ]);
  });

  it('leaves what says the same already as it is, with all that it says beyond that', () => {
    const { world } = team();
    const rich = { ...tag('v1'), custom: { built: 'by somebody' } };
    amend(world, RELEASES, { targets: [rich] });
    amend(world, JEFF, { targets: [rich] });
    const plain = { ...tag('v1'), sha512: null };
    expect(world.plan({ ...SIGN, tags: [plain], signer: 'jeff' }).outcome).toBe('nothing-to-do');
    const other = { ...plain, length: 99 };
    expect(rowOf(world.plan({ ...SIGN, tags: [other] }), RELEASES)?.targetChanges).toHaveLength(1);
    const labelled = { ...plain, custom: { built: 'by another' } };
    expect(rowOf(world.plan({ ...SIGN, tags: [labelled] }), RELEASES)?.targetChanges).toHaveLength(1);
  });

  it('in a repository without delegations signs targets', () => {
    const world = new PlanningWorld();
    world.repository.publish();
    const plan = world.plan(SIGN);
    expect(plan.unlocks).toEqual([{ keyId: idOf(world.targetsKey), roles: ['targets'] }]);
    expect(tagsOf(world.carryOut(plan), 'targets')).toContain('v9');
  });

  it('never signs targets once there are delegations', () => {
    const { world } = team();
    expect(rowOf(world.plan(SIGN), 'targets')).toBeUndefined();
    expect(tagsOf(world.carryOut(world.plan(SIGN)), 'targets')).toEqual([]);
  });

  it('is for whoever has a key in releases where none is here, with the command', () => {
    const { world, jeff, ben } = team();
    world.holds(world.targetsKey);
    const plan = world.plan(SIGN);
    expect(plan).toMatchObject({ outcome: 'needs-others', draft: null });
    expect(plan.tasks).toMatchObject([{ what: 'make-change', role: RELEASES, when: 'before' }]);
    expect(plan.tasks[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual([idOf(jeff), idOf(ben)]);
    expect(plan.tasks[0]?.commands.map(({ line }) => line)).toEqual([
      `trustdeck sign ${GUN}:v9 --digest sha256:${V9.sha256} --size ${V9.length}`,
    ]);
  });

  it('without releases goes into the roles of signers, and is for them where no key is here', () => {
    const { world, jeff } = team();
    world.repository.delegations.delete(RELEASES);
    world.repository.bump().publish();
    world.holds(world.targetsKey);
    const plan = world.plan(SIGN);
    expect(plan.outcome).toBe('needs-others');
    expect(plan.tasks.map(({ role }) => role)).toEqual([JEFF, BEN]);
    world.holds(jeff);
    const own = world.plan(SIGN);
    expect(effectsOf(own, 'tags-not-released')).toEqual([{ kind: 'tags-not-released', tags: ['v9'] }]);
    expect(tagsOf(world.carryOut(own), JEFF)).toContain('v9');
  });

  it('by a signer whose key is elsewhere is not done with the key of another one', () => {
    const { world, jeff, ben } = team();
    world.holds(world.targetsKey, ben);
    const plan = world.plan({ ...SIGN, signer: 'jeff' });
    expect(plan.outcome).toBe('needs-others');
    for (const { who } of plan.tasks) {
      expect(who.map(({ canonicalId }) => canonicalId)).toEqual([idOf(jeff)]);
    }
    expect(plan.tasks.map(({ role }) => role)).toEqual([RELEASES, JEFF]);
    expect(plan.tasks[0]?.commands[1]?.line).toBe(
      `notary addhash ${GUN} v9 ${V9.length} --sha256 ${V9.sha256} --sha512 ${V9.sha512} -r targets/releases -r targets/jeff -p`,
    );
  });

  it('of several tags has a command for each', () => {
    const { world } = team();
    const plan = world.plan({ kind: 'sign', tags: [V9, tag('v8')], signer: 'jeff' });
    expect(plan.commandLine.split(' && ').map((line) => line.split(' ').slice(0, 3))).toEqual([
      ['trustdeck', 'sign', `${GUN}:v9`],
      ['trustdeck', 'sign', `${GUN}:v8`],
    ]);
  });

  it('is not done into the role of a signer alone, from where nobody could pull it', () => {
    const { world, jeff, ben } = team();
    amend(world, RELEASES, { keys: [jeff], signers: [jeff] });
    world.holds(ben);
    expect(world.plan(SIGN)).toMatchObject({ outcome: 'needs-others', tasks: [{ role: RELEASES }] });
    expect(() => world.plan({ ...SIGN, signer: 'ben' })).toThrow(
      expect.objectContaining({
        code: 'signer-not-in-role',
        detail: { gun: GUN, role: RELEASES, signer: 'ben', signers: ['jeff'] },
      }),
    );
  });

  it('refuses a name that the paths of releases do not cover', () => {
    const { world } = team();
    amend(world, RELEASES, { paths: ['v1'] });
    expect(() => world.plan(SIGN)).toThrow(
      expect.objectContaining({
        code: 'tag-not-signable',
        detail: { gun: GUN, tags: ['v9'], role: RELEASES, reason: 'outside-paths' },
      }),
    );
  });

  it('passes over signers whose paths do not cover the name, unless one of them is named', () => {
    const { world } = team();
    amend(world, BEN, { paths: ['rc-'] });
    expect(tagsOf(world.carryOut(world.plan(SIGN)), BEN)).toEqual([]);
    expect(() => world.plan({ ...SIGN, signer: 'ben' })).toThrow(
      expect.objectContaining({ code: 'tag-not-signable', detail: expect.objectContaining({ role: BEN }) }),
    );
  });

  it('says that releases has too few keys, which no signature helps', () => {
    const { world } = team();
    amend(world, RELEASES, { keys: [], signers: [ecKey()] });
    expect(() => world.plan(SIGN)).toThrow(
      expect.objectContaining({
        code: 'tag-not-signable',
        detail: expect.objectContaining({ role: RELEASES, reason: 'too-few-keys' }),
      }),
    );
  });

  it('into releases that a stranger signed asks for consent to all that it holds', () => {
    const { world, ben } = team();
    amend(world, RELEASES, { keys: [ben], signers: [ecKey()] });
    const plan = world.plan(SIGN);
    expect(plan.risks).toEqual(['unverified-content']);
    expect(rowOf(plan, RELEASES)?.content?.targets.map(({ name }) => name)).toEqual(['v1', 'v9']);
  });

  it.each([-1, 3])('signs a role again that holds the tag already and ends in %s days', (days) => {
    const { world } = team();
    const request = { ...SIGN, tags: [tag('v1')], signer: 'jeff' } as const;
    expect(world.plan(request).outcome).toBe('nothing-to-do');
    amend(world, RELEASES, { expires: daysFromNow(days) });
    const plan = world.plan(request);
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(rowOf(plan, RELEASES)?.action).toBe('re-signed');
    expect(rowOf(plan, JEFF)).toBeUndefined();
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('of nobody is refused', () => {
    const { world } = team();
    expect(() => world.plan({ ...SIGN, signer: 'nobody' })).toThrow(
      expect.objectContaining({ code: 'signer-not-found' }),
    );
  });
});
