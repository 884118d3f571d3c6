import { describe, expect, it } from 'vitest';
import { daysFromNow } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';
import {
  amend,
  BEN,
  effectsOf,
  idOf,
  isUsable,
  JEFF,
  RELEASES,
  roleName,
  rowOf,
  team,
} from './support/planning-world.ts';

const WITNESS = { kind: 'witness', roles: [RELEASES], as: null } as const;

/** The two broken states that `notary delegation remove` leaves behind. */
function broken(keysLeft: 'ben' | 'nobody') {
  const { world, jeff, ben } = team();
  const releases = world.repository.delegations.get(RELEASES);
  if (releases !== undefined) {
    Object.assign(releases, { keys: keysLeft === 'ben' ? [ben] : [], signers: [jeff] });
  }
  world.repository.bump().publish();
  return { world, jeff, ben };
}

function keyAfter(other: ReturnType<typeof ecKey>): ReturnType<typeof ecKey> {
  const key = ecKey();
  return idOf(key) > idOf(other) ? key : keyAfter(other);
}

describe('witnessing', () => {
  it('repairs releases whose signer was taken out, after saying who signed it', () => {
    const { world, jeff, ben } = broken('ben');
    const plan = world.plan(WITNESS);
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(plan.unlocks).toEqual([{ keyId: idOf(ben), roles: [RELEASES] }]);
    expect(plan.effects).toMatchObject([
      { kind: 'tags-released-again', tags: ['v1'] },
      { kind: 'role-usable-again', role: RELEASES },
      { kind: 'content-signed-before-by', keys: [{ canonicalId: idOf(jeff), owner: { name: 'jeff' } }] },
    ]);
    expect(rowOf(plan, RELEASES)).toMatchObject({ action: 're-signed', unchangedTargets: 1 });
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('cannot repair a role without keys; adding one does, with the content named', () => {
    const { world, jeff, ben } = broken('nobody');
    expect(() => world.plan(WITNESS)).toThrow(
      expect.objectContaining({
        code: 'not-witnessable',
        detail: expect.objectContaining({ reason: 'too-few-keys' }),
      }),
    );
    world.carryOut(world.plan({ kind: 'signer-add', signer: 'ben', keys: [ben.key] }));
    const plan = world.plan(WITNESS);
    expect(effectsOf(plan, 'content-signed-before-by')).toMatchObject([
      { keys: [{ canonicalId: idOf(jeff) }] },
    ]);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('warns of content that no known key has signed', () => {
    const { world, ben } = team();
    const releases = world.repository.delegations.get(RELEASES);
    if (releases !== undefined) {
      Object.assign(releases, { keys: [ben], signers: [ecKey()] });
    }
    world.repository.bump().publish();
    const plan = world.plan(WITNESS);
    expect(plan.risks).toEqual(['unverified-content']);
    expect(effectsOf(plan, 'content-unverified')).toEqual([{ kind: 'content-unverified', role: RELEASES }]);
  });

  it('is a risk where something else was asked for, even of content that a former key has signed', () => {
    const { world } = broken('ben');
    const next = ecKey();
    const rotate = {
      kind: 'signer-rotate',
      signer: 'ben',
      newKey: next.key,
      oldKeys: null,
      keepOld: false,
    } as const;
    const plan = world.plan(rotate, { fresh: [next] });
    expect(effectsOf(plan, 'content-signed-before-by')).toHaveLength(1);
    expect(plan.risks).toEqual(['unverified-content']);
  });

  it('signs with the key that has not signed yet, where old and new key of a rotation are both here', () => {
    const { world, jeff } = team();
    // Of keys that are worth the same, the lowest ID signs.
    const next = keyAfter(jeff);
    world.holds(world.targetsKey);
    const newKey = next.key;
    const rotate = { kind: 'signer-rotate', signer: 'jeff', newKey, oldKeys: null, keepOld: false } as const;
    world.carryOut(world.plan(rotate));
    world.holds(jeff, next);
    const plan = world.plan({ kind: 'witness', roles: [JEFF, RELEASES], as: null });
    expect(plan.unlocks).toMatchObject([{ keyId: idOf(next) }]);
    world.carryOut(plan);
    world.holds(world.targetsKey);
    expect(world.plan(rotate)).toMatchObject({ outcome: 'ready', half: 2, tasks: [] });
  });

  it('renews a role that expired', () => {
    const { world } = team();
    const releases = world.repository.delegations.get(RELEASES);
    if (releases !== undefined) {
      releases.expires = daysFromNow(-1);
    }
    world.repository.bump().publish();
    const plan = world.plan(WITNESS);
    expect(effectsOf(plan, 'role-usable-again')).toHaveLength(1);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('renews targets that expired, on which nothing else can be built', () => {
    const { world } = team();
    world.repository.targets.expires = daysFromNow(-1);
    world.repository.bump().publish();
    expect(world.state()?.trusted).toBe(false);
    const plan = world.plan({ kind: 'witness', roles: [roleName('targets')], as: null });
    expect(plan.outcome).toBe('ready');
    expect(world.carryOut(plan).trusted).toBe(true);
  });

  it('refuses to build on targets that expired without renewing them, and says what would do', () => {
    const { world } = team();
    world.repository.targets.expires = daysFromNow(-1);
    world.repository.bump().publish();
    expect(() => world.plan(WITNESS)).toThrow(
      expect.objectContaining({
        code: 'others-expired',
        detail: expect.objectContaining({ missing: ['targets'], roles: ['targets', RELEASES] }),
      }),
    );
  });

  it('refuses to build on targets that nobody who may has signed', () => {
    const { world } = team();
    world.repository.targets.signers = [ecKey()];
    world.repository.bump().publish();
    expect(() => world.plan({ kind: 'witness', roles: [roleName('targets')], as: null })).toThrow(
      expect.objectContaining({ code: 'signatures-below-threshold' }),
    );
  });

  it('without the key says who can', () => {
    const { world, jeff } = broken('ben');
    world.holds(world.targetsKey, jeff);
    expect(world.plan(WITNESS)).toMatchObject({
      outcome: 'needs-others',
      tasks: [
        {
          what: 'sign',
          role: RELEASES,
          commands: [
            { tool: 'trustdeck', line: 'trustdeck witness registry.example.com/team/app targets/releases' },
            { tool: 'notary', line: 'notary witness registry.example.com/team/app targets/releases -p' },
          ],
        },
      ],
    });
  });

  it.each([
    ['snapshot', 'not-witnessable'],
    ['timestamp', 'not-witnessable'],
    [BEN, 'not-witnessable'],
    ['targets/nobody', 'role-not-found'],
  ])('cannot be done to %s', (role, code) => {
    const { world } = team();
    expect(() => world.plan({ kind: 'witness', roles: [roleName(role)], as: null })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('as a signer signs with that key, whichever others are here', () => {
    for (const signer of ['jeff', 'ben'] as const) {
      const { world, jeff, ben } = team();
      world.plainText.add(idOf(jeff));
      const plan = world.plan({ ...WITNESS, as: signer });
      expect(plan.outcome).toBe('ready');
      expect(plan.unlocks).toEqual([{ keyId: idOf(signer === 'jeff' ? jeff : ben), roles: [RELEASES] }]);
      expect(plan.commandLine).toMatch(new RegExp(`witness \\S+ targets/releases --as ${signer}$`));
    }
  });

  it('as a signer whose key is elsewhere is not done by another one, and says who it is for', () => {
    const { world, jeff, ben } = team();
    world.holds(world.targetsKey, ben);
    const plan = world.plan({ ...WITNESS, as: 'jeff' });
    expect(plan).toMatchObject({
      outcome: 'needs-others',
      draft: null,
      tasks: [{ what: 'sign', role: RELEASES }],
    });
    expect(plan.tasks[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual([idOf(jeff)]);
    expect(plan.tasks[0]?.commands[0]?.line).toMatch(/ --as jeff$/);
  });

  it('as a signer signs releases as well as root and targets, which have keys of their own', () => {
    const { world, ben } = team();
    const roles = ['root', 'targets', 'targets/releases'].map(roleName);
    const plan = world.plan({ kind: 'witness', roles, as: 'ben' });
    expect(plan.outcome).toBe('ready');
    expect(rowOf(plan, RELEASES)?.signedBy.map(({ canonicalId }) => canonicalId)).toEqual([idOf(ben)]);
    world.carryOut(plan);
  });

  it('as a signer with two keys takes the one that is here, and of two the one that has yet to sign', () => {
    const { world, jeff } = team();
    const next = ecKey();
    amend(world, JEFF, { keys: [jeff, next], signers: [jeff] });
    amend(world, RELEASES, { keys: [jeff, next], signers: [jeff] });
    const request = { ...WITNESS, as: 'jeff' } as const;
    expect(world.plan(request).unlocks).toMatchObject([{ keyId: idOf(jeff) }]);
    world.here.push(next);
    expect(world.plan(request).unlocks).toMatchObject([{ keyId: idOf(next) }]);
  });

  it('as a signer meets a threshold together with the others who are here', () => {
    const { world, jeff, ben } = team();
    amend(world, RELEASES, { threshold: 2, signers: [jeff, ben] });
    const plan = world.plan({ ...WITNESS, as: 'ben' });
    expect(rowOf(plan, RELEASES)?.signedBy).toHaveLength(2);
    world.holds(world.targetsKey, ben);
    expect(world.plan({ ...WITNESS, as: 'ben' }).outcome).toBe('needs-others');
  });

  it.each([
    [RELEASES, 'nobody', 'signer-not-found'],
    [BEN, 'jeff', 'signer-not-in-role'],
    [roleName('targets'), 'jeff', 'signer-not-in-role'],
    [roleName('root'), 'jeff', 'signer-not-in-role'],
    [RELEASES, 'releases', 'signer-name-invalid'],
  ])('of %s as %s is refused', (role, as, code) => {
    const { world, ben } = team();
    amend(world, BEN, { published: true, signers: [ben] });
    expect(() => world.plan({ kind: 'witness', roles: [role], as })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('asks for as few passphrases as the thresholds allow', () => {
    const { world, jeff, ben } = team();
    const own = world.repository.delegations.get(JEFF);
    const releases = world.repository.delegations.get(RELEASES);
    for (const plan of [own, releases]) {
      if (plan !== undefined) {
        Object.assign(plan, { keys: [ben, jeff], signers: [jeff] });
      }
    }
    world.repository.bump().publish();
    world.plainText.add(idOf(ben));
    const plan = world.plan({ kind: 'witness', roles: [RELEASES, JEFF], as: null });
    expect(plan.unlocks).toEqual([{ keyId: idOf(ben), roles: expect.arrayContaining([RELEASES, JEFF]) }]);
  });
});
