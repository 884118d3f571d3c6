import { describe, expect, it } from 'vitest';
import { freshnessOf, requireTrusted } from '../../source/operations/index.ts';
import { TrustDirError } from '../../source/trust-dir/index.ts';
import { TufError } from '../../source/tuf/index.ts';
import { daysFromNow, NOW, TestRepository } from '../support/repository-builder.ts';
import { unreachable } from './support/fakes.ts';
import { worldOf } from './support/test-updates.ts';

function repositoryWithSigner(): TestRepository {
  const repository = new TestRepository();
  repository.delegate('targets/alice');
  repository.delegate('targets/releases');
  return repository.publish();
}

describe('an update', () => {
  it('reads the cache once and keeps every file that was verified', async () => {
    const world = worldOf(repositoryWithSigner());
    const refreshed = await world.open();
    expect(refreshed.state.trusted).toBe(true);
    expect(world.cache.reads).toBe(1);
    expect(world.cache.writes).toHaveLength(1);
    expect(new Set(world.cache.writes[0])).toEqual(
      new Set(['root', 'timestamp', 'snapshot', 'targets', 'targets/alice', 'targets/releases']),
    );
    expect(freshnessOf(refreshed)).toEqual({ from: 'server', at: NOW });
  });

  it('asks for nothing but the timestamp when nothing has changed, and writes nothing', async () => {
    const repository = repositoryWithSigner();
    const first = worldOf(repository);
    await first.open();
    const second = first.restart();
    await second.open();
    expect(second.remote.names).toEqual(['timestamp']);
    expect(second.cache.writes).toHaveLength(1);
  });

  it('writes only what has changed', async () => {
    const repository = repositoryWithSigner();
    const world = worldOf(repository);
    await world.open();
    repository.timestamp.version += 1;
    repository.publish();
    await world.restart().open();
    expect(world.cache.writes[1]).toEqual(['timestamp']);
  });

  it('asks once per session for a file that its content names', async () => {
    const repository = repositoryWithSigner();
    const world = worldOf(repository);
    world.cache.write = async () => {
      throw new TrustDirError('unwritable', { path: '/nowhere', systemCode: 'EROFS' });
    };
    const refreshed = await world.open();
    expect(refreshed.cacheError).toMatchObject({ code: 'unwritable' });
    const before = world.remote.names.length;
    await world.open();
    expect(world.remote.names.slice(before).filter((name) => name.endsWith('#'))).toEqual([]);
  });

  it('leaves the cache alone when the repository is not trusted', async () => {
    const repository = repositoryWithSigner();
    const world = worldOf(repository);
    await world.open();
    const held = await world.cache.read(repository.gun);
    repository.bump();
    repository.targets.expires = daysFromNow(-1);
    repository.publish();
    const refreshed = await world.open();
    expect(refreshed.state.trusted).toBe(false);
    expect(world.cache.writes).toHaveLength(1);
    expect((await world.cache.read(repository.gun)).files).toEqual(held.files);
    expect(() => requireTrusted(refreshed)).toThrow(TufError);
  });
});

describe('a server that is away', () => {
  it('leaves the verified cache, marked with its age and the reason', async () => {
    const repository = repositoryWithSigner();
    const world = worldOf(repository);
    await world.open();
    world.cache.savedAt = daysFromNow(-2);
    world.remote.answer = () => Promise.reject(unreachable());
    const refreshed = await world.open();
    expect(requireTrusted(refreshed).trusted).toBe(true);
    expect(freshnessOf(refreshed)).toMatchObject({
      from: 'cache',
      savedAt: daysFromNow(-2),
      because: { code: 'server-unreachable' },
    });
    expect(world.cache.writes).toHaveLength(1);
  });

  it('is the error when nothing is cached', async () => {
    const world = worldOf(repositoryWithSigner());
    const error = unreachable();
    world.remote.answer = () => Promise.reject(error);
    await expect(world.open()).rejects.toBe(error);
  });

  it('is the reason when the cache has run out meanwhile', async () => {
    const repository = repositoryWithSigner();
    const world = worldOf(repository);
    await world.open();
    const error = unreachable();
    world.remote.answer = () => Promise.reject(error);
    world.now = daysFromNow(15);
    const refreshed = await world.open();
    expect(refreshed.state).toMatchObject({ trusted: false, failure: { code: 'role-expired' } });
    expect(() => requireTrusted(refreshed)).toThrow(error);
    expect(freshnessOf(refreshed)).toMatchObject({ from: 'cache' });
  });

  it('does not hide an attack that the cache reveals', async () => {
    const repository = repositoryWithSigner();
    repository.timestamp.version = 5;
    repository.publish();
    const world = worldOf(repository);
    await world.open();
    repository.timestamp.version = 4;
    repository.publish();
    const served = repository.answer;
    world.remote.answer = (request) =>
      request.role === 'timestamp' ? served(request) : Promise.reject(unreachable());
    const refreshed = await world.open();
    expect(() => requireTrusted(refreshed)).toThrow(expect.objectContaining({ code: 'rollback' }));
  });

  it('says that a repository is gone when the server knows it no more', async () => {
    const repository = repositoryWithSigner();
    const world = worldOf(repository);
    await world.open();
    world.remote.answer = () => ({ kind: 'missing' });
    const refreshed = await world.open();
    expect(freshnessOf(refreshed)).toMatchObject({
      from: 'cache',
      because: { code: 'repository-not-initialised' },
    });
  });

  it('throws what is no answer of an adapter as it is', async () => {
    const world = worldOf(repositoryWithSigner());
    const defect = new TypeError('a defect');
    world.remote.answer = () => Promise.reject(defect);
    await expect(world.open()).rejects.toBe(defect);
  });
});

describe('a session', () => {
  it('answers from memory until it is asked to refresh', async () => {
    const world = worldOf(repositoryWithSigner());
    const first = await world.open();
    const asked = world.remote.asked.length;
    expect(await world.open({ refresh: false })).toBe(first);
    expect(world.remote.asked).toHaveLength(asked);
    expect(await world.open({ refresh: true })).not.toBe(first);
  });

  it('does one update for all who want the same repository at once', async () => {
    const world = worldOf(repositoryWithSigner());
    const [left, right] = await Promise.all([world.open(), world.open()]);
    expect(left).toBe(right);
    expect(world.remote.names.filter((name) => name === 'timestamp')).toHaveLength(1);
  });

  it('stops an update only when nobody waits for it any more', async () => {
    const world = worldOf(repositoryWithSigner());
    const [first, second] = [new AbortController(), new AbortController()];
    const gate = Promise.withResolvers<void>();
    const answer = world.remote.answer;
    world.remote.answer = async (request) => {
      await gate.promise;
      return answer(request) as never;
    };
    const abandoned = world.open({ signal: first.signal });
    const awaited = world.open({ signal: second.signal });
    first.abort();
    await expect(abandoned).rejects.toMatchObject({ name: 'AbortError' });
    gate.resolve();
    expect((await awaited).state.trusted).toBe(true);
  });

  it('starts anew after an update that was given up', async () => {
    const world = worldOf(repositoryWithSigner());
    const stop = new AbortController();
    const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<never>()];
    const answer = world.remote.answer;
    world.remote.answer = () => {
      asked.resolve();
      return gate.promise;
    };
    const abandoned = world.open({ signal: stop.signal });
    await asked.promise;
    stop.abort();
    await expect(abandoned).rejects.toMatchObject({ name: 'AbortError' });
    world.remote.answer = answer;
    expect((await world.open()).state.trusted).toBe(true);
    gate.reject(unreachable());
  });
});
