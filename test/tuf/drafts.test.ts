import { describe, expect, it } from 'vitest';
import {
  draftChanges,
  draftNewRepository,
  type Edit,
  type JsonValue,
  type KeyId,
  makeTufKey,
  type RepositoryDraft,
  type RoleName,
  TARGETS,
} from '../../source/tuf/index.ts';
import { daysFromNow, NOW, resigned, TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, testKey } from '../support/test-keys.ts';
import { roleName, target } from './support/documents.ts';
import { stateOf } from './support/edited-repository.ts';

const ALICE = roleName('targets/alice');
const TEAM = roleName('targets/team');
const MEMBER = roleName('targets/team/member');

const alice = ecKey();
const bob = ecKey();

/** alice below targets, and a team limited to `v` with a member of its own. */
function scene(): TestRepository {
  const repository = new TestRepository();
  repository.delegate('targets/alice', { keys: [alice] });
  repository.delegate('targets/team', { paths: ['v'], keys: [bob] });
  repository.delegate('targets/team/member', { paths: ['v1'], version: 7 });
  return repository.publish();
}

function drafted(edits: readonly Edit[], repository = scene()): RepositoryDraft {
  return draftChanges(stateOf(repository), edits, { now: NOW });
}

function rolesOf(draft: RepositoryDraft): readonly string[] {
  return draft.documents.map(({ role }) => role);
}

function delegationIn(draft: RepositoryDraft, role: RoleName) {
  const { delegations } = draft.targets;
  return delegations.roles.find(({ name }) => name === role);
}

const add = (role: RoleName, parts: Partial<Extract<Edit, { kind: 'add-delegation' }>> = {}): Edit => ({
  kind: 'add-delegation',
  role,
  keys: [],
  paths: [],
  ...parts,
});

describe('versions and expiries', () => {
  it('go on from what is replaced', () => {
    const draft = drafted([
      { kind: 'resign', role: MEMBER },
      { kind: 'resign', role: 'root' as RoleName },
    ]);
    expect(draft.documents.map(({ role, from, version }) => [role, from, version])).toEqual([
      ['root', 1, 2],
      ['targets/team/member', 7, 8],
    ]);
    expect(draft.documents.map(({ expires }) => expires)).toEqual([daysFromNow(3650), daysFromNow(1095)]);
    expect(draft.documents[1]?.signed).toMatchObject({ version: 8, expires: '2029-11-22T12:00:00Z' });
  });

  it('begin at 1 when something is put into a role that was never published', () => {
    const repository = scene();
    repository.delegate('targets/new', { published: false });
    repository.publish();
    const role = roleName('targets/new');
    const draft = drafted([{ kind: 'put-target', role, target: tag('v1') }], repository);
    expect(draft.documents.map(({ from, version }) => [from, version])).toEqual([[null, 1]]);
  });

  it('go on from an expired file without calling that adopted', () => {
    const repository = scene();
    const plan = repository.delegations.get(ALICE);
    Object.assign(plan ?? {}, { expires: daysFromNow(-1), version: 4 });
    const draft = drafted([{ kind: 'resign', role: ALICE }], repository.publish());
    expect(draft.documents).toMatchObject([{ from: 4, version: 5, adopted: false }]);
  });
});

describe('edits that change nothing', () => {
  const cases: readonly (readonly [string, readonly Edit[]])[] = [
    ['none at all', []],
    ['a key that is there', [add(ALICE, { keys: [alice.key], paths: [''], threshold: 2 })]],
    ['a key that is not there', [{ kind: 'remove-keys', role: ALICE, keyIds: [bob.key.id] }]],
    [
      'another threshold and back',
      [2, 1].map((threshold) => ({ kind: 'set-threshold', role: ALICE, threshold })),
    ],
    ['a role that is not there', [{ kind: 'remove-delegation', role: roleName('targets/nobody') }]],
    ['one below a role that is not there', [{ kind: 'remove-delegation', role: roleName('targets/a/b') }]],
    ['a tag that is there', [{ kind: 'put-target', role: ALICE, target: tag('v1') }]],
    ['a tag that is not there', [{ kind: 'remove-target', role: ALICE, name: 'v2' }]],
    ['a tag of nobody', [{ kind: 'remove-target', role: roleName('targets/nobody'), name: 'v1' }]],
    [
      'a tag in and out',
      [
        { kind: 'put-target', role: ALICE, target: tag('v2') },
        { kind: 'remove-target', role: ALICE, name: 'v2' },
      ],
    ],
    [
      'a delegation in and out',
      [
        add(roleName('targets/x'), { keys: [bob.key] }),
        { kind: 'remove-delegation', role: roleName('targets/x') },
      ],
    ],
    ['a key of nobody', [{ kind: 'purge-keys', keyIds: [ecKey().key.id] }]],
  ];
  it.each(cases)('leave nothing to sign: %s', (_, edits) => {
    const draft = drafted(edits);
    expect([rolesOf(draft), draft.removed]).toEqual([[], []]);
  });
});

describe('delegations', () => {
  it('are added without a file of their own', () => {
    const role = roleName('targets/new');
    const draft = drafted([add(role, { keys: [bob.key], paths: ['a', 'a', ''], threshold: 2 })]);
    expect(rolesOf(draft)).toEqual(['targets']);
    expect(delegationIn(draft, role)).toEqual({
      name: role,
      keyIds: [bob.key.id],
      paths: ['a', ''],
      threshold: 2,
    });
    expect(draft.delegations.has(role)).toBe(false);
  });

  it('keep their threshold when something is added', () => {
    const draft = drafted([add(ALICE, { keys: [bob.key], threshold: 2 })]);
    expect(delegationIn(draft, ALICE)).toMatchObject({ threshold: 1, keyIds: [alice.key.id, bob.key.id] });
  });

  it('stay when their last key goes, which is pruned', () => {
    const draft = drafted([{ kind: 'remove-keys', role: ALICE, keyIds: [alice.key.id] }]);
    expect(delegationIn(draft, ALICE)?.keyIds).toEqual([]);
    expect([...draft.targets.delegations.keys.keys()]).toEqual([bob.key.id]);
  });

  it('lose a key in a certificate by the ID of the key inside', () => {
    const certified = certifiedKey({ commonName: 'alice', privateKey: alice.privateKey });
    const repository = scene();
    repository.delegate('targets/alice', { keys: [certified, alice] });
    const edit: Edit = { kind: 'remove-keys', role: ALICE, keyIds: [alice.key.id] };
    const draft = drafted([edit], repository.publish());
    expect(delegationIn(draft, ALICE)?.keyIds).toEqual([]);
  });

  it('are removed with all below', () => {
    const draft = drafted([{ kind: 'remove-delegation', role: TEAM }]);
    expect([rolesOf(draft), draft.removed]).toEqual([['targets'], [TEAM, MEMBER]]);
    expect([...draft.delegations.keys()]).toEqual([ALICE]);
  });

  it('are changed in the file of their parent, at any depth', () => {
    const draft = drafted([
      add(roleName('targets/team/member/deep'), { keys: [alice.key], paths: ['v1.0'] }),
      { kind: 'set-threshold', role: MEMBER, threshold: 2 },
    ]);
    expect(rolesOf(draft)).toEqual([TEAM, MEMBER]);
    expect(draft.documents[0]?.rules[0]?.keys).toEqual([bob.key]);
    expect(draft.documents[1]?.rules[0]?.threshold).toBe(2);
  });

  it('lose paths, some or all', () => {
    const some = drafted([{ kind: 'remove-paths', role: TEAM, paths: ['v', 'w'] }]);
    expect(delegationIn(some, TEAM)?.paths).toEqual([]);
    const all = drafted([add(TEAM, { paths: ['w'] }), { kind: 'remove-paths', role: TEAM, paths: 'all' }]);
    expect(delegationIn(all, TEAM)?.paths).toEqual([]);
    expect(JSON.stringify(all.documents[0]?.signed)).not.toContain('"paths":[]');
  });

  it('are purged of a key everywhere', () => {
    const repository = scene();
    repository.delegate('targets/team/member', { paths: ['v1'], keys: [alice, bob] });
    const edit: Edit = { kind: 'purge-keys', keyIds: [alice.key.id] };
    const draft = drafted([edit], repository.publish());
    expect(rolesOf(draft)).toEqual(['targets', TEAM]);
    expect(JSON.stringify(draft.documents.map(({ signed }) => signed))).not.toContain(alice.key.id);
  });

  it('that are made anew keep the file that the snapshot goes on listing', () => {
    const draft = drafted([{ kind: 'remove-delegation', role: ALICE }, add(ALICE, { keys: [bob.key] })]);
    expect([rolesOf(draft), draft.removed]).toEqual([['targets'], []]);
    expect(draft.delegations.get(ALICE)?.targets.has('v1')).toBe(true);
  });
});

describe('what is refused', () => {
  const put = (role: RoleName, parts: Parameters<typeof target>[1], name = 'v1'): Edit => ({
    kind: 'put-target',
    role,
    target: target(name, parts),
  });
  const nobody = roleName('targets/nobody');
  const root = 'root' as RoleName;
  const wrongId = { ...bob.key, id: alice.key.id as KeyId };
  const deep = Array.from({ length: 200 }).reduce<JsonValue>((inner) => [inner], 1);

  const cases: readonly (readonly [string, Edit, object])[] = [
    [
      'keys for a stranger',
      { kind: 'remove-keys', role: nobody, keyIds: [] },
      { code: 'edit-role-unknown', role: nobody },
    ],
    [
      'paths of a stranger',
      { kind: 'remove-paths', role: nobody, paths: 'all' },
      { code: 'edit-role-unknown', role: nobody },
    ],
    [
      'a threshold for a stranger',
      { kind: 'set-threshold', role: nobody, threshold: 1 },
      { code: 'edit-role-unknown', role: nobody },
    ],
    ['a tag for a stranger', put(nobody, {}), { code: 'edit-role-unknown', role: nobody }],
    ['to sign for a stranger', { kind: 'resign', role: nobody }, { code: 'edit-role-unknown', role: nobody }],
    [
      'a child of a stranger',
      add(roleName('targets/nobody/x'), { keys: [bob.key] }),
      { code: 'edit-role-unknown', role: nobody },
    ],
    [
      'targets as a delegation',
      add(TARGETS, { keys: [bob.key] }),
      { code: 'edit-role-unsuitable', role: TARGETS, edit: 'add-delegation' },
    ],
    ['to remove targets', { kind: 'remove-delegation', role: TARGETS }, { code: 'edit-role-unsuitable' }],
    ['a tag in root', put(root, {}), { code: 'edit-role-unsuitable', role: root }],
    [
      'to sign the timestamp',
      { kind: 'resign', role: 'timestamp' as RoleName },
      { code: 'edit-role-unsuitable' },
    ],
    [
      'a delegation without keys',
      add(nobody, { paths: [''] }),
      { code: 'edit-delegation-without-keys', role: nobody },
    ],
    [
      'a key under the ID of another',
      add(ALICE, { keys: [wrongId] }),
      { code: 'key-id-mismatch', role: ALICE },
    ],
    [
      'a threshold of 0',
      { kind: 'set-threshold', role: ALICE, threshold: 0 },
      { code: 'edit-threshold-invalid', threshold: 0 },
    ],
    [
      'half a threshold',
      add(nobody, { keys: [bob.key], threshold: 1.5 }),
      { code: 'edit-threshold-invalid' },
    ],
    [
      'paths that the parent does not cover',
      add(MEMBER, { paths: ['v2', 'w'] }),
      { code: 'edit-paths-outside-parent', role: MEMBER, paths: ['w'] },
    ],
    [
      'all paths below some',
      add(MEMBER, { paths: [''] }),
      { code: 'edit-paths-outside-parent', paths: [''] },
    ],
    [
      'a path with a line break',
      add(ALICE, { paths: ['a\nb'] }),
      { code: 'edit-paths-unsignable', paths: ['a\nb'] },
    ],
    [
      'a tag outside of the paths',
      put(MEMBER, {}, 'v2'),
      { code: 'edit-target-outside-paths', role: MEMBER, name: 'v2' },
    ],
    [
      'a name with a control character',
      put(ALICE, {}, 'v\u0000'),
      { code: 'edit-target-unsignable', reason: 'name', name: 'v\u0000' },
    ],
    [
      'a name with half a character',
      put(ALICE, {}, '\ud800'),
      { code: 'edit-target-unsignable', reason: 'name' },
    ],
    [
      'a size that is no size',
      put(ALICE, { length: -1 }),
      { code: 'edit-target-unsignable', reason: 'length' },
    ],
    ['no digest', put(ALICE, { sha256: null }), { code: 'edit-target-unsignable', reason: 'digest' }],
    [
      'a digest of another length',
      put(ALICE, { sha512: 'ab' }),
      { code: 'edit-target-unsignable', reason: 'digest' },
    ],
    [
      'custom data with a fraction',
      put(ALICE, { custom: { a: [1.5] } }),
      { code: 'edit-target-unsignable', reason: 'custom', name: 'v1' },
    ],
    [
      'custom data with what is no number',
      put(ALICE, { custom: Number.NaN }),
      { code: 'edit-target-unsignable', reason: 'custom' },
    ],
    [
      'custom data with a control character',
      put(ALICE, { custom: { 'a\t': 1 } }),
      { code: 'edit-target-unsignable', reason: 'custom' },
    ],
    [
      'custom data too deep to be read',
      put(ALICE, { custom: deep }),
      { code: 'edit-target-unsignable', reason: 'custom' },
    ],
    [
      'a base role without keys',
      { kind: 'set-base-keys', role: 'snapshot', keys: [] },
      { code: 'edit-base-keys-missing', role: 'snapshot' },
    ],
  ];
  it.each(cases)('%s', (_, edit, error) => {
    expect(() => drafted([edit])).toThrow(
      expect.objectContaining({ detail: expect.objectContaining(error) }),
    );
  });

  it('to sign what was never published', () => {
    const repository = scene();
    repository.delegate('targets/new', { published: false });
    const edit: Edit = { kind: 'resign', role: roleName('targets/new') };
    expect(() => drafted([edit], repository.publish())).toThrow(
      expect.objectContaining({ code: 'edit-not-published' }),
    );
  });

  it('to write over content that could not be read', () => {
    const repository = scene();
    const team = repository.delegations.get(TEAM);
    Object.assign(team ?? {}, { signers: [ecKey()] });
    repository.publish();
    for (const edit of [{ kind: 'resign', role: MEMBER } as const, put(MEMBER, {})]) {
      expect(() => drafted([edit], repository)).toThrow(
        expect.objectContaining({
          code: 'edit-role-unread',
          detail: { code: 'edit-role-unread', role: MEMBER },
        }),
      );
    }
  });

  it('a new repository that lacks a base role', () => {
    const gun = new TestRepository().gun;
    const edit: Edit = { kind: 'set-base-keys', role: 'root', keys: [certifiedKey({ commonName: gun }).key] };
    expect(() => draftNewRepository(gun, [edit], { now: NOW })).toThrow(
      expect.objectContaining({ code: 'edit-base-keys-missing' }),
    );
  });
});

interface JsonMap {
  readonly [name: string]: JsonValue;
}

interface TargetsPart extends JsonMap {
  readonly delegations: { readonly keys: JsonMap; readonly roles: readonly JsonMap[] };
}

interface RootPart extends JsonMap {
  readonly keys: JsonMap;
  readonly roles: JsonMap;
}

describe('what is kept of the documents before', () => {
  it('is all that Notary keeps, and nothing else', () => {
    const repository = scene();
    const unknown = testKey('ed448', Buffer.from('some day'), alice.privateKey).key;
    const keyJson = { keytype: 'ed448', keyval: { private: null, public: 'c29tZSBkYXk=' } };
    const hashes = { sha256: 'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=', md5: 'AB==' };
    repository.rewrites.set(
      'targets',
      resigned(repository.targets.keys, (signed) => {
        const { delegations, ...rest } = signed as unknown as TargetsPart;
        return {
          ...rest,
          spec_version: '1.0',
          targets: { old: { custom: { z: 1, a: '<' }, hashes, length: 5, extra: true } },
          delegations: {
            keys: { ...delegations.keys, [unknown.id]: keyJson },
            roles: delegations.roles.map((role: object) => ({ ...role, extra: 1 })),
          },
        };
      }),
    );
    const { signed } = drafted([{ kind: 'resign', role: TARGETS }], repository.publish()).documents[0] ?? {};
    expect(Object.keys(signed ?? {}).toSorted()).toEqual([
      '_type',
      'delegations',
      'expires',
      'targets',
      'version',
    ]);
    expect(signed?.['targets']).toEqual({
      old: { custom: { z: 1, a: '<' }, hashes: { ...hashes, md5: 'AA==' }, length: 5 },
    });
    expect(signed?.['delegations']).toMatchObject({ keys: { [unknown.id]: keyJson } });
    expect(JSON.stringify(signed?.['delegations'])).not.toContain('extra');
  });

  it('are roles of a root that only very old clients know, and the keys of former roots', () => {
    const repository = scene();
    const old = certifiedKey({ commonName: repository.gun }).key;
    const [oldJson, extra] = [
      {
        keytype: old.keyType,
        keyval: { private: null, public: Buffer.from(old.publicBytes).toString('base64') },
      },
      { keyids: [old.id], threshold: 1 },
    ];
    repository.rewrites.set(
      'root',
      resigned(repository.root.keys, (signed) => {
        const { keys, roles, ...rest } = signed as unknown as RootPart;
        return { ...rest, keys: { ...keys, [old.id]: oldJson }, roles: { ...roles, 'root.1': extra } };
      }),
    );
    const edit: Edit = {
      kind: 'set-base-keys',
      role: 'snapshot',
      keys: [makeTufKey('ed25519', new Uint8Array(32))],
    };
    const { signed } = drafted([edit], repository.publish()).documents[0] ?? {};
    expect(signed).toMatchObject({ keys: { [old.id]: oldJson }, roles: { 'root.1': extra } });
    expect(JSON.stringify(signed)).not.toContain(repository.snapshot.keys[0]?.key.id);
  });
});
