import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  loadRepositoryFixture,
  type RepositoryFixture,
  replay,
  repositoryFixtureNames,
} from '../../fixtures/load.ts';
import { asGun, type Gun, type RoleName, TRUST_ON_FIRST_USE } from '../../source/tuf/index.ts';
import { runChain } from '../support/run-chain.ts';

function update(fixture: RepositoryFixture, cache: ReadonlyMap<RoleName, Uint8Array> = new Map()) {
  const input = {
    gun: asGun(fixture.gun) as Gun,
    cached: (role: RoleName) => cache.get(role) ?? null,
    pinning: TRUST_ON_FIRST_USE,
    now: fixture.madeAt,
  };
  return runChain(input, (request) => replay(fixture.files, request));
}

/** The metadata that docker or notary cached in a trust directory. */
function cachedBy(trustDir: string, gun: string): ReadonlyMap<RoleName, Uint8Array> {
  const folder = join(trustDir, 'tuf', gun, 'metadata');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return new Map(
    names
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name.slice(0, -'.json'.length) as RoleName, readFileSync(join(folder, name))]),
  );
}

/** What is not usable, apart from roles that were delegated to and never published. */
function broken(run: ReturnType<typeof update>): Record<string, readonly string[]> {
  const roles = [...run.state.delegations.values()];
  const unusable = roles.filter(({ problems }) => problems.some(({ code }) => code !== 'not-published'));
  return Object.fromEntries(unusable.map(({ role, problems }) => [role, problems.map(({ code }) => code)]));
}

/** Delegations that the real tools left broken, and why; in all other repositories there is none. */
const BROKEN: Readonly<Record<string, object>> = {
  'broken-parent': {
    'targets/team': ['signatures-below-threshold'],
    'targets/team/member': ['parent-unusable'],
  },
  'releases-keys-below-threshold': { 'targets/releases': ['keys-below-threshold'] },
  'releases-signatures-below-threshold': { 'targets/releases': ['signatures-below-threshold'] },
  'role-expired': { 'targets/brief': ['role-expired'] },
  'removed-signer': { 'targets/jeff': ['keys-below-threshold'] },
};

describe.each(repositoryFixtureNames())('the real repository %s', (name) => {
  const fixture = loadRepositoryFixture(name);

  it('is trusted, and each broken delegation says why', () => {
    const run = update(fixture);
    expect(run.state.failure).toBeNull();
    expect(broken(run)).toEqual(BROKEN[name] ?? {});
  });

  it('is trusted from what an update accepted, with no more than the timestamp', () => {
    const first = update(fixture).state.accepted;
    const again = update(fixture, new Map(first.map(({ role, bytes }) => [role, bytes])));
    expect(again.state.trusted).toBe(true);
    expect(again.trace[0]).toEqual(['timestamp']);
    expect(again.trace).toHaveLength(Object.hasOwn(BROKEN, name) ? 2 : 1);
  });

  it('is trusted from the cache that docker and notary left', () => {
    const cache = cachedBy(fixture.trustDir, fixture.gun);
    const run = update(fixture, cache);
    expect(cache.size).toBeGreaterThan(0);
    expect(run.state.failure).toBeNull();
    expect(run.state.fresh).toBe(true);
  });
});

describe('somebody who comes back after two rotations of the root', () => {
  it('follows them from the root that notary had cached', () => {
    const fixture = loadRepositoryFixture('root-rotated-twice');
    const cache = cachedBy(join(fixture.trustDir, '..', 'colleagues', 'behind', 'trust'), fixture.gun);
    const run = update(fixture, cache);
    expect(run.state.failure).toBeNull();
    expect(run.trace.flat()).toContain('root version 2');
    expect(run.state.root.document?.version).toBe(3);
  });
});
