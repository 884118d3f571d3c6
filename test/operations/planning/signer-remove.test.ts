import { describe, expect, it } from 'vitest';
import { tag } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';
import {
  BEN,
  effectsOf,
  idOf,
  isUsable,
  JEFF,
  keysOf,
  RELEASES,
  rowOf,
  tagsOf,
  team,
} from './support/planning-world.ts';

const REMOVE_JEFF = { kind: 'signer-remove', signer: 'jeff', resignAs: null } as const;

describe('removing a signer', () => {
  it('takes the key out of both roles and has releases signed by who stays, all at once', () => {
    const { world, jeff, ben } = team();
    const plan = world.plan(REMOVE_JEFF);
    expect(plan).toMatchObject({ outcome: 'ready', risks: [], tasks: [] });
    expect(plan.unlocks).toEqual([
      { keyId: idOf(world.targetsKey), roles: ['targets'] },
      { keyId: idOf(ben), roles: [RELEASES] },
    ]);
    expect(rowOf(plan, JEFF)?.action).toBe('removed');
    expect(plan.effects).toEqual([
      { kind: 'signer-removed', signer: 'jeff' },
      { kind: 'tags-lose-signature', tags: ['v1'], signer: 'jeff' },
      { kind: 'tags-stay-released', count: 1 },
    ]);
    const after = world.carryOut(plan);
    expect(after.delegations.has(JEFF)).toBe(false);
    expect(keysOf(after, RELEASES)).toEqual([idOf(ben)]);
    expect(isUsable(after, RELEASES)).toBe(true);
    expect(keysOf(after, RELEASES)).not.toContain(idOf(jeff));
  });

  it('hands the tags that only the leaver signed to somebody else, as they are', () => {
    const { world, ben } = team();
    const { repository } = world;
    const releases = repository.delegations.get(RELEASES);
    const jeffs = repository.delegations.get(JEFF);
    const bens = repository.delegations.get(BEN);
    if (releases === undefined || jeffs === undefined || bens === undefined) {
      throw new Error('the team is not there');
    }
    releases.targets = [tag('v1'), tag('v2'), tag('v3', 'released')];
    jeffs.targets = [tag('v1'), tag('v2'), tag('v3', 'another'), tag('draft')];
    bens.targets = [tag('v2')];
    bens.published = true;
    repository.bump().publish();
    const plan = world.plan({ ...REMOVE_JEFF, resignAs: 'ben' });
    expect(rowOf(plan, BEN)?.targetChanges.map(({ action, name }) => [action, name])).toEqual([
      ['added', 'v1'],
    ]);
    expect(effectsOf(plan, 'tags-gain-signature')).toEqual([
      { kind: 'tags-gain-signature', tags: ['v1'], signer: 'ben' },
    ]);
    expect(rowOf(plan, RELEASES)?.signedBy.map(({ canonicalId }) => canonicalId)).toEqual([idOf(ben)]);
    const after = world.carryOut(plan);
    expect(tagsOf(after, BEN)).toEqual(['v1', 'v2']);
    const [before, now] = [plan.base, after].map(
      (state) => state?.delegations.get(RELEASES)?.document?.body.targets,
    );
    expect(now).toEqual(before);
  });

  it('keeps a key in releases that is somebody else’s too', () => {
    const { world, jeff } = team();
    world.repository.delegate('targets/twin', { keys: [jeff] });
    world.repository.bump().publish();
    const plan = world.plan(REMOVE_JEFF);
    expect(effectsOf(plan, 'key-kept')).toEqual([
      { kind: 'key-kept', key: expect.objectContaining({ canonicalId: idOf(jeff) }), signer: 'twin' },
    ]);
    expect(keysOf(world.carryOut(plan), RELEASES)).toContain(idOf(jeff));
  });

  it('says that pulls will fail when nobody who stays can sign here, and who could before', () => {
    const { world, jeff, ben } = team();
    world.holds(world.targetsKey, jeff);
    const plan = world.plan(REMOVE_JEFF);
    expect(plan).toMatchObject({ outcome: 'ready', risks: ['releases-unusable'] });
    expect(effectsOf(plan, 'releases-unusable')).toEqual([{ kind: 'releases-unusable', why: 'not-signed' }]);
    expect(effectsOf(plan, 'tags-no-longer-released')).toEqual([
      { kind: 'tags-no-longer-released', tags: ['v1'] },
    ]);
    expect(plan.tasks).toMatchObject([
      { when: 'before', what: 'sign', role: RELEASES, who: [{ canonicalId: idOf(ben) }] },
    ]);
    const after = world.carryOut(plan);
    expect(isUsable(after, RELEASES)).toBe(false);
  });

  it('warns of the last signer', () => {
    const { world, jeff } = team();
    world.carryOut(world.plan({ kind: 'signer-remove', signer: 'ben', resignAs: null }));
    const plan = world.plan(REMOVE_JEFF);
    expect(plan.risks).toEqual(['releases-unusable', 'last-signer']);
    expect(effectsOf(plan, 'releases-unusable')).toEqual([{ kind: 'releases-unusable', why: 'no-keys' }]);
    expect(keysOf(world.carryOut(plan), RELEASES)).not.toContain(idOf(jeff));
  });

  it('respects a threshold of releases', () => {
    const { world, jeff, ben } = team();
    const carol = ecKey();
    const releases = world.repository.delegations.get(RELEASES);
    if (releases !== undefined) {
      Object.assign(releases, { keys: [jeff, ben, carol], signers: [jeff, ben], threshold: 2 });
    }
    world.repository.delegate('targets/carol', { keys: [carol] });
    world.repository.bump().publish();
    expect(world.plan(REMOVE_JEFF).risks).toEqual(['releases-unusable']);
    world.here.push(carol);
    const plan = world.plan(REMOVE_JEFF);
    expect(plan.risks).toEqual([]);
    expect(rowOf(plan, RELEASES)?.signedBy).toHaveLength(2);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it.each(['nobody', 'releases'])('refuses %s, and says who there is', (signer) => {
    const { world } = team();
    expect(() => world.plan({ ...REMOVE_JEFF, signer })).toThrow(
      signer === 'releases'
        ? expect.objectContaining({ code: 'signer-name-invalid' })
        : expect.objectContaining({
            code: 'signer-not-found',
            detail: { gun: world.repository.gun, signer, signers: ['ben', 'jeff'] },
          }),
    );
  });

  it.each(['jeff', 'nobody'])('refuses to hand tags to %s', (resignAs) => {
    const { world } = team();
    expect(() => world.plan({ ...REMOVE_JEFF, resignAs })).toThrow(
      expect.objectContaining({ code: 'signer-not-found' }),
    );
  });
});
