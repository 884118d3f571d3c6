import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RetiredKey } from '../../../source/operations/index.ts';
import { RELEASES, type RoleName } from '../../../source/tuf/index.ts';
import { gun } from '../support/fakes.ts';
import { rotation, stateOf, withJeff } from './support/administrator.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, GUN, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const JEFF = 'targets/jeff' as RoleName;
const OTHER = gun('registry.example.com/team/other');

function telling(removeKeys: readonly string[]) {
  const told: RetiredKey[] = [];
  return {
    told,
    conduct: { removeKeys, onRetiredKeys: (keys: readonly RetiredKey[]) => told.push(...keys) },
  };
}

describe('rotating a signer', () => {
  it('puts the new key in and the old one out of both roles, in one request', async () => {
    const { admin, jeff } = await withJeff(world);
    let requests = 0;
    const counting = admin.restart((real) =>
      between(real, {
        publish: (name, files, signal) => {
          requests += 1;
          return real.publish(name, files, signal);
        },
      }),
    );
    const newKey = await counting.keyWork.newKey('ecdsa');
    await counting.mustChange(rotation(newKey));
    expect(requests).toBe(1);
    const state = await stateOf(world);
    expect(state.delegations.get(RELEASES)?.keys.map(({ id }) => id)).toEqual([newKey.id]);
    expect(state.delegations.get(JEFF)?.keys.map(({ id }) => id)).toEqual([newKey.id]);
    const { keys } = await admin.ports.vault.list();
    expect(keys.map(({ id }) => id as string)).toEqual(expect.arrayContaining([newKey.id, jeff.id]));
  });

  it('removes the old private key when asked to, after verification', async () => {
    const { admin, jeff } = await withJeff(world, [GUN, OTHER]);
    const newKey = await admin.keyWork.newKey('ecdsa');
    const { told, conduct } = telling([jeff.id]);
    await admin.change(rotation(newKey), conduct, [GUN, OTHER]);
    expect(told).toEqual([{ keyId: jeff.id, kept: null }]);
    const ids = (await admin.ports.vault.list()).keys.map(({ id }) => id as string);
    expect(ids).toContain(newKey.id);
    expect(ids).not.toContain(jeff.id);
  });

  it('keeps it while one of the repositories still names it', async () => {
    const { admin, jeff } = await withJeff(world, [GUN, OTHER]);
    const failing = admin.restart((real) =>
      between(real, {
        publish: (name, files, signal) =>
          name === OTHER ? Promise.reject(new Error('out of order')) : real.publish(name, files, signal),
      }),
    );
    const { told, conduct } = telling([jeff.id]);
    const newKey = await failing.keyWork.newKey('ecdsa');
    const results = await failing.change(rotation(newKey), conduct, [GUN, OTHER]);
    expect(told).toEqual([{ keyId: jeff.id, kept: 'not-verified' }]);
    expect(results.map(({ result }) => result)).toEqual(['published', 'failed']);
    expect((await admin.ports.vault.list()).keys.map(({ id }) => id as string)).toContain(jeff.id);
  });

  it('keeps it while a repository that was not changed is known to name it', async () => {
    const { admin, jeff } = await withJeff(world, [GUN, OTHER]);
    const { told, conduct } = telling([jeff.id]);
    await admin.change(rotation(await admin.keyWork.newKey('ecdsa')), conduct, [GUN]);
    expect(told).toEqual([{ keyId: jeff.id, kept: 'still-used' }]);
    expect((await admin.ports.vault.list()).keys.map(({ id }) => id as string)).toContain(jeff.id);
  });

  it('removes no root key, which old roots still ask for', async () => {
    const { admin } = await withJeff(world);
    const root = (await stateOf(world)).root.keys[0]?.canonicalId ?? '';
    const { told, conduct } = telling([root]);
    await admin.change({ kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null }, conduct);
    expect(told).toEqual([{ keyId: root, kept: 'not-retired' }]);
    expect((await admin.ports.vault.list()).keys.map(({ id }) => id as string)).toContain(root);
  });

  it('removes no key that the change did not retire', async () => {
    const { admin, jeff } = await withJeff(world);
    const root = (await stateOf(world)).root.keys[0]?.canonicalId ?? '';
    await admin.change(rotation(await admin.keyWork.newKey('ecdsa')), { removeKeys: [jeff.id, root] });
    expect((await admin.ports.vault.list()).keys.map(({ id }) => id as string)).toContain(root);
  });

  it('says so when the old key could not be removed, beside what was published', async () => {
    const { admin, jeff } = await withJeff(world);
    const newKey = await admin.keyWork.newKey('ecdsa');
    const locked = new Error('disk is read-only');
    Object.assign(admin, {
      ports: {
        ...admin.ports,
        vault: new Proxy(admin.ports.vault, {
          get: (vault, name) => (name === 'remove' ? () => Promise.reject(locked) : Reflect.get(vault, name)),
        }),
      },
    });
    expect(await admin.change(rotation(newKey), { removeKeys: [jeff.id] })).toMatchObject([
      { result: 'published', verified: true, error: locked },
    ]);
  });
});

describe('rotating an administrative key', () => {
  it.each(['root', 'targets', 'snapshot'] as const)('makes and saves a new %s key', async (role) => {
    const { admin } = await withJeff(world);
    const before = await stateOf(world);
    await admin.mustChange({ kind: 'key-rotate', role, serverManaged: false, newKey: null });
    const after = await stateOf(world);
    expect(after.trusted).toBe(true);
    expect(after.root.document?.version).toBe((before.root.document?.version ?? 0) + 1);
    const [key] = after[role].keys;
    expect(key?.canonicalId).not.toBe(before[role].keys[0]?.canonicalId);
    const { keys } = await admin.ports.vault.list();
    expect(keys.find(({ id }) => id === key?.canonicalId)).toMatchObject({ role, encrypted: true });
  });

  it.each(['snapshot', 'timestamp'] as const)('takes another %s key of the server', async (role) => {
    const { admin } = await withJeff(world);
    const before = await stateOf(world);
    await admin.mustChange({ kind: 'key-rotate', role, serverManaged: true, newKey: null });
    const after = await stateOf(world);
    expect(after.trusted).toBe(true);
    expect(after[role].keys[0]?.id).not.toBe(before[role].keys[0]?.id);
  });

  it('hands a snapshot key back to the server, whose snapshots count from then on', async () => {
    const { admin } = await withJeff(world);
    await admin.mustChange({ kind: 'key-rotate', role: 'snapshot', serverManaged: false, newKey: null });
    await admin.mustChange({ kind: 'key-rotate', role: 'snapshot', serverManaged: true, newKey: null });
    await admin.mustChange({ kind: 'witness', roles: ['targets' as RoleName], as: null });
    expect((await stateOf(world)).trusted).toBe(true);
  });
});
