import { describe, expect, it } from 'vitest';
import type { ChangeRequest } from '../../../source/operations/index.ts';
import { daysFromNow, tag } from '../../support/repository-builder.ts';
import { ecKey, type TestKey } from '../../support/test-keys.ts';
import { idOf, RELEASES, roleName, team } from './support/planning-world.ts';

const jeffsNext = ecKey().key;

const REQUESTS: readonly ChangeRequest[] = [
  { kind: 'init', rootKey: null, rootCertificate: null },
  { kind: 'signer-add', signer: 'carol', keys: [jeffsNext] },
  { kind: 'signer-remove', signer: 'jeff', resignAs: null },
  { kind: 'signer-rotate', signer: 'jeff', newKey: jeffsNext, oldKeys: null, keepOld: false },
  { kind: 'delegation-purge', keys: [] },
  { kind: 'witness', roles: [RELEASES], as: null },
  { kind: 'sign', tags: [tag('v9')], signer: null },
  { kind: 'revoke', tags: ['v1'], signer: null },
  { kind: 'key-rotate', role: 'targets', serverManaged: false, newKey: null },
];

describe('a repository that is not to be trusted', () => {
  it.each(REQUESTS)('is not built upon by $kind when its targets are signed by a stranger', (request) => {
    const { world } = team();
    world.repository.targets.signers = [ecKey()];
    world.repository.bump().publish();
    expect(() => world.plan(request)).toThrow(
      expect.objectContaining({ code: 'signatures-below-threshold' }),
    );
  });

  it.each(REQUESTS)('is not built upon by $kind when its snapshot is signed by a stranger', (request) => {
    const { world } = team();
    world.repository.snapshot.signers = [ecKey()];
    world.repository.bump().publish();
    expect(() => world.plan(request)).toThrow(
      expect.objectContaining({ code: 'signatures-below-threshold' }),
    );
  });

  it('does not pass for one where nothing has to be done', () => {
    const { world, jeff } = team();
    world.repository.targets.expires = daysFromNow(-1);
    world.repository.bump().publish();
    expect(() => world.plan({ kind: 'signer-add', signer: 'jeff', keys: [jeff.key] })).toThrow(
      expect.objectContaining({ code: 'role-expired' }),
    );
  });

  it.each(['timestamp', 'snapshot'] as const)(
    'is not built upon while an old %s is served that a server would have made anew',
    (role) => {
      const { world } = team();
      world.repository[role].expires = daysFromNow(-1);
      world.repository.bump().publish();
      expect(() => world.plan(REQUESTS[1] as ChangeRequest)).toThrow(
        expect.objectContaining({ code: 'role-expired', detail: expect.objectContaining({ role }) }),
      );
    },
  );

  it.each(['timestamp', 'snapshot'] as const)('whose server has lost its %s key gets another one', (role) => {
    const { world } = team();
    world.repository[role].expires = daysFromNow(-1);
    world.repository.bump().publish();
    const plan = world.plan({ kind: 'key-rotate', role, serverManaged: true, newKey: null });
    expect(plan.outcome).toBe('ready');
  });

  it('whose own snapshot ran out gets a new one with every change', () => {
    const { world } = team();
    world.repository.snapshot.expires = daysFromNow(-1);
    world.repository.bump().publish();
    world.here.push(world.repository.snapshot.keys[0] as TestKey);
    const plan = world.plan(REQUESTS[1] as ChangeRequest);
    expect(plan.outcome).toBe('ready');
  });

  it('can be deleted', () => {
    const { world } = team();
    world.repository.targets.signers = [ecKey()];
    world.repository.bump().publish();
    expect(world.plan({ kind: 'delete', remote: true }).outcome).toBe('ready');
  });
});

describe('a base role', () => {
  it('is never left with fewer keys than it needs', () => {
    const { world } = team();
    world.repository.targets.keys = [...world.repository.targets.keys, ecKey()];
    world.repository.targets.signers = [...world.repository.targets.keys];
    world.repository.targets.threshold = 2;
    world.repository.root.version += 1;
    world.repository.bump().publish();
    expect(() =>
      world.plan({ kind: 'key-rotate', role: 'targets', serverManaged: false, newKey: null }),
    ).toThrow(expect.objectContaining({ code: 'keys-below-threshold' }));
  });

  it('with a threshold is signed by as many keys as that asks for, or others are named', () => {
    const { world } = team();
    const second = ecKey();
    world.repository.targets.keys = [...world.repository.targets.keys, second];
    world.repository.targets.threshold = 2;
    world.repository.root.version += 1;
    world.repository.bump().publish();
    const request = { kind: 'signer-add', signer: 'carol', keys: [jeffsNext] } as const;
    const without = world.plan(request);
    expect(without).toMatchObject({ outcome: 'needs-others', draft: null });
    expect(without.tasks[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual([idOf(second)]);
    world.here.push(second);
    const plan = world.plan(request);
    expect(plan.unlocks).toHaveLength(2);
    expect(world.carryOut(plan).delegations.has(roleName('targets/carol'))).toBe(true);
  });
});
