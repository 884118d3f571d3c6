import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture } from '../../fixtures/load.ts';
import { requireTrusted, writtenPaths } from '../../source/operations/index.ts';
import { role } from '../support/sample-parts.ts';
import { update } from './support/updates.ts';

describe('the paths that a parent writes down', () => {
  it('are more than those that count, where a child reaches beyond its parent', async () => {
    const state = requireTrusted(await update(loadRepositoryFixture('path-restricted')));
    const patch = role('targets/stable/patch');
    expect(writtenPaths(state, patch)).toEqual(['v1.5.', 'v2.']);
    expect(state.delegations.get(patch)?.paths).toEqual(['v1.5.']);
  });

  it('are none for what is no delegation of this repository', async () => {
    const state = requireTrusted(await update(loadRepositoryFixture('path-restricted')));
    for (const name of ['targets', 'root', 'targets/none', 'targets/none/below']) {
      expect(writtenPaths(state, role(name))).toEqual([]);
    }
  });
});
