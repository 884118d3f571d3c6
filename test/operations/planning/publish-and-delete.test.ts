import { describe, expect, it } from 'vitest';
import type { StagedChange } from '../../../source/operations/index.ts';
import type { Edit } from '../../../source/tuf/index.ts';
import { tag } from '../../support/repository-builder.ts';
import {
  effectsOf,
  emptyWorld,
  idOf,
  JEFF,
  RELEASES,
  rowOf,
  tagsOf,
  team,
} from './support/planning-world.ts';

function staged(edits: readonly Edit[] | null, file = '1.change'): StagedChange {
  return { file, action: 'create', scope: 'targets/jeff', type: 'target', path: 'v2', edits };
}

describe('publishing what is staged', () => {
  it('makes one plan of all of it', () => {
    const { world, jeff } = team();
    const changes = [
      staged([{ kind: 'put-target', role: JEFF, target: tag('v2') }], '1.change'),
      staged([{ kind: 'put-target', role: RELEASES, target: tag('v1', 'other') }], '2.change'),
    ];
    const plan = world.plan({ kind: 'publish' }, { staged: changes });
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(plan.unlocks).toEqual([{ keyId: idOf(jeff), roles: [RELEASES, JEFF] }]);
    expect(rowOf(plan, JEFF)?.targetChanges).toMatchObject([{ action: 'added', name: 'v2', from: null }]);
    expect(rowOf(plan, RELEASES)?.targetChanges).toMatchObject([{ action: 'changed', name: 'v1' }]);
    expect(effectsOf(plan, 'tags-change-content')).toMatchObject([{ tags: ['v1'] }]);
    expect(effectsOf(plan, 'tags-gain-signature')).toMatchObject([{ tags: ['v2'], signer: 'jeff' }]);
    expect(effectsOf(plan, 'staged-changes-kept')).toEqual([]);
    expect(tagsOf(world.carryOut(plan), JEFF)).toEqual(['v1', 'v2']);
    expect(world.plan({ kind: 'publish' }, { staged: changes }).outcome).toBe('nothing-to-do');
  });

  it('refuses what it cannot tell', () => {
    const { world } = team();
    expect(() => world.plan({ kind: 'publish' }, { staged: [staged(null, '7.change')] })).toThrow(
      expect.objectContaining({
        code: 'staged-change-unknown',
        detail: { gun: world.repository.gun, file: '7.change' },
      }),
    );
  });

  it('has nothing to do when nothing is staged', () => {
    const { world } = team();
    expect(world.plan({ kind: 'publish' })).toMatchObject({ outcome: 'nothing-to-do', edits: [], roles: [] });
  });
});

describe('deleting trust data', () => {
  it('says how many tags that concerns', () => {
    const { world } = team();
    const plan = world.plan({ kind: 'delete', remote: true });
    expect(plan).toMatchObject({ outcome: 'ready', risks: ['trust-data-deleted'], draft: null, edits: [] });
    expect(plan.effects).toEqual([{ kind: 'trust-data-deleted', remote: true, tags: 1 }]);
    expect(plan.roles.every(({ action }) => action === 'removed')).toBe(true);
  });

  it('of what the server does not have any more still cleans up here', () => {
    const plan = emptyWorld().plan({ kind: 'delete', remote: false });
    expect(plan).toMatchObject({ outcome: 'ready', roles: [] });
    expect(plan.effects).toEqual([{ kind: 'nothing-to-delete', remote: false }]);
    expect(emptyWorld().plan({ kind: 'delete', remote: true }).effects).toEqual([
      { kind: 'nothing-to-delete', remote: true },
    ]);
    expect(plan.commandLine).toBe('trustdeck delete registry.example.com/team/app');
  });
});
