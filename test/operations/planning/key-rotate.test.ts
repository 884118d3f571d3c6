import { describe, expect, it } from 'vitest';
import type { ChangeRequest } from '../../../source/operations/index.ts';
import { daysFromNow } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';
import { effectsOf, idOf, isUsable, keysOf, RELEASES, rowOf, team } from './support/planning-world.ts';

type Rotate = Extract<ChangeRequest, { readonly kind: 'key-rotate' }>;

function rotate(role: Rotate['role'], rest: Partial<Rotate> = {}): Rotate {
  return { kind: 'key-rotate', role, serverManaged: false, newKey: null, ...rest };
}

describe('rotating an administrative key', () => {
  it('signs targets with the new one, and root with the root key', () => {
    const { world } = team();
    const plan = world.plan(rotate('targets'));
    const made = world.spares.targets;
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(plan.newKeys).toEqual([{ keyId: idOf(made), role: 'targets', gun: world.repository.gun }]);
    expect(plan.unlocks).toEqual([{ keyId: idOf(world.rootKey), roles: ['root'] }]);
    expect(plan.roles.map(({ role, action }) => [role, action])).toEqual([
      ['root', 'changed'],
      ['targets', 'changed'],
      ['snapshot', 'server-signed'],
      ['timestamp', 'server-signed'],
    ]);
    expect(plan.effects).toEqual([{ kind: 'tags-stay-released', count: 1 }]);
    const after = world.carryOut(plan);
    expect(after.trusted).toBe(true);
    expect(keysOf(after, 'targets')).toEqual([idOf(made)]);
    expect(isUsable(after, RELEASES)).toBe(true);
    expect(world.plan(rotate('targets', { newKey: made.key })).outcome).toBe('nothing-to-do');
  });

  it('signs root with the old and the new one', () => {
    const { world } = team();
    const plan = world.plan(rotate('root'));
    const made = world.spares.root;
    expect(plan).toMatchObject({ outcome: 'ready', risks: ['root-rotation'] });
    expect(plan.newKeys).toEqual([{ keyId: idOf(made), role: 'root', gun: null }]);
    expect(new Set(rowOf(plan, 'root')?.signedBy.map(({ canonicalId }) => canonicalId))).toEqual(
      new Set([idOf(made), idOf(world.rootKey)]),
    );
    expect(plan.edits[0]?.kind).toBe('certify-root-key');
    const after = world.carryOut(plan);
    expect(after.trusted).toBe(true);
    expect(after.root.keys.map(({ canonicalId }) => canonicalId)).toEqual([idOf(made)]);
  });

  it('of root needs the old one', () => {
    const { world } = team();
    world.holds(world.targetsKey);
    expect(world.plan(rotate('root'))).toMatchObject({
      outcome: 'needs-others',
      tasks: [{ role: 'root', who: [{ owner: { kind: 'root' } }] }],
    });
    expect(world.plan(rotate('targets'))).toMatchObject({
      outcome: 'needs-others',
      tasks: [{ role: 'root' }],
    });
  });

  it.each(['snapshot', 'timestamp'] as const)('lets the server make the one of %s', (role) => {
    const { world } = team();
    const plan = world.plan(rotate(role, { serverManaged: true }));
    expect(plan).toMatchObject({ outcome: 'ready', newKeys: [], risks: [] });
    expect(plan.edits).toEqual([{ kind: 'use-server-key', role, rotate: true }]);
    expect(rowOf(plan, role)?.keyChanges).toMatchObject([{ action: 'removed' }]);
    const after = world.carryOut(plan);
    expect(after.trusted).toBe(true);
    expect(after[role].keys).not.toEqual(plan.base?.[role].keys);
  });

  it('brings the snapshot key here, and back to the server', () => {
    const { world } = team();
    const plan = world.plan(rotate('snapshot'));
    const made = world.spares.snapshot;
    expect(plan.newKeys).toEqual([{ keyId: idOf(made), role: 'snapshot', gun: world.repository.gun }]);
    expect(rowOf(plan, 'snapshot')).toMatchObject({ action: 'changed', fromVersion: 1, toVersion: 2 });
    const after = world.carryOut(plan);
    expect(after.trusted).toBe(true);
    const add = world.plan({ kind: 'signer-add', signer: 'carol', keys: [ecKey().key] });
    expect(add.unlocks).toContainEqual({ keyId: idOf(made), roles: ['snapshot'] });
    expect(world.carryOut(add).trusted).toBe(true);
    const back = world.plan(rotate('snapshot', { serverManaged: true }));
    expect(back.unlocks.map(({ keyId }) => keyId)).toEqual([idOf(world.rootKey)]);
    expect(world.carryOut(back).trusted).toBe(true);
  });

  it.each([
    ['timestamp', false],
    ['root', true],
    ['targets', true],
  ] as const)('of %s, kept by the server: %s, is refused as notary does', (role, serverManaged) => {
    const { world } = team();
    expect(() => world.plan(rotate(role, { serverManaged }))).toThrow(
      expect.objectContaining({ code: 'key-place-refused' }),
    );
  });
});

describe('a root near its end', () => {
  const ADD = { kind: 'signer-add', signer: 'carol', keys: [ecKey().key] } as const;

  it('is signed again on the way', () => {
    const { world } = team();
    world.repository.root.expires = daysFromNow(100);
    world.repository.root.version += 1;
    world.repository.publish();
    const plan = world.plan(ADD);
    expect(effectsOf(plan, 'root-renewed')).toHaveLength(1);
    expect(plan.risks).toEqual([]);
    expect(rowOf(plan, 'root')?.action).toBe('re-signed');
    expect(world.carryOut(plan).root.document?.expires.getTime()).toBeGreaterThan(
      daysFromNow(3000).getTime(),
    );
  });

  it('stops nobody who does not have its key', () => {
    const { world } = team();
    world.repository.root.expires = daysFromNow(100);
    world.repository.root.version += 1;
    world.repository.publish();
    world.holds(world.targetsKey);
    const plan = world.plan(ADD);
    expect(plan.outcome).toBe('ready');
    expect(rowOf(plan, 'root')).toBeUndefined();
  });
});
