import { describe, expect, it } from 'vitest';
import type { RoleName } from '../../source/tuf/index.ts';
import { daysFromNow, TestRepository } from '../support/repository-builder.ts';
import { unreachable } from './support/fakes.ts';
import { type TestWorld, worldOf } from './support/test-updates.ts';

const RELEASES = 'targets/releases' as RoleName;
const TEAM = 'targets/team' as RoleName;
const MEMBER = 'targets/team/member' as RoleName;

/** A repository at version 5, as somebody has cached it. */
async function cachedWorld() {
  const repository = new TestRepository();
  for (const role of [RELEASES, TEAM, MEMBER]) {
    repository.delegate(role);
  }
  for (let version = 1; version < 5; version += 1) {
    repository.bump();
  }
  const world = worldOf(repository.publish());
  await world.open();
  return { repository, world };
}

function giveUp(repository: TestRepository, role: RoleName): TestRepository {
  const plan = repository.delegations.get(role);
  Object.assign(plan ?? {}, { delegated: false, published: false });
  return repository.bump().publish();
}

/** The role is made again, and begins with version 1, as everything new does. */
function makeAgain(repository: TestRepository, role: RoleName): TestRepository {
  const plan = repository.delegations.get(role);
  repository.bump();
  Object.assign(plan ?? {}, { delegated: true, published: true, version: 1 });
  return repository.publish();
}

async function cachedRoles(world: TestWorld, { gun }: TestRepository): Promise<readonly RoleName[]> {
  return [...(await world.cache.read(gun)).files.keys()];
}

const problemsOf = ({ state }: Awaited<ReturnType<TestWorld['open']>>, role: RoleName) =>
  state.delegations.get(role)?.problems.map(({ code }) => code);

describe('a role that nobody delegates to any more', () => {
  it('leaves the cache, so that one made again under its name counts', async () => {
    const { repository, world } = await cachedWorld();
    giveUp(repository, RELEASES);
    const refreshed = await world.open();
    expect(refreshed.cacheError).toBeNull();
    expect(await cachedRoles(world, repository)).not.toContain(RELEASES);
    makeAgain(repository, RELEASES);
    expect(problemsOf(await world.restart().open(), RELEASES)).toEqual([]);
  });

  it('leaves the cache when other clients have cached everything else already', async () => {
    const { repository, world } = await cachedWorld();
    const old = { role: RELEASES, bytes: repository.current(RELEASES) };
    giveUp(repository, RELEASES);
    await world.open();
    await world.cache.write(repository.gun, [old]);
    await world.restart().open();
    expect(await cachedRoles(world, repository)).not.toContain(RELEASES);
  });

  it('takes with it what it delegated to itself', async () => {
    const { repository, world } = await cachedWorld();
    giveUp(repository, TEAM);
    await world.open();
    const left = await cachedRoles(world, repository);
    expect(left.filter((role) => role === TEAM || role === MEMBER)).toEqual([]);
    expect(left).toContain(RELEASES);
  });

  it('leaves the cache by the word of a usable role above it as well', async () => {
    const { repository, world } = await cachedWorld();
    giveUp(repository, MEMBER);
    await world.open();
    expect(await cachedRoles(world, repository)).not.toContain(MEMBER);
  });

  it('leaves the cache before a change that may make it again', async () => {
    const { repository, world } = await cachedWorld();
    giveUp(repository, RELEASES);
    const signal = new AbortController().signal;
    await world.session.open(repository.gun, { refresh: true, keep: false, signal });
    makeAgain(repository, RELEASES);
    expect(problemsOf(await world.open(), RELEASES)).toEqual([]);
  });

  it('stays while what gave it up cannot be cached', async () => {
    const { repository, world } = await cachedWorld();
    giveUp(repository, RELEASES);
    const error = unreachable();
    world.cache.write = () => Promise.reject(error);
    expect((await world.open()).cacheError).toBe(error);
    expect(await cachedRoles(world, repository)).toContain(RELEASES);
  });
});

describe('a server', () => {
  it('that takes a role out of the snapshot is found out, again and again', async () => {
    const { repository, world } = await cachedWorld();
    repository.unlisted.add(RELEASES);
    repository.bump().publish();
    for (const run of [world, world.restart(), world.restart()]) {
      expect(problemsOf(await run.open(), RELEASES)).toEqual(['delegation-dropped']);
      expect(await cachedRoles(run, repository)).toContain(RELEASES);
    }
  });

  it('that serves an older file of a role is found out, again and again', async () => {
    const { repository, world } = await cachedWorld();
    repository.bump();
    Object.assign(repository.delegations.get(RELEASES) ?? {}, { version: 4 });
    repository.publish();
    for (const run of [world, world.restart()]) {
      expect(problemsOf(await run.open(), RELEASES)).toEqual(['rollback']);
      expect(await cachedRoles(run, repository)).toContain(RELEASES);
    }
  });

  it('cannot have a role forgotten with an old targets from before there was one', async () => {
    const repository = new TestRepository();
    const plan = repository.delegate(RELEASES, { delegated: false, published: false });
    const before = repository.publish().targets;
    const early = { ...before };
    repository.bump();
    Object.assign(plan, { delegated: true, published: true, version: 3 });
    const world = worldOf(repository.publish());
    await world.open();
    Object.assign(plan, { delegated: false, published: false });
    repository.bump();
    repository.targets = early;
    repository.publish();
    const refreshed = await world.open();
    expect(refreshed.state).toMatchObject({ trusted: false, failure: { code: 'rollback', role: 'targets' } });
    expect(await cachedRoles(world, repository)).toContain(RELEASES);
  });

  it('cannot have a role forgotten by hiding what is above it', async () => {
    const { repository, world } = await cachedWorld();
    repository.unlisted.add(TEAM).add(MEMBER);
    repository.bump().publish();
    const { state } = await world.open();
    expect(state.delegations.has(MEMBER)).toBe(false);
    expect(await cachedRoles(world, repository)).toEqual(expect.arrayContaining([TEAM, MEMBER]));
  });

  it('cannot have a role forgotten by a role above it that was given up no longer than its date', async () => {
    const { repository, world } = await cachedWorld();
    Object.assign(repository.delegations.get(TEAM) ?? {}, { expires: daysFromNow(-1) });
    giveUp(repository, MEMBER);
    await world.open();
    expect(await cachedRoles(world, repository)).toContain(MEMBER);
  });

  it('that is away, or not to be trusted, changes nothing', async () => {
    const { repository, world } = await cachedWorld();
    giveUp(repository, RELEASES);
    repository.targets.expires = daysFromNow(-1);
    repository.bump().publish();
    expect((await world.open()).state.trusted).toBe(false);
    expect(await cachedRoles(world, repository)).toContain(RELEASES);
    const later = world.restart();
    later.remote.answer = () => Promise.reject(unreachable());
    expect((await later.open()).state).toMatchObject({ trusted: true, fresh: false });
    expect(await cachedRoles(world, repository)).toContain(RELEASES);
  });
});
