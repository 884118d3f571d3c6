import { describe, expect, it } from 'vitest';
import type { ChangeRequest } from '../../../source/operations/index.ts';
import { unfinishedRotations } from '../../../source/operations/index.ts';
import { certifiedKey, ecKey, ed25519Key, rsaKey, type TestKey } from '../../support/test-keys.ts';
import { stateOf } from '../../tuf/support/edited-repository.ts';
import {
  BEN,
  effectsOf,
  idOf,
  isUsable,
  JEFF,
  keysOf,
  PlanningWorld,
  RELEASES,
  rowOf,
  team,
} from './support/planning-world.ts';

type Rotate = Extract<ChangeRequest, { readonly kind: 'signer-rotate' }>;

function rotate(newKey: TestKey, rest: Partial<Rotate> = {}): Rotate {
  return {
    kind: 'signer-rotate',
    signer: 'jeff',
    newKey: newKey.key,
    oldKeys: null,
    keepOld: false,
    ...rest,
  };
}

describe('rotating a signer whose new key is here', () => {
  it.each([
    ['ECDSA', ecKey],
    ['Ed25519', ed25519Key],
    ['RSA', rsaKey],
    ['certified', () => certifiedKey({ commonName: 'jeff' })],
  ])('replaces the key by one of type %s in one publish, both documents signed with it', (_, makeKey) => {
    const { world, jeff, ben } = team();
    const next = makeKey();
    const plan = world.plan(rotate(next), { fresh: [next] });
    expect(plan).toMatchObject({ outcome: 'ready', half: null, risks: [], tasks: [] });
    expect(plan.newKeys).toEqual([{ keyId: idOf(next), role: 'jeff', gun: null }]);
    expect(plan.unlocks).toEqual([{ keyId: idOf(world.targetsKey), roles: ['targets'] }]);
    for (const role of [RELEASES, JEFF]) {
      expect(rowOf(plan, role)?.signedBy).toMatchObject([{ canonicalId: idOf(next), place: 'new' }]);
      expect(rowOf(plan, role)).toMatchObject({ unchangedTargets: 1, targetChanges: [] });
    }
    expect(plan.effects).toEqual([{ kind: 'tags-stay-released', count: 1 }]);
    const after = world.carryOut(plan, [next]);
    expect(keysOf(after, JEFF)).toEqual([idOf(next)]);
    expect(new Set(keysOf(after, RELEASES))).toEqual(new Set([idOf(ben), idOf(next)]));
    expect([isUsable(after, JEFF), isUsable(after, RELEASES)]).toEqual([true, true]);
    expect(keysOf(after, RELEASES)).not.toContain(idOf(jeff));
    expect(world.plan(rotate(next)).outcome).toBe('nothing-to-do');
  });

  it('works from a key that was made before and has to be unlocked', () => {
    const { world } = team();
    const next = ecKey();
    world.here.push(next);
    const plan = world.plan(rotate(next));
    expect(plan.newKeys).toEqual([]);
    expect(plan.unlocks).toEqual([
      { keyId: idOf(world.targetsKey), roles: ['targets'] },
      { keyId: idOf(next), roles: [RELEASES, JEFF] },
    ]);
    world.carryOut(plan);
  });

  it('only changes keys where nothing was ever signed', () => {
    const { world, ben } = team();
    const next = ecKey();
    const plan = world.plan(rotate(next, { signer: 'ben' }));
    expect(plan).toMatchObject({ outcome: 'ready', half: null, tasks: [] });
    const after = world.carryOut(plan);
    expect(keysOf(after, BEN)).toEqual([idOf(next)]);
    expect(keysOf(after, RELEASES)).not.toContain(idOf(ben));
    expect(isUsable(after, RELEASES)).toBe(true);
  });

  it('retires every other key of the signer, or those that are named', () => {
    const { world, jeff } = team();
    const [laptop, next] = [ecKey(), ecKey()];
    world.carryOut(world.plan({ kind: 'signer-add', signer: 'jeff', keys: [laptop.key] }));
    const named = world.plan(rotate(next, { oldKeys: [idOf(laptop)] }), { fresh: [next] });
    expect(rowOf(named, JEFF)?.keyChanges.map(({ action, key }) => [action, key.canonicalId])).toEqual([
      ['removed', idOf(laptop)],
      ['added', idOf(next)],
    ]);
    const all = world.plan(rotate(next), { fresh: [next] });
    const after = world.carryOut(all, [next]);
    expect(keysOf(after, JEFF)).toEqual([idOf(next)]);
    expect(keysOf(after, RELEASES)).not.toContain(idOf(jeff));
  });

  it('keeps the old key when asked to, and signs with the new one', () => {
    const { world, jeff } = team();
    const next = ecKey();
    const plan = world.plan(rotate(next, { keepOld: true }), { fresh: [next] });
    const after = world.carryOut(plan, [next]);
    expect(keysOf(after, JEFF)).toEqual([idOf(jeff), idOf(next)]);
    expect(rowOf(plan, JEFF)?.signedBy).toMatchObject([{ canonicalId: idOf(next) }]);
    expect(world.plan(rotate(next, { keepOld: true })).outcome).toBe('nothing-to-do');
  });

  it('leaves a key in releases that is somebody else’s too', () => {
    const { world, jeff } = team();
    world.repository.delegate('targets/twin', { keys: [jeff] });
    world.repository.bump().publish();
    const next = ecKey();
    const plan = world.plan(rotate(next), { fresh: [next] });
    expect(effectsOf(plan, 'key-kept')).toMatchObject([{ signer: 'twin' }]);
    const after = world.carryOut(plan, [next]);
    expect(keysOf(after, RELEASES)).toContain(idOf(jeff));
    expect(keysOf(after, JEFF)).toEqual([idOf(next)]);
  });

  it('says where else the old key counts', () => {
    const { world, jeff } = team();
    const other = new PlanningWorld();
    other.repository.delegate('targets/jeff', { keys: [jeff] });
    other.repository.publish();
    const state = { ...stateOf(other.repository), gun: 'team/base' as typeof world.repository.gun };
    const next = ecKey();
    const plan = world.plan(rotate(next), { fresh: [next], others: [state] });
    expect(effectsOf(plan, 'key-still-used')).toMatchObject([
      {
        key: { canonicalId: idOf(jeff), owner: { kind: 'signer', name: 'jeff' } },
        repositories: ['team/base'],
      },
    ]);
  });

  it('carries delegations below the signer over as they are', () => {
    const { world } = team();
    const qa = ecKey();
    world.repository.delegate('targets/jeff/qa', { keys: [qa] });
    world.repository.bump().publish();
    const next = ecKey();
    const after = world.carryOut(world.plan(rotate(next), { fresh: [next] }), [next]);
    expect(keysOf(after, 'targets/jeff/qa')).toEqual([idOf(qa)]);
    expect(isUsable(after, 'targets/jeff/qa')).toBe(true);
  });

  it('signs as often as the thresholds ask', () => {
    const { world, jeff } = team();
    const second = ecKey();
    const own = world.repository.delegations.get(JEFF);
    if (own !== undefined) {
      Object.assign(own, { keys: [jeff, second], threshold: 2 });
    }
    world.repository.bump().publish();
    world.here.push(second);
    const next = ecKey();
    const plan = world.plan(rotate(next, { oldKeys: [idOf(jeff)] }), { fresh: [next] });
    expect(new Set(rowOf(plan, JEFF)?.signedBy.map(({ canonicalId }) => canonicalId))).toEqual(
      new Set([idOf(next), idOf(second)]),
    );
    expect(isUsable(world.carryOut(plan, [next]), JEFF)).toBe(true);
  });

  it('repairs releases that the signer’s removed key signed', () => {
    const { world, jeff, ben } = team();
    const releases = world.repository.delegations.get(RELEASES);
    if (releases !== undefined) {
      Object.assign(releases, { keys: [ben], signers: [jeff] });
    }
    world.repository.bump().publish();
    const next = ecKey();
    const plan = world.plan(rotate(next), { fresh: [next] });
    expect(effectsOf(plan, 'content-signed-before-by')).toMatchObject([
      { role: RELEASES, keys: [{ canonicalId: idOf(jeff) }] },
    ]);
    expect(effectsOf(plan, 'role-usable-again')).toMatchObject([{ role: RELEASES }]);
    expect(effectsOf(plan, 'tags-released-again')).toMatchObject([{ tags: ['v1'] }]);
    expect(isUsable(world.carryOut(plan, [next]), RELEASES)).toBe(true);
  });
});

describe('rotating a signer whose new key is elsewhere', () => {
  it('goes in two halves, and nothing is unusable at any time', () => {
    const { world, jeff, ben } = team();
    const next = ecKey();
    world.holds(world.targetsKey, jeff);
    const first = world.plan(rotate(next));
    expect(first).toMatchObject({ outcome: 'ready', half: 1, risks: [] });
    expect(first.unlocks).toEqual([{ keyId: idOf(world.targetsKey), roles: ['targets'] }]);
    expect(first.tasks.map(({ when, what, role }) => [when, what, role])).toEqual([
      ['after', 'sign', JEFF],
      ['after', 'sign', RELEASES],
      ['after', 'finish', 'targets'],
    ]);
    expect(first.tasks[0]?.who).toMatchObject([{ canonicalId: idOf(next), owner: { name: 'jeff' } }]);
    expect(first.tasks[0]?.commands[0]?.line).toBe(
      'trustdeck witness registry.example.com/team/app targets/jeff targets/releases',
    );
    const between = world.carryOut(first);
    expect([isUsable(between, JEFF), isUsable(between, RELEASES)]).toEqual([true, true]);
    expect(unfinishedRotations(between)).toEqual([]);

    // Nothing more to publish from here until the holder of the new key has signed.
    expect(world.plan(rotate(next))).toMatchObject({ outcome: 'needs-others', half: 2, draft: null });

    world.holds(next);
    const witnessed = world.carryOut(world.plan({ kind: 'witness', roles: [JEFF, RELEASES], as: null }));
    expect(unfinishedRotations(witnessed)).toEqual([
      { signer: 'jeff', role: JEFF, newKey: next.key, oldKeys: [idOf(jeff)] },
    ]);

    world.holds(world.targetsKey);
    const second = world.plan(rotate(next));
    expect(second).toMatchObject({ outcome: 'ready', half: 2, risks: [], tasks: [] });
    const after = world.carryOut(second);
    expect(keysOf(after, JEFF)).toEqual([idOf(next)]);
    expect(new Set(keysOf(after, RELEASES))).toEqual(new Set([idOf(ben), idOf(next)]));
    expect([isUsable(after, JEFF), isUsable(after, RELEASES)]).toEqual([true, true]);
    expect(unfinishedRotations(after)).toEqual([]);
  });

  it('says who holds the repository key when that is not here', () => {
    const { world, jeff } = team();
    const next = ecKey();
    world.holds(jeff, next);
    const plan = world.plan(rotate(next));
    expect(plan).toMatchObject({ outcome: 'needs-others', draft: null });
    expect(plan.tasks).toMatchObject([
      { what: 'make-change', role: 'targets', who: [{ canonicalId: idOf(world.targetsKey) }] },
    ]);
  });

  it('offers no second half for somebody who simply has two keys', () => {
    const { world, jeff } = team();
    const laptop = ecKey();
    const after = world.carryOut(world.plan({ kind: 'signer-add', signer: 'jeff', keys: [laptop.key] }));
    expect(keysOf(after, JEFF)).toEqual([idOf(jeff), idOf(laptop)]);
    expect(unfinishedRotations(after)).toEqual([]);
  });
});

describe('a rotation that makes no sense', () => {
  it('of an unknown signer is refused', () => {
    const { world } = team();
    expect(() => world.plan(rotate(ecKey(), { signer: 'nobody' }))).toThrow(
      expect.objectContaining({ code: 'signer-not-found' }),
    );
  });

  it('of a key that the signer does not have names those that there are', () => {
    const { world, jeff, ben } = team();
    expect(() => world.plan(rotate(ecKey(), { oldKeys: [idOf(ben)] }))).toThrow(
      expect.objectContaining({
        code: 'key-not-in-role',
        detail: { gun: world.repository.gun, role: JEFF, keyIds: [idOf(ben)], keys: [idOf(jeff)] },
      }),
    );
  });

  it('to a weak key is refused', () => {
    const { world } = team();
    expect(() => world.plan(rotate(rsaKey(1024)))).toThrow(
      expect.objectContaining({ code: 'key-not-accepted' }),
    );
  });

  it('gives a signer for some paths no say about releases', () => {
    const { world } = team();
    world.repository.delegate('targets/qa', { paths: ['nightly-'] });
    world.repository.bump().publish();
    const next = ecKey();
    const plan = world.plan(rotate(next, { signer: 'qa' }), { fresh: [next] });
    expect(rowOf(plan, RELEASES)).toBeUndefined();
  });
});
