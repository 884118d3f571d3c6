import { describe, expect, it } from 'vitest';
import { doctor } from '../../source/doctor/index.ts';
import {
  ActivityLog,
  type AppPorts,
  createAppServices,
  type LocalKey,
  type RepositoryBook,
  ServiceFailure,
  type SessionInfo,
  type StagedChange,
} from '../../source/operations/index.ts';
import type { Gun } from '../../source/tuf/index.ts';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { gun, never, remotesOf, SERVER, unreachable } from './support/fakes.ts';
import { type TestWorld, worldOf } from './support/test-updates.ts';

const INFO: SessionInfo = {
  server: SERVER,
  users: new Map(),
  connections: new Map(),
  trustDirectory: '/trust',
  demo: false,
  demoPassphrase: null,
};

function book(...guns: readonly Gun[]): RepositoryBook {
  const held = new Set(guns);
  return {
    list: async () => [...held],
    add: async (name) => held.size < held.add(name).size,
    forget: async (name) => held.delete(name),
  };
}

function servicesOf(world: TestWorld, change: Partial<AppPorts> = {}) {
  const activity = new ActivityLog({ now: () => NOW });
  const services = createAppServices({
    session: world.session,
    remotes: remotesOf(world.remote),
    cache: world.cache,
    keys: { list: async () => ({ keys: [], unreadable: [] }) },
    changelist: { read: async () => ({ changes: [], unreadable: [] }), remove: async () => undefined },
    changes: () => Promise.reject(new Error('nothing changes here')),
    book: async () => book(),
    backups: { backedUp: async () => new Map() },
    doctor,
    clockAhead: () => null,
    clock: { now: () => NOW },
    activity,
    info: () => INFO,
    openSandbox: () => Promise.reject(new Error('no sandbox here')),
    ...change,
  });
  return { services, activity };
}

describe('app services', () => {
  it('lists repositories of the trust directory, of the book and of the changefeed, each once', async () => {
    const world = worldOf(new TestRepository().publish());
    await world.open();
    world.remote.guns = [gun('registry.example.com/z'), gun('registry.example.com/team/app')];
    const { services } = servicesOf(world, { book: async () => book(gun('registry.example.com/a')) });
    expect(await services.repositories(never)).toEqual([
      { gun: 'registry.example.com/a', origins: ['added'] },
      { gun: 'registry.example.com/team/app', origins: ['trust-directory', 'changefeed'] },
      { gun: 'registry.example.com/z', origins: ['changefeed'] },
    ]);
  });

  it('drops of what is staged only what was looked at', async () => {
    const world = worldOf(new TestRepository().publish());
    const staged = ['0.change', '1.change', '2.change'].map((file): StagedChange => {
      return { file, action: 'create', scope: 'targets', type: 'target', path: 'v1', edits: null };
    });
    const removed: (readonly string[])[] = [];
    const { services } = servicesOf(world, {
      changelist: {
        read: async () => ({ changes: staged, unreadable: [] }),
        remove: async (_, files) => void removed.push(files),
      },
    });
    const seen = ['0.change', '1.change', 'gone.change'];
    expect(await services.resetStaged(gun('registry.example.com/team/app'), seen)).toBe(2);
    expect(removed).toEqual([['0.change', '1.change']]);
  });

  it('lists what this machine knows without asking anybody', async () => {
    const world = worldOf(new TestRepository().publish());
    await world.open();
    world.remote.changedRepositories = () => Promise.reject(new Error('must not be asked'));
    const { services } = servicesOf(world, { book: async () => book(gun('registry.example.com/a')) });
    expect(await services.localRepositories()).toEqual([
      { gun: 'registry.example.com/a', origins: ['added'] },
      { gun: 'registry.example.com/team/app', origins: ['trust-directory'] },
    ]);
  });

  it('does without a changefeed that is refused, and logs why', async () => {
    const world = worldOf(new TestRepository().publish());
    world.remote.changedRepositories = () => Promise.reject(unreachable());
    const { services } = servicesOf(world, { book: async () => book(gun('a/b')) });
    expect(await services.repositories(never)).toHaveLength(1);
    expect(services.activity()).toMatchObject([
      { text: 'list repositories', outcome: 'ok' },
      { text: 'read the changefeed', outcome: 'failed', result: `${SERVER.url} cannot be reached` },
    ]);
  });

  it('opens a repository once, until it is refreshed', async () => {
    const repository = new TestRepository().publish();
    const world = worldOf(repository);
    const { services } = servicesOf(world);
    const first = await services.openRepository(repository.gun, { refresh: false, signal: never });
    expect(first).toMatchObject({ gun: repository.gun, trusted: true, freshness: { from: 'server' } });
    await services.openRepository(repository.gun, { refresh: false, signal: never });
    expect(world.remote.names.filter((name) => name === 'timestamp')).toHaveLength(1);
    await services.openRepository(repository.gun, { refresh: true, signal: never });
    expect(world.remote.names.filter((name) => name === 'timestamp')).toHaveLength(2);
  });

  it('shows a repository that is not trusted instead of failing', async () => {
    const repository = new TestRepository();
    const world = worldOf(repository);
    world.remote.answer = () => ({ kind: 'missing' });
    const { services } = servicesOf(world);
    const report = await services.openRepository(repository.gun, { refresh: false, signal: never });
    expect(report).toMatchObject({
      trusted: false,
      health: { level: 'error', findings: [{ code: 'repository-not-initialised' }] },
    });
  });

  it('rejects with words', async () => {
    const repository = new TestRepository();
    const world = worldOf(repository);
    world.remote.answer = () => Promise.reject(unreachable());
    const { services } = servicesOf(world);
    const opening = services.openRepository(repository.gun, { refresh: false, signal: never });
    await expect(opening).rejects.toBeInstanceOf(ServiceFailure);
    await expect(opening).rejects.toMatchObject({ report: { code: 'server-unreachable' } });
    expect(services.activity()).toMatchObject([{ kind: 'operation', outcome: 'failed' }]);
    await expect(services.addRepository('../../etc')).rejects.toMatchObject({
      report: { code: 'repository-name-invalid' },
    });
  });

  it('logs an operation that was given up as cancelled', async () => {
    const repository = new TestRepository();
    const { services } = servicesOf(worldOf(repository));
    const opening = services.openRepository(repository.gun, { refresh: false, signal: AbortSignal.abort() });
    await expect(opening).rejects.toMatchObject({ report: { code: 'interrupted' } });
    expect(services.activity()).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('knows whose the keys are once their repository is open', async () => {
    const repository = new TestRepository().publish();
    const [signer] = repository.targets.keys;
    const id = signer?.key.canonicalId as LocalKey['id'];
    const key: LocalKey = {
      id,
      role: 'targets',
      gun: repository.gun,
      path: '/k',
      encrypted: true,
      exposed: false,
    };
    const { services } = servicesOf(worldOf(repository), {
      keys: { list: async () => ({ keys: [key], unreadable: [] }) },
    });
    expect((await services.keys(never)).keys).toMatchObject([{ algorithm: null, usedBy: [] }]);
    await services.openRepository(repository.gun, { refresh: false, signal: never });
    expect((await services.keys(never)).keys).toMatchObject([
      {
        algorithm: 'ecdsa-p256',
        owner: { kind: 'repository' },
        usedBy: [{ gun: repository.gun, role: 'targets' }],
      },
    ]);
  });

  it('closes its connections', async () => {
    const world = worldOf(new TestRepository());
    const { services } = servicesOf(world);
    await services.close();
    expect(world.remote.closed).toBe(true);
  });
});

describe('the activity log', () => {
  it('forgets the oldest of more than 500 entries', () => {
    const log = new ActivityLog({ now: () => NOW });
    for (let index = 0; index < 510; index += 1) {
      log.request({ text: `GET ${index}`, ok: true, result: '200', milliseconds: 1 });
    }
    expect(log.entries()).toHaveLength(500);
    expect(log.entries()[0]?.text).toBe('GET 10');
  });

  it('tells subscribers of every start and end, until they have heard enough', () => {
    const log = new ActivityLog({ now: () => NOW });
    const heard: string[] = [];
    const stop = log.subscribe(({ text, outcome }) => heard.push(`${text} ${outcome}`));
    const entry = log.start('open');
    entry.finish('ok', null);
    entry.finish('failed', 'too late');
    stop();
    log.start('unheard');
    expect(heard).toEqual(['open running', 'open ok']);
  });
});
