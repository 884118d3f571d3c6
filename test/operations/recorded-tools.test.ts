import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture, repositoryFixtureNames } from '../../fixtures/load.ts';
import {
  buildReport,
  freshnessOf,
  inspectRepository,
  listTargets,
  requireTrusted,
} from '../../source/operations/index.ts';
import { inOrder } from '../interop/support/inspection.ts';
import { update } from './support/updates.ts';

/** Rows of a table of notary's, split at its gaps of two blanks and more. */
function rowsOf(output: string): readonly (readonly string[])[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const start = lines.findIndex((line) => /^-+( |$)/.test(line));
  return start === -1 ? [] : lines.slice(start + 1).map((line) => line.trim().split(/ {2,}/));
}

describe.each(repositoryFixtureNames())('the recorded repository %s', (name) => {
  const fixture = loadRepositoryFixture(name);

  it('inspects as docker does, member by member', async () => {
    const state = requireTrusted(await update(fixture));
    const inspection = inspectRepository(state, { name: fixture.gun, tag: null });
    const ordered = (value: unknown) => JSON.stringify(inOrder(JSON.stringify(value)));
    expect(ordered([inspection])).toBe(ordered(fixture.dockerInspect));
  });

  it('lists the targets that notary lists', async () => {
    const state = requireTrusted(await update(fixture));
    const listed = listTargets(state).map(({ target, role }) => [
      target.name,
      target.sha256,
      String(target.length),
      role,
    ]);
    expect(listed).toEqual(rowsOf(fixture.notaryList));
  });

  it('knows the delegations that notary lists', async () => {
    const refreshed = await update(fixture);
    const { delegations } = buildReport({
      refreshed,
      freshness: freshnessOf(refreshed),
      localKeys: [],
      stagedChanges: 0,
      now: fixture.madeAt,
    });
    const listed = rowsOf(fixture.notaryDelegationList).map(([role]) => role);
    const reachable = delegations.filter(
      ({ problems }) => !problems.some(({ code }) => code === 'parent-unusable'),
    );
    expect(reachable.map(({ role }) => role).sort()).toEqual(
      listed.filter((role) => role?.startsWith('targets/')).sort(),
    );
  });
});
