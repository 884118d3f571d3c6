import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { draftChanges, type Edit, editsOfStagedChange } from '../../source/tuf/index.ts';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { ecKey } from '../support/test-keys.ts';
import { stateOf } from './support/edited-repository.ts';

const { key } = ecKey();
const keyJson = {
  keytype: 'ecdsa',
  keyval: { public: Buffer.from(key.publicBytes).toString('base64'), private: null },
};
const digest = (algorithm: string) => createHash(algorithm).update('v1').digest();
const hashes = { sha256: digest('sha256').toString('base64'), sha512: digest('sha512').toString('base64') };

function edits(kind: string, scope: string, payload: unknown = null, path = ''): readonly Edit[] | null {
  const [type = '', action = ''] = kind.split(' ');
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const data = payload === null ? null : Buffer.from(text);
  return editsOfStagedChange({ action, scope, type, path, data });
}

describe('a staged change', () => {
  const told: readonly (readonly [string, readonly Edit[] | null, readonly unknown[]])[] = [
    [
      'a target',
      edits('target create', 'targets', { length: 6, hashes, custom: { b: 1, a: [2] } }, 'v1'),
      [
        {
          kind: 'put-target',
          role: 'targets',
          target: {
            name: 'v1',
            length: 6,
            sha256: digest('sha256').toString('hex'),
            sha512: digest('sha512').toString('hex'),
            custom: { b: 1, a: [2] },
          },
        },
      ],
    ],
    [
      'a target by one digest',
      edits('target create', 'targets/a', { length: 6, hashes: { sha256: hashes.sha256 } }, 'v1'),
      [expect.objectContaining({ target: expect.objectContaining({ sha512: null, custom: undefined }) })],
    ],
    [
      'a target removed',
      edits('target delete', 'targets/a', null, 'v1'),
      [{ kind: 'remove-target', role: 'targets/a', name: 'v1' }],
    ],
    [
      'keys of a delegation',
      edits('delegation create', 'targets/a', { threshold: 1, add_keys: [keyJson] }),
      [{ kind: 'add-delegation', role: 'targets/a', keys: [key], paths: [], threshold: 1 }],
    ],
    [
      'paths of a delegation',
      edits('delegation create', 'targets/a', { add_paths: [''] }),
      [{ kind: 'add-delegation', role: 'targets/a', keys: [], paths: [''] }],
    ],
    [
      'keys removed',
      edits('delegation update', 'targets/a', { remove_keys: [key.id] }),
      [{ kind: 'remove-keys', role: 'targets/a', keyIds: [key.id] }],
    ],
    [
      'paths removed',
      edits('delegation update', 'targets/a', { remove_paths: ['v'] }),
      [{ kind: 'remove-paths', role: 'targets/a', paths: ['v'] }],
    ],
    [
      'paths cleared',
      edits('delegation update', 'targets/a', { clear_paths: true }),
      [{ kind: 'remove-paths', role: 'targets/a', paths: 'all' }],
    ],
    [
      'a key purged',
      edits('delegation update', 'targets/*', { remove_keys: [key.id] }),
      [{ kind: 'purge-keys', keyIds: [key.id] }],
    ],
    [
      'a delegation removed',
      edits('delegation delete', 'targets/a'),
      [{ kind: 'remove-delegation', role: 'targets/a' }],
    ],
    ['a witness', edits('witness update', 'targets'), [{ kind: 'resign', role: 'targets' }]],
  ];
  it.each(told)('is told: %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  const untold: readonly (readonly [string, readonly Edit[] | null])[] = [
    ['a rotation', edits('role create', 'root', { keys: [keyJson], role: 'snapshot' }, 'snapshot')],
    ['a witness of the root', edits('witness update', 'root')],
    ['a witness of the snapshot', edits('witness update', 'snapshot')],
    ['a witness with a payload', edits('witness update', 'targets', {})],
    ['another action', edits('target update', 'targets', { length: 6, hashes }, 'v1')],
    ['another type', edits('magic create', 'targets')],
    ['a scope that is no role', edits('target create', 'targets/A', { length: 6, hashes }, 'v1')],
    ['a target for all roles', edits('target create', 'targets/*', { length: 6, hashes }, 'v1')],
    ['targets as a delegation', edits('delegation delete', 'targets')],
    ['a delegation of the root', edits('delegation delete', 'root')],
    ['all delegations removed', edits('delegation delete', 'targets/*')],
    ['a purge of paths', edits('delegation update', 'targets/*', { clear_paths: true })],
    ['a purge of nothing', edits('delegation update', 'targets/*', {})],
    ['a purge below a role', edits('delegation update', 'targets/a/*', { remove_keys: [key.id] })],
    ['a target without payload', edits('target create', 'targets', null, 'v1')],
    ['a target without digests', edits('target create', 'targets', { length: 6, hashes: {} }, 'v1')],
    [
      'another digest',
      edits('target create', 'targets', { length: 6, hashes: { ...hashes, md5: 'AA==' } }, 'v1'),
    ],
    ['a short digest', edits('target create', 'targets', { length: 6, hashes: { sha256: 'AAAA' } }, 'v1')],
    [
      'a digest that is none',
      edits('target create', 'targets', { length: 6, hashes: { ...hashes, sha512: 1 } }, 'v1'),
    ],
    ['a target without size', edits('target create', 'targets', { hashes }, 'v1')],
    [
      'a fraction of a size',
      edits('target create', 'targets', `{"length":1.5,"hashes":${JSON.stringify(hashes)}}`, 'v1'),
    ],
    ['a member for somebody else', edits('target create', 'targets', { length: 6, hashes, Length: 7 }, 'v1')],
    [
      'a member twice',
      edits('target create', 'targets', `{"length":6,"length":7,"hashes":${JSON.stringify(hashes)}}`),
    ],
    ['no JSON', edits('delegation create', 'targets/a', '{')],
    ['a list', edits('delegation create', 'targets/a', [])],
    ['a new name', edits('delegation update', 'targets/a', { new_name: 'targets/b' })],
    ['adding by an update', edits('delegation update', 'targets/a', { add_keys: [keyJson] })],
    [
      'removing on creation',
      edits('delegation create', 'targets/a', { add_keys: [keyJson], clear_paths: true }),
    ],
    ['a key that is none', edits('delegation create', 'targets/a', { add_keys: [{ keytype: 'ecdsa' }] })],
    ['an ID that is none', edits('delegation update', 'targets/a', { remove_keys: ['abc'] })],
    ['a path that is none', edits('delegation update', 'targets/a', { remove_paths: [1] })],
    ['keys that are no list', edits('delegation create', 'targets/a', { add_keys: {} })],
    ['a threshold that is none', edits('delegation create', 'targets/a', { threshold: '1' })],
    ['a payload for a removal', edits('target delete', 'targets', { length: 1 }, 'v1')],
  ];
  it.each(untold)('cannot be told: %s', (_, found) => {
    expect(found).toBeNull();
  });

  it('with custom data that cannot be signed is told, and refused by the name of its target', () => {
    const data = `{"length":6,"hashes":${JSON.stringify(hashes)},"custom":{"a":1.5}}`;
    const found = edits('target create', 'targets', data, 'v1') ?? [];
    const state = stateOf(new TestRepository().publish());
    expect(() => draftChanges(state, found, { now: NOW })).toThrow(
      expect.objectContaining({
        detail: { code: 'edit-target-unsignable', role: 'targets', name: 'v1', reason: 'custom' },
      }),
    );
  });
});
