import { describe, expect, it } from 'vitest';
import { certifiedKey, ecKey, rsaKey } from '../../support/test-keys.ts';
import {
  amend,
  BEN,
  effectsOf,
  idOf,
  isUsable,
  JEFF,
  keysOf,
  RELEASES,
  roleName,
  rowOf,
  team,
} from './support/planning-world.ts';

const QA = roleName('targets/qa');
const NIGHTLY = roleName('targets/jeff/nightly');

describe('adding to a delegation', () => {
  it('makes it with keys, paths and threshold', () => {
    const { world } = team();
    const [one, two] = [ecKey(), ecKey()];
    const plan = world.plan({
      kind: 'delegation-add',
      role: QA,
      keys: [one.key, two.key],
      paths: ['rc-', 'nightly-'],
      threshold: 2,
      keyIds: [],
      resign: false,
    });
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(rowOf(plan, QA)).toMatchObject({
      action: 'created',
      threshold: { from: null, to: 2 },
      paths: { added: ['rc-', 'nightly-'], removed: [] },
    });
    expect(plan.commandLine).toBe(
      'trustdeck delegation add registry.example.com/team/app targets/qa qa.pub qa-2.pub --paths rc-,nightly- --threshold 2',
    );
    world.carryOut(plan);
    expect(world.plan(plan.request).outcome).toBe('nothing-to-do');
  });

  it('says that nobody can use it while it has fewer keys than it needs', () => {
    const { world } = team();
    const plan = world.plan({
      kind: 'delegation-add',
      role: QA,
      keys: [ecKey().key],
      paths: [''],
      threshold: 2,
      keyIds: [],
      resign: false,
    });
    expect(plan.risks).toEqual(['role-unusable']);
    expect(effectsOf(plan, 'role-unusable')).toEqual([{ kind: 'role-unusable', role: QA, why: 'no-keys' }]);
  });

  it('signs again what a higher threshold leaves with too few signatures', () => {
    const { world } = team();
    const request = {
      kind: 'delegation-add',
      role: RELEASES,
      keys: [],
      paths: [],
      threshold: 2,
      keyIds: [],
      resign: false,
    } as const;
    const plan = world.plan(request);
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(rowOf(plan, RELEASES)).toMatchObject({ threshold: { from: 1, to: 2 } });
    expect(rowOf(plan, RELEASES)?.signedBy).toHaveLength(2);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('below a signer is for the signer', () => {
    const { world, jeff, ben } = team();
    const request = {
      kind: 'delegation-add',
      role: NIGHTLY,
      keys: [ecKey().key],
      paths: [''],
      threshold: null,
      keyIds: [],
      resign: false,
    } as const;
    const plan = world.plan(request);
    expect(plan.unlocks).toEqual([{ keyId: idOf(jeff), roles: [JEFF] }]);
    expect(rowOf(plan, JEFF)?.action).toBe('changed');
    world.holds(world.targetsKey, ben);
    expect(world.plan(request)).toMatchObject({ outcome: 'needs-others', tasks: [{ role: JEFF }] });
  });

  it.each([
    ['root', 'role-invalid'],
    ['targets', 'role-invalid'],
    ['targets/nobody/below', 'role-invalid'],
  ])('cannot be done to %s', (role, code) => {
    const { world } = team();
    const request = {
      kind: 'delegation-add',
      role: roleName(role),
      keys: [ecKey().key],
      paths: [],
      threshold: null,
      keyIds: [],
      resign: false,
    } as const;
    expect(() => world.plan(request)).toThrow(expect.objectContaining({ code }));
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the threshold %s', (threshold) => {
    const { world } = team();
    const request = {
      kind: 'delegation-add',
      role: QA,
      keys: [ecKey().key],
      paths: [],
      threshold,
      keyIds: [],
      resign: false,
    } as const;
    expect(() => world.plan(request)).toThrow(expect.objectContaining({ code: 'role-invalid' }));
  });

  it('of paths alone needs a role that is there', () => {
    const { world } = team();
    const request = {
      kind: 'delegation-add',
      role: QA,
      keys: [],
      paths: [''],
      threshold: null,
      keyIds: [],
      resign: false,
    } as const;
    expect(() => world.plan(request)).toThrow(expect.objectContaining({ code: 'keys-required' }));
  });
});

describe('adding keys that are listed already', () => {
  const ADD = { kind: 'delegation-add', role: RELEASES, keys: [], paths: [], threshold: null } as const;

  it('takes them from another role, and signs what the role holds in the same publish', () => {
    const { world, jeff, ben } = team();
    amend(world, RELEASES, { keys: [], signers: [jeff] });
    const plan = world.plan({ ...ADD, keyIds: [idOf(ben)], resign: true });
    expect(plan).toMatchObject({ outcome: 'ready', risks: [], tasks: [] });
    expect(plan.commandLine).toBe(
      `trustdeck delegation add registry.example.com/team/app targets/releases --key-id ${idOf(ben)} --resign`,
    );
    expect(rowOf(plan, RELEASES)?.content?.targets).toMatchObject([{ name: 'v1' }]);
    expect(effectsOf(plan, 'content-signed-before-by')).toMatchObject([
      { keys: [{ canonicalId: idOf(jeff) }] },
    ]);
    const after = world.carryOut(plan);
    expect(isUsable(after, RELEASES)).toBe(true);
    expect(keysOf(after, RELEASES)).toEqual([idOf(ben)]);
  });

  it('asks for the same consent as a witness to content that nobody known has signed', () => {
    const { world, ben } = team();
    amend(world, RELEASES, { keys: [], signers: [ecKey()] });
    const plan = world.plan({ ...ADD, keyIds: [idOf(ben)], resign: true });
    expect(plan.risks).toEqual(['unverified-content']);
    expect(effectsOf(plan, 'content-unverified')).toEqual([{ kind: 'content-unverified', role: RELEASES }]);
  });

  it('whose holder is elsewhere adds the key, and leaves signing as a task', () => {
    const { world, jeff, ben } = team();
    amend(world, RELEASES, { keys: [], signers: [jeff] });
    world.holds(world.targetsKey);
    const plan = world.plan({ ...ADD, keyIds: [idOf(ben)], resign: true });
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(rowOf(plan, RELEASES)?.signedBy).toEqual([]);
    expect(plan.tasks).toMatchObject([
      { when: 'after', what: 'sign', role: RELEASES, who: [{ canonicalId: idOf(ben) }] },
    ]);
    world.carryOut(plan);
    world.holds(ben);
    const rest = world.plan({ kind: 'witness', roles: [RELEASES], as: 'ben' });
    expect(isUsable(world.carryOut(rest), RELEASES)).toBe(true);
  });

  it('leaves nothing to sign where the key that comes back has signed what the role holds', () => {
    const { world, ben } = team();
    amend(world, RELEASES, { keys: [], signers: [ben] });
    world.holds(world.targetsKey);
    const plan = world.plan({ ...ADD, keyIds: [idOf(ben)], resign: true });
    expect(plan).toMatchObject({ outcome: 'ready', tasks: [] });
    expect(effectsOf(plan, 'role-usable-again')).toMatchObject([{ role: RELEASES }]);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('is for the holder of the targets key where that is elsewhere, and says nothing of others', () => {
    const { world, ben } = team();
    amend(world, RELEASES, { keys: [] });
    world.holds(ben);
    const plan = world.plan({ ...ADD, keyIds: [idOf(ben)], resign: true });
    expect(plan.outcome).toBe('needs-others');
    expect(plan.tasks.map(({ role, who }) => [role, who.map(({ canonicalId }) => canonicalId)])).toEqual([
      ['targets', [idOf(world.targetsKey)]],
    ]);
    expect(plan.tasks[0]?.commands.map(({ tool }) => tool)).toEqual(['trustdeck']);
  });

  it('has nothing to sign where nothing was ever published', () => {
    const { world, jeff } = team();
    const plan = world.plan({ ...ADD, role: BEN, keyIds: [idOf(jeff)], resign: true });
    expect(plan).toMatchObject({ outcome: 'ready', tasks: [] });
    expect(keysOf(world.carryOut(plan), BEN)).toContain(idOf(jeff));
  });

  it('signs again without adding anything where only that was asked for', () => {
    const { world } = team();
    const plan = world.plan({ ...ADD, keyIds: [], resign: true });
    expect(rowOf(plan, RELEASES)).toMatchObject({ action: 're-signed' });
  });

  it('knows keys of certificates by the ID of the key, and takes the plain one of two', () => {
    const { world, jeff } = team();
    const certified = certifiedKey({ commonName: 'jeff', privateKey: jeff.privateKey });
    amend(world, RELEASES, { keys: [certified] });
    const after = world.carryOut(world.plan({ ...ADD, role: BEN, keyIds: [idOf(jeff)], resign: false }));
    const ids = after.delegations.get(BEN)?.keys.map(({ id }) => id);
    expect(ids).toContain(jeff.key.id);
    expect(ids).not.toContain(certified.key.id);
  });

  it('refuses one that no role lists, and one that counts for nothing', () => {
    const { world } = team();
    const stranger = idOf(ecKey());
    const request = { ...ADD, keyIds: [stranger], resign: false } as const;
    expect(() => world.plan(request)).toThrow(
      expect.objectContaining({
        code: 'key-not-listed',
        detail: expect.objectContaining({ keyIds: [stranger] }),
      }),
    );
    const weak = rsaKey(1024);
    amend(world, JEFF, { keys: [weak] });
    expect(() => world.plan({ ...request, keyIds: [idOf(weak)] })).toThrow(
      expect.objectContaining({ code: 'key-not-accepted' }),
    );
  });
});

describe('removing from a delegation', () => {
  it('has releases signed by a key that stays when the one that signed it goes', () => {
    const { world, jeff, ben } = team();
    const plan = world.plan({ kind: 'delegation-remove', role: RELEASES, keys: [idOf(jeff)], paths: [] });
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(rowOf(plan, RELEASES)?.signedBy.map(({ canonicalId }) => canonicalId)).toEqual([idOf(ben)]);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });

  it('asks for consent where that cannot be', () => {
    const { world, jeff, ben } = team();
    world.holds(world.targetsKey);
    const plan = world.plan({ kind: 'delegation-remove', role: RELEASES, keys: [idOf(jeff)], paths: [] });
    expect(plan).toMatchObject({ outcome: 'ready', risks: ['releases-unusable'] });
    expect(plan.tasks).toMatchObject([{ when: 'before', who: [{ canonicalId: idOf(ben) }] }]);
  });

  it('of the whole role ends what it released', () => {
    const { world } = team();
    const plan = world.plan({ kind: 'delegation-remove', role: RELEASES, keys: [], paths: [] });
    expect(plan.risks).toEqual(['releases-unusable']);
    expect(effectsOf(plan, 'tags-no-longer-released')).toMatchObject([{ tags: ['v1'] }]);
    expect(rowOf(plan, RELEASES)?.action).toBe('removed');
    expect(world.carryOut(plan).delegations.has(RELEASES)).toBe(false);
  });

  it('of paths ends what was below them', () => {
    const { world } = team();
    const plan = world.plan({ kind: 'delegation-remove', role: RELEASES, keys: [], paths: 'all' });
    expect(effectsOf(plan, 'tags-no-longer-released')).toMatchObject([{ tags: ['v1'] }]);
    expect(rowOf(plan, RELEASES)?.paths).toEqual({ added: [], removed: [''] });
  });

  it('refuses a key that is not there instead of removing nobody', () => {
    const { world, ben } = team();
    expect(() => world.plan({ kind: 'delegation-remove', role: JEFF, keys: [idOf(ben)], paths: [] })).toThrow(
      expect.objectContaining({ code: 'key-not-in-role' }),
    );
    expect(() => world.plan({ kind: 'delegation-remove', role: QA, keys: [], paths: [] })).toThrow(
      expect.objectContaining({ code: 'role-not-found' }),
    );
  });
});

describe('purging a key', () => {
  it('takes it out of every role', () => {
    const { world, jeff, ben } = team();
    const plan = world.plan({ kind: 'delegation-purge', keys: [idOf(ben)] });
    expect(plan.outcome).toBe('ready');
    expect(plan.risks).toEqual(['role-unusable']);
    const after = world.carryOut(plan);
    expect(keysOf(after, RELEASES)).toEqual([idOf(jeff)]);
    expect(keysOf(after, BEN)).toEqual([]);
    expect(world.plan(plan.request).outcome).toBe('nothing-to-do');
  });

  it('leaves what others have to sign to them, and does the rest', () => {
    const { world, jeff, ben } = team();
    world.repository.delegate('targets/jeff/nightly', { keys: [ben, ecKey()] });
    world.repository.bump().publish();
    world.holds(world.targetsKey);
    const plan = world.plan({ kind: 'delegation-purge', keys: [idOf(ben)] });
    expect(plan).toMatchObject({ outcome: 'ready' });
    expect(plan.tasks).toMatchObject([
      { when: 'after', what: 'make-change', role: JEFF, who: [{ canonicalId: idOf(jeff) }] },
    ]);
    const after = world.carryOut(plan);
    expect(keysOf(after, NIGHTLY)).toContain(idOf(ben));
    expect(keysOf(after, RELEASES)).not.toContain(idOf(ben));
    expect(world.plan(plan.request)).toMatchObject({ outcome: 'needs-others', draft: null });
  });
});
