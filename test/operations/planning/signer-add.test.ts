import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../source/operations/index.ts';
import { certifiedBy, certifiedKey, ecKey, rsaKey, type TestKey } from '../../support/test-keys.ts';
import {
  BEN,
  effectsOf,
  emptyWorld,
  idOf,
  keysOf,
  RELEASES,
  roleName,
  rowOf,
  team,
} from './support/planning-world.ts';

const CAROL = roleName('targets/carol');

describe('adding a signer', () => {
  it('puts the key into both roles, signed by the repository key alone', () => {
    const { world } = team();
    const carol = ecKey();
    const plan = world.plan({ kind: 'signer-add', signer: 'carol', keys: [carol.key] });
    expect(plan).toMatchObject({ outcome: 'ready', half: null, risks: [], tasks: [], newKeys: [] });
    expect(plan.unlocks).toEqual([{ keyId: idOf(world.targetsKey), roles: ['targets'] }]);
    expect(plan.roles.map(({ role, action }) => [role, action])).toEqual([
      ['targets', 'changed'],
      [RELEASES, 'changed'],
      [CAROL, 'created'],
      ['snapshot', 'server-signed'],
      ['timestamp', 'server-signed'],
    ]);
    expect(rowOf(plan, CAROL)).toMatchObject({ fromVersion: null, toVersion: null, paths: { added: [''] } });
    expect(rowOf(plan, CAROL)?.keyChanges[0]).toMatchObject({
      action: 'added',
      key: { owner: { kind: 'signer', name: 'carol' }, place: 'elsewhere', algorithm: 'ecdsa-p256' },
    });
    expect(plan.effects).toEqual([
      { kind: 'signer-added', signer: 'carol' },
      { kind: 'tags-stay-released', count: 1 },
    ]);
    const after = world.carryOut(plan);
    expect(keysOf(after, 'targets/carol')).toEqual([idOf(carol)]);
    expect(keysOf(after, 'targets/releases')).toContain(idOf(carol));
    expect(world.plan({ kind: 'signer-add', signer: 'carol', keys: [carol.key] }).outcome).toBe(
      'nothing-to-do',
    );
  });

  it('gives a new key the header of its signer', () => {
    const { world } = team();
    const carol = ecKey();
    const request = { kind: 'signer-add', signer: 'carol', keys: [carol.key] } as const;
    const plan = world.plan(request, { fresh: [carol] });
    expect(plan.newKeys).toEqual([{ keyId: idOf(carol), role: 'carol', gun: null }]);
    expect(plan.unlocks.map(({ keyId }) => keyId)).not.toContain(idOf(carol));
    expect(rowOf(plan, CAROL)?.keyChanges[0]?.key.place).toBe('new');
  });

  it('leaves the paths of a signer as somebody made them', () => {
    const { world } = team();
    world.repository.delegate('targets/qa', { paths: ['nightly-'] });
    world.repository.bump().publish();
    const plan = world.plan({ kind: 'signer-add', signer: 'qa', keys: [ecKey().key] });
    expect(rowOf(plan, 'targets/qa')?.paths).toEqual({ added: [], removed: [] });
  });

  it('is for whoever holds the repository key, and publishes nothing without it', () => {
    const { world, jeff } = team();
    world.holds(jeff);
    const plan = world.plan({ kind: 'signer-add', signer: 'carol', keys: [ecKey().key] });
    expect(plan).toMatchObject({ outcome: 'needs-others', draft: null, edits: [], unlocks: [] });
    expect(plan.tasks).toEqual([
      expect.objectContaining({
        when: 'before',
        role: 'targets',
        what: 'make-change',
        who: [
          expect.objectContaining({ canonicalId: idOf(world.targetsKey), owner: { kind: 'repository' } }),
        ],
      }),
    ]);
    expect(plan.tasks[0]?.commands.map(({ line }) => line)).toEqual([
      'trustdeck signer add carol registry.example.com/team/app --key carol.pub',
      'docker trust signer add --key carol.pub carol registry.example.com/team/app',
    ]);
    expect(rowOf(plan, 'targets')?.signedBy).toEqual([]);
  });

  it.each([
    ['releases', 'signer-name-invalid'],
    ['Jeff', 'signer-name-invalid'],
    ['a/b', 'signer-name-invalid'],
    ['', 'signer-name-invalid'],
    ['x'.repeat(300), 'signer-name-invalid'],
  ] as const)('refuses %s as a name', (signer, code) => {
    const { world } = team();
    expect(() => world.plan({ kind: 'signer-add', signer, keys: [ecKey().key] })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('refuses a key that could never sign, and no key at all', () => {
    const { world } = team();
    expect(() => world.plan({ kind: 'signer-add', signer: 'eve', keys: [rsaKey(1024).key] })).toThrow(
      expect.objectContaining({ code: 'key-not-accepted' }),
    );
    expect(() => world.plan({ kind: 'signer-add', signer: 'eve', keys: [] })).toThrow(OperationError);
  });

  it('says what is staged and stays so', () => {
    const { world } = team();
    const staged = [
      { file: 'a.change', action: 'delete', scope: BEN, type: 'target', path: 'v1', edits: null } as const,
    ];
    const plan = world.plan({ kind: 'signer-add', signer: 'carol', keys: [ecKey().key] }, { staged });
    expect(effectsOf(plan, 'staged-changes-kept')).toEqual([{ kind: 'staged-changes-kept', count: 1 }]);
  });
});

describe('a repository that does not exist yet', () => {
  it('is initialised with the first root key here, and everything else new or the server’s', () => {
    const roots = [ecKey(), ecKey()];
    const world = emptyWorld(...roots);
    for (const root of roots) {
      world.roles.set(idOf(root), 'root');
    }
    const jeff = ecKey();
    const plan = world.plan({ kind: 'signer-add', signer: 'jeff', keys: [jeff.key] });
    const [first] = roots.map(idOf).toSorted();
    expect(plan).toMatchObject({ outcome: 'ready', base: null, risks: [] });
    expect(plan.unlocks).toEqual([{ keyId: first, roles: ['root'] }]);
    expect(plan.newKeys).toEqual([
      { keyId: idOf(world.spares.targets), role: 'targets', gun: world.repository.gun },
    ]);
    expect(rowOf(plan, 'root')).toMatchObject({ action: 'created', fromVersion: null, toVersion: 1 });
    expect(rowOf(plan, 'root')?.signedBy).toMatchObject([{ id: first, canonicalId: first, place: 'here' }]);
    expect(plan.effects.map(({ kind }) => kind)).toEqual(['repository-created', 'signer-added']);
    const after = world.carryOut(plan);
    expect(after.failure).toBeNull();
    expect(keysOf(after, 'targets/releases')).toEqual([idOf(jeff)]);
  });

  it('goes on with the root key that an interrupted run has saved', () => {
    const other = ecKey();
    const world = emptyWorld(other);
    world.here.push(world.spares.root);
    for (const root of world.here) {
      world.roles.set(idOf(root), 'root');
    }
    const plan = world.plan({ kind: 'init', rootKey: null, rootCertificate: null });
    expect(plan.unlocks).toEqual([{ keyId: idOf(world.spares.root), roles: ['root'] }]);
    expect(plan.newKeys.map(({ role }) => role)).toEqual(['targets']);
    expect(world.carryOut(plan).trusted).toBe(true);
  });

  it('takes a certificate that fits, and no other', () => {
    const gun = emptyWorld().repository.gun;
    const fit = certifiedKey({ commonName: gun });
    const world = emptyWorld(fit);
    const init = (key: TestKey, rootKey: TestKey | null = null) =>
      world.plan({
        kind: 'init',
        rootKey: rootKey?.key ?? null,
        rootCertificate: Buffer.from(key.key.publicBytes).toString('utf8'),
      });
    expect(world.carryOut(init(fit)).trusted).toBe(true);
    world.exists = false;
    expect(
      init(certifiedKey({ commonName: 'registry.example.com/*', privateKey: fit.privateKey })).outcome,
    ).toBe('ready');
    const { privateKey } = fit;
    const unfit = [
      ['another-key', certifiedKey({ commonName: gun })],
      ['another-name', certifiedKey({ commonName: 'registry.example.com/team', privateKey })],
      [
        'out-of-date',
        certifiedKey({ commonName: gun, privateKey, notAfter: new Date('2026-01-01T00:00:00Z') }),
      ],
      ['unreadable', certifiedBy(privateKey, 'not a certificate')],
    ] as const;
    for (const [reason, key] of unfit) {
      expect(() => init(key), reason).toThrow(
        expect.objectContaining({ code: 'root-certificate-unfit', detail: { gun, reason } }),
      );
    }
  });

  it('gets a new root key where there is none, saved under its role', () => {
    const world = emptyWorld();
    const plan = world.plan({ kind: 'init', rootKey: null, rootCertificate: null });
    expect(plan.newKeys).toEqual([
      { keyId: idOf(world.spares.root), role: 'root', gun: null },
      { keyId: idOf(world.spares.targets), role: 'targets', gun: world.repository.gun },
    ]);
    expect(plan.unlocks).toEqual([]);
    expect(world.carryOut(plan).trusted).toBe(true);
    const again = world.plan({ kind: 'init', rootKey: null, rootCertificate: null });
    expect(again.outcome).toBe('nothing-to-do');
    world.holds();
    expect(() => world.plan({ kind: 'init', rootKey: null, rootCertificate: null })).toThrow(
      expect.objectContaining({ code: 'repository-exists' }),
    );
  });

  it.each([
    { kind: 'signer-remove', signer: 'jeff', resignAs: null },
    { kind: 'witness', roles: [RELEASES], as: null },
    { kind: 'delegation-purge', keys: [] },
    { kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null },
  ] as const)('cannot have $kind', (request) => {
    expect(() => emptyWorld().plan(request)).toThrow(
      expect.objectContaining({ code: 'repository-not-initialised' }),
    );
  });
});
