import { describe, expect, it } from 'vitest';
import {
  draftNewRepository,
  type Edit,
  type JsonValue,
  type KeyId,
  type RoleName,
  TARGETS,
} from '../../source/tuf/index.ts';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { certifiedKey, ecKey } from '../support/test-keys.ts';
import { roleName, target } from './support/documents.ts';
import { ALICE, addEdit, alice, bob, drafted, MEMBER, scene, TEAM } from './support/draft-scene.ts';

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
      addEdit(roleName('targets/nobody/x'), { keys: [bob.key] }),
      { code: 'edit-role-unknown', role: nobody },
    ],
    [
      'targets as a delegation',
      addEdit(TARGETS, { keys: [bob.key] }),
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
      addEdit(nobody, { paths: [''] }),
      { code: 'edit-delegation-without-keys', role: nobody },
    ],
    [
      'a key under the ID of another',
      addEdit(ALICE, { keys: [wrongId] }),
      { code: 'key-id-mismatch', role: ALICE },
    ],
    [
      'a threshold of 0',
      { kind: 'set-threshold', role: ALICE, threshold: 0 },
      { code: 'edit-threshold-invalid', threshold: 0 },
    ],
    [
      'half a threshold',
      addEdit(nobody, { keys: [bob.key], threshold: 1.5 }),
      { code: 'edit-threshold-invalid' },
    ],
    [
      'paths that the parent does not cover',
      addEdit(MEMBER, { paths: ['v2', 'w'] }),
      { code: 'edit-paths-outside-parent', role: MEMBER, paths: ['w'] },
    ],
    [
      'all paths below some',
      addEdit(MEMBER, { paths: [''] }),
      { code: 'edit-paths-outside-parent', paths: [''] },
    ],
    [
      'a path with a line break',
      addEdit(ALICE, { paths: ['a\nb'] }),
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
