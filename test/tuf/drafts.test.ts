import { describe, expect, it } from 'vitest';
import {
  type Edit,
  type JsonValue,
  makeTufKey,
  type RepositoryDraft,
  type RoleName,
  TARGETS,
} from '../../source/tuf/index.ts';
import { daysFromNow, resigned, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, testKey } from '../support/test-keys.ts';
import { roleName } from './support/documents.ts';
import { ALICE, addEdit, alice, bob, drafted, MEMBER, scene, TEAM } from './support/draft-scene.ts';

function rolesOf(draft: RepositoryDraft): readonly string[] {
  return draft.documents.map(({ role }) => role);
}

function delegationIn(draft: RepositoryDraft, role: RoleName) {
  const { delegations } = draft.targets;
  return delegations.roles.find(({ name }) => name === role);
}

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
    ['a key that is there', [addEdit(ALICE, { keys: [alice.key], paths: [''], threshold: 2 })]],
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
        addEdit(roleName('targets/x'), { keys: [bob.key] }),
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
    const draft = drafted([addEdit(role, { keys: [bob.key], paths: ['a', 'a', ''], threshold: 2 })]);
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
    const draft = drafted([addEdit(ALICE, { keys: [bob.key], threshold: 2 })]);
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
      addEdit(roleName('targets/team/member/deep'), { keys: [alice.key], paths: ['v1.0'] }),
      { kind: 'set-threshold', role: MEMBER, threshold: 2 },
    ]);
    expect(rolesOf(draft)).toEqual([TEAM, MEMBER]);
    expect(draft.documents[0]?.rules[0]?.keys).toEqual([bob.key]);
    expect(draft.documents[1]?.rules[0]?.threshold).toBe(2);
  });

  it('lose paths, some or all', () => {
    const some = drafted([{ kind: 'remove-paths', role: TEAM, paths: ['v', 'w'] }]);
    expect(delegationIn(some, TEAM)?.paths).toEqual([]);
    const all = drafted([
      addEdit(TEAM, { paths: ['w'] }),
      { kind: 'remove-paths', role: TEAM, paths: 'all' },
    ]);
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
    const draft = drafted([{ kind: 'remove-delegation', role: ALICE }, addEdit(ALICE, { keys: [bob.key] })]);
    expect([rolesOf(draft), draft.removed]).toEqual([['targets'], []]);
    expect(draft.delegations.get(ALICE)?.targets.has('v1')).toBe(true);
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
