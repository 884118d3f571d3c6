import { describe, expect, it } from 'vitest';
import { type FileReply, type RoleName, TRUST_ON_FIRST_USE, updateChain } from '../../source/tuf/index.ts';
import { daysFromNow, NOW, TestRepository, tag } from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { certifiedKey, ecKey, ed25519Key, rsaKey } from '../support/test-keys.ts';

const role = (name: string) => name as RoleName;
const away = (): FileReply => ({ kind: 'unavailable' });

function healthyRepository(): TestRepository {
  const repository = new TestRepository();
  repository.delegate('targets/releases');
  repository.delegate('targets/alice');
  return repository.publish();
}

describe('a first update', () => {
  it('trusts a healthy repository and hands out its files in the order of trust', () => {
    const { state, trace } = new TestClient(healthyRepository()).update();
    expect(state).toMatchObject({ trusted: true, failure: null, fresh: true, remote: 'answered' });
    expect(trace).toEqual([
      ['root'],
      ['timestamp'],
      ['snapshot by hash'],
      ['targets by hash'],
      ['targets/releases by hash', 'targets/alice by hash'],
    ]);
    expect(state.accepted.map((file) => file.role)).toEqual([
      'root',
      'timestamp',
      'snapshot',
      'targets',
      'targets/releases',
      'targets/alice',
    ]);
  });

  it('trusts every kind of key in every kind of role', () => {
    const repository = new TestRepository();
    repository.root.keys = [certifiedKey({ commonName: repository.gun, privateKey: rsaKey().privateKey })];
    repository.timestamp.keys = [ed25519Key()];
    repository.snapshot.keys = [ed25519Key()];
    repository.targets.keys = [rsaKey()];
    repository.delegate('targets/alice', { keys: [certifiedKey({ commonName: 'alice' })] });
    const { state } = new TestClient(repository.publish()).update();
    expect(state.trusted).toBe(true);
    expect(state.delegations.get(role('targets/alice'))?.usable).toBe(true);
  });

  it('says that there is no repository, and that the server is away', () => {
    const client = new TestClient(healthyRepository());
    const none = client.update(() => ({ kind: 'missing' })).state;
    expect(none).toMatchObject({ remote: 'missing', fresh: false, trusted: false });
    expect(none.failure?.code).toBe('repository-not-initialised');
    const unreachable = client.update(away).state;
    expect(unreachable).toMatchObject({ remote: 'unavailable', fresh: false, trusted: false });
    expect(unreachable.failure?.code).toBe('metadata-unavailable');
  });

  it('fetches the delegations of one level in one batch', () => {
    const repository = healthyRepository();
    repository.delegate('targets/alice/one');
    repository.delegate('targets/alice/two');
    repository.delegate('targets/releases/three');
    const { state, trace } = new TestClient(repository.publish()).update();
    expect(trace.at(-1)).toEqual([
      'targets/releases/three by hash',
      'targets/alice/one by hash',
      'targets/alice/two by hash',
    ]);
    expect([...state.delegations.values()].every(({ usable }) => usable)).toBe(true);
  });
});

describe('an update with a cache', () => {
  it('asks for the timestamp alone when nothing has changed', () => {
    const client = new TestClient(healthyRepository());
    client.update();
    const { state, trace } = client.update();
    expect(trace).toEqual([['timestamp']]);
    expect(state).toMatchObject({ trusted: true, fresh: true });
    expect(state.targets.source).toBe('cache');
    expect(state.accepted.map((file) => file.role)).toEqual(['timestamp']);
  });

  it('fetches what has changed, and versions may skip numbers', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    repository.bump().bump().bump();
    repository.targets.targets = [tag('v1'), tag('v2')];
    repository.publish();
    const { state } = client.update();
    expect(state.trusted).toBe(true);
    expect(state.targets.document?.version).toBe(4);
    expect(state.targets.document?.body.targets.has('v2')).toBe(true);
  });

  it('takes an older cached file by its hash, when the server has gone back to it', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    const cachedTargets = client.cache.get(role('targets'));
    repository.timestamp.version += 1;
    repository.publish();
    expect(client.update().state.targets.document?.bytes).toEqual(cachedTargets);
  });

  it('works from the cache while the server is away, and says so', () => {
    const client = new TestClient(healthyRepository());
    client.update();
    const before = new Map(client.cache);
    const { state } = client.update(away);
    expect(state).toMatchObject({ trusted: true, fresh: false, remote: 'unavailable', accepted: [] });
    expect(state.delegations.get(role('targets/alice'))?.usable).toBe(true);
    expect(client.cache).toEqual(before);
  });

  it('works from the cache when the timestamp is gone, and says that the repository may have been deleted', () => {
    const client = new TestClient(healthyRepository());
    client.update();
    const { state } = client.update(() => ({ kind: 'missing' }));
    expect(state).toMatchObject({ trusted: true, fresh: false, remote: 'missing' });
  });

  it('shows a cache that ran out while the server is away, and does not trust it', () => {
    const client = new TestClient(healthyRepository());
    client.update();
    client.now = daysFromNow(15);
    const { state } = client.update(away);
    expect(state).toMatchObject({ trusted: false, fresh: false, remote: 'unavailable' });
    expect(state.failure?.code).toBe('role-expired');
    expect(state.targets.document?.body.targets.has('v1')).toBe(true);
  });

  it('does without a damaged cached file, other than the root', () => {
    const client = new TestClient(healthyRepository());
    client.update();
    for (const name of ['timestamp', 'snapshot', 'targets', 'targets/alice'].map(role)) {
      client.cache.set(name, Buffer.from('{"signed":'));
    }
    expect(client.update().state.trusted).toBe(true);
    client.cache.set(role('timestamp'), Buffer.from('{"signed":'));
    expect(client.update(away).state.failure?.code).toBe('metadata-unavailable');
  });

  it('says that a repository is gone when neither its cache nor its server has a timestamp', () => {
    const client = new TestClient(healthyRepository());
    client.update();
    client.cache.delete(role('timestamp'));
    const { state } = client.update(() => ({ kind: 'missing' }));
    expect(state.failure?.code).toBe('repository-not-initialised');
  });
});

describe('a rotation of the root', () => {
  it.each([1, 3, 10])('is followed over %i versions', (versions) => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    for (let done = 0; done < versions; done += 1) {
      repository.rotateRoot().publish();
    }
    repository.bump().publish();
    const { state, trace } = client.update();
    expect(state.trusted).toBe(true);
    expect(state.root.document?.version).toBe(1 + versions);
    expect(client.cache.get(role('root'))).toEqual(repository.current('root'));
    const between = trace.flat().filter((request) => request.startsWith('root version'));
    expect(between).toEqual(Array.from({ length: versions - 1 }, (_, index) => `root version ${index + 2}`));
  });

  it('asks as Notary does, with the roots between in batches', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    repository.rotateRoot().publish().rotateRoot().publish().rotateRoot().bump().publish();
    expect(client.update().trace.slice(0, 6)).toEqual([
      ['timestamp'],
      ['snapshot by hash'],
      ['root by hash'],
      ['root version 2', 'root version 3'],
      ['timestamp'],
      ['snapshot by hash'],
    ]);
  });

  it('is found out by a timestamp that the old root cannot verify', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    repository.timestamp.keys = [ecKey()];
    repository.snapshot.keys = [ecKey()];
    repository.targets.keys = [ecKey()];
    repository.rotateRoot().bump().publish();
    const { state, trace } = client.update();
    expect(trace.slice(0, 3)).toEqual([['timestamp'], ['root'], ['timestamp']]);
    expect(state.trusted).toBe(true);
  });

  it('takes the direct way where the trusted root has signed the newest', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    const [first] = repository.root.keys;
    repository.rotateRoot().publish().rotateRoot();
    repository.root.signers = [...(repository.root.signers ?? []), ...(first === undefined ? [] : [first])];
    repository.bump().publish();
    const { state, trace } = client.update();
    expect(state.trusted).toBe(true);
    expect(trace.flat()).not.toContain('root version 2');
  });

  it('does not mind that a root between has expired, nor its certificate', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    repository.rotateRoot(
      certifiedKey({ commonName: repository.gun, notAfter: new Date('2026-01-01T00:00:00Z') }),
    );
    repository.root.expires = daysFromNow(-1);
    repository.publish().rotateRoot();
    repository.root.expires = daysFromNow(100);
    repository.bump().publish();
    expect(client.update().state.trusted).toBe(true);
  });
});

describe('a cached root that has run out', () => {
  it('vouches for its successor', () => {
    const repository = healthyRepository();
    repository.root.expires = daysFromNow(1);
    const client = new TestClient(repository.publish());
    client.update();
    client.now = daysFromNow(2);
    repository.rotateRoot();
    repository.root.expires = daysFromNow(100);
    repository.bump().publish();
    const { state, trace } = client.update();
    expect(trace.slice(0, 2)).toEqual([['root'], ['timestamp']]);
    expect(state.trusted).toBe(true);
    expect(state.root.document?.version).toBe(2);
  });

  it('is not trusted without one, and what stands behind it is still shown', () => {
    const repository = healthyRepository();
    repository.root.expires = daysFromNow(1);
    const client = new TestClient(repository.publish());
    client.update();
    client.now = daysFromNow(2);
    const { state } = client.update();
    expect(state.trusted).toBe(false);
    expect(state.failure).toMatchObject({ code: 'role-expired', role: 'root' });
    expect(state.targets.usable).toBe(true);
    expect(state.accepted).toEqual([]);
  });

  it('vouches for its successor also when its certificate has run out', () => {
    const repository = new TestRepository();
    repository.root.keys = [certifiedKey({ commonName: repository.gun, notAfter: new Date(daysFromNow(1)) })];
    const client = new TestClient(repository.publish());
    client.update();
    client.now = daysFromNow(2);
    const { state: before } = client.update();
    expect(before.failure).toMatchObject({ code: 'root-certificates-invalid' });
    repository.rotateRoot().bump().publish();
    expect(client.update().state.trusted).toBe(true);
  });
});

describe('what an update answers for', () => {
  it('accepts a snapshot that still lists a delegation which is gone', () => {
    const repository = healthyRepository();
    const client = new TestClient(repository);
    client.update();
    const alice = repository.delegations.get(role('targets/alice'));
    Object.assign(alice ?? {}, { delegated: false });
    repository.bump().publish();
    const { state } = client.update();
    expect(state.trusted).toBe(true);
    expect([...state.delegations.keys()]).toEqual(['targets/releases']);
  });

  it('trusts nothing at a moment that is no time', () => {
    const client = new TestClient(healthyRepository());
    client.now = new Date(Number.NaN);
    expect(client.update().state.trusted).toBe(false);
    client.now = NOW;
    expect(client.update().state.trusted).toBe(true);
  });

  it('insists on one reply for each request', () => {
    const { gun } = healthyRepository();
    const chain = updateChain({ gun, cached: () => null, pinning: TRUST_ON_FIRST_USE, now: NOW });
    chain.next([]);
    expect(() => chain.next([])).toThrow(RangeError);
  });
});
