import { afterAll, beforeAll, expect, it } from 'vitest';
import { RELEASES } from '../../../source/tuf/index.ts';
import { never } from '../support/fakes.ts';
import { type ChangeWorld, GUN, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('initialises a repository and adds a signer in one go', async () => {
  const admin = world.machine('admin');
  const key = await admin.keyWork.newKey('ecdsa');
  const plan = await admin.plan({ kind: 'signer-add', signer: 'jeff', keys: [key] });
  expect(plan.repositories).toMatchObject([{ error: null, plan: { outcome: 'ready' } }]);
  const results = await admin.execute(plan);
  expect(results).toMatchObject([{ gun: GUN, result: 'published', verified: true, error: null }]);
  const reader = world.machine('reader');
  const { state } = await reader.ports.session.open(GUN, { refresh: true, signal: never });
  expect(state.trusted).toBe(true);
  expect(state.delegations.get(RELEASES)?.keys.map(({ id }) => id)).toEqual([key.id]);
  expect(await admin.unfinished()).toEqual([]);
});
