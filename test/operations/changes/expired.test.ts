import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASES, type RoleName } from '../../../source/tuf/index.ts';
import { tag } from '../../support/repository-builder.ts';
import { stateOf, withJeff } from './support/administrator.ts';
import { type ChangeWorld, NOW, openWorld } from './support/change-world.ts';

const YEAR = 365 * 24 * 60 * 60 * 1000;
const [ROOT, TARGETS, JEFF] = ['root', 'targets', 'targets/jeff'] as RoleName[] as [
  RoleName,
  RoleName,
  RoleName,
];

/** Years pass for everybody: the machines and the server. */
let now = NOW;
let world: ChangeWorld;
beforeEach(async () => {
  now = NOW;
  world = await openWorld({ now: () => now });
});
afterEach(() => world.close());

function pass(years: number): void {
  now = new Date(now.getTime() + years * YEAR + 1000);
}

/** jeff has signed v1. */
async function released() {
  const made = await withJeff(world);
  await made.admin.mustChange({ kind: 'sign', tags: [tag('v1')], signer: 'jeff' });
  return made;
}

async function usable(): Promise<readonly string[]> {
  const state = await stateOf(world);
  const roles = [state.root, state.targets, ...state.delegations.values()];
  return roles
    .filter((role) => role.usable)
    .map(({ role }) => role)
    .toSorted();
}

describe('a repository that nobody has signed for years', () => {
  it('has its targets and delegations signed again in one publish, as it was', async () => {
    const { admin } = await released();
    pass(3.5);
    expect((await stateOf(world)).failure).toMatchObject({ code: 'role-expired', role: 'targets' });
    await admin.mustChange({ kind: 'witness', roles: [TARGETS, RELEASES, JEFF], as: null });
    const state = await stateOf(world);
    expect(state.trusted).toBe(true);
    expect([...(state.delegations.get(RELEASES)?.document?.body.targets.keys() ?? [])]).toEqual(['v1']);
    expect(await usable()).toEqual([ROOT, TARGETS, JEFF, RELEASES]);
  });

  it('is cured step by step, each step verified', async () => {
    const { admin } = await released();
    pass(3.5);
    await admin.mustChange({ kind: 'witness', roles: [TARGETS], as: null });
    expect(await usable()).toEqual([ROOT, TARGETS]);
    await admin.mustChange({ kind: 'witness', roles: [RELEASES], as: 'jeff' });
    expect(await usable()).toEqual([ROOT, TARGETS, RELEASES]);
    await admin.mustChange({ kind: 'witness', roles: [JEFF], as: null });
    expect(await usable()).toEqual([ROOT, TARGETS, JEFF, RELEASES]);
  });

  it('shows beside content that ended which version of it verified here last', async () => {
    const { admin } = await released();
    pass(3.5);
    const [result] = (await admin.plan({ kind: 'witness', roles: [TARGETS, RELEASES], as: null }))
      .repositories;
    const compared = result?.plan?.roles.map(({ role, comparisons }) => [role, comparisons?.[0]]);
    expect(Object.fromEntries(compared ?? [])).toMatchObject({
      [TARGETS]: { with: { kind: 'last-verified' }, targetChanges: [], delegations: [] },
      [RELEASES]: { with: { kind: 'last-verified', version: 1 }, targetChanges: [] },
    });
  });

  it('signs an ended role again on the way when a tag in it is signed', async () => {
    const { admin } = await released();
    pass(3.5);
    await admin.mustChange({ kind: 'witness', roles: [TARGETS], as: null });
    await admin.mustChange({ kind: 'sign', tags: [tag('v2')], signer: null });
    expect(await usable()).toEqual([ROOT, TARGETS, JEFF, RELEASES]);
  });

  it('takes ended targets along when the root key is rotated before its certificate ends', async () => {
    const { admin } = await released();
    pass(9.9);
    await admin.mustChange({ kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null });
    expect(await usable()).toEqual([ROOT, TARGETS]);
    pass(0.2);
    await admin.mustChange({ kind: 'witness', roles: [RELEASES, JEFF], as: null });
    expect(await usable()).toEqual([ROOT, TARGETS, JEFF, RELEASES]);
  });

  it('takes nothing any more once the certificate of its root has ended, not even a rotation of it', async () => {
    const { admin } = await released();
    pass(10.5);
    const rotation = { kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null } as const;
    const [rejected] = await admin.change(rotation);
    // As notary-server does: the root that it has is judged by its date first.
    expect(rejected?.error).toMatchObject({ code: 'update-rejected' });
    const [refused] = await admin.change({ kind: 'witness', roles: [ROOT, TARGETS], as: null });
    expect(refused?.error).toMatchObject({ code: 'root-certificates-invalid' });
  });
});
