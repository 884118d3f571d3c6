import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { TlsOptions } from '../../source/notary/index.ts';
import type { NotaryRemote } from '../../source/operations/ports.ts';
import {
  type FileRequest,
  type SignedFile,
  type Signer,
  TRUST_ON_FIRST_USE,
  type TufKey,
  updateChain,
} from '../../source/tuf/index.ts';
import {
  current,
  failure,
  gun as gunNamed,
  NO_TLS,
  never,
  openRemote,
  role,
} from '../notary/support/remote.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey } from '../support/test-keys.ts';
import { makeServerCertificates } from './support/certificates.ts';
import { describeRealWorld } from './support/suite.ts';
import { parseTargetTable } from './support/tables.ts';

const ROLES = ['snapshot', 'timestamp'] as const;

/** A key of the server's: named by the root, but not for us to sign with. */
function theirs(key: TufKey): Signer {
  return { key, sign: () => ({ method: 'none', signature: new Uint8Array(1) }) };
}

/** What a client uploads: everything but what the server signs. */
function uploadOf(repository: TestRepository, names: readonly string[]): readonly SignedFile[] {
  return names.map((name) => ({ role: role(name), bytes: repository.current(name) }));
}

const EVERYTHING = ['root', 'targets', 'targets/releases', 'targets/alice'] as const;

describeRealWorld('publishing to notary-server', (world) => {
  let tls: TlsOptions;

  beforeAll(async () => {
    tls = { ...NO_TLS, ca: [{ pem: await readFile(world.server().caFile, 'utf8'), from: 'a test' }] };
  });

  const open = (url = world.server().url) => openRemote(url, { tls }).remote;

  /** A repository with a signer, whose timestamp and snapshot keys are the server's. */
  async function prepared(name: string, remote: NotaryRemote): Promise<TestRepository> {
    const repository = new TestRepository(`registry.example.com/requests/${name}`);
    for (const each of ROLES) {
      repository[each].keys = [theirs(await remote.serverKey(repository.gun, each, never()))];
    }
    const alice = [ecKey()];
    repository.delegate('targets/releases', { keys: alice, targets: [tag('v1')] });
    repository.delegate('targets/alice', { keys: alice, targets: [tag('v1')] });
    return repository.publish();
  }

  /** The state that a client without a cache gets. */
  async function readBack(remote: NotaryRemote, name: TestRepository['gun']) {
    const ask = (request: FileRequest) => remote.fetchFile(name, request, never());
    const chain = updateChain({
      gun: name,
      cached: () => null,
      pinning: TRUST_ON_FIRST_USE,
      now: new Date(),
    });
    let step = chain.next([]);
    while (step.done !== true) {
      step = chain.next(await Promise.all(step.value.map(ask)));
    }
    return step.value;
  }

  it('makes a repository that we, notary and docker read', async () => {
    const remote = open();
    const repository = await prepared('made', remote);
    await remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
    for (const name of EVERYTHING) {
      const served = await remote.fetchFile(repository.gun, current(name, 1_000_000), never());
      expect(served).toEqual({ kind: 'found', bytes: Buffer.from(repository.current(name)) });
    }
    const clients = await world.clients('made');
    const { stdout } = await clients.mustNotary(['list', repository.gun, '-r', 'targets/releases']);
    expect(parseTargetTable(stdout).map(({ name }) => name)).toEqual(['v1']);
    expect(JSON.parse((await clients.mustDocker(['inspect', repository.gun])).stdout)).toMatchObject([
      { SignedTags: [{ SignedTag: 'v1', Signers: ['alice'] }] },
    ]);
  });

  it('loses against whoever published first', async () => {
    const remote = open();
    const repository = await prepared('race', remote);
    await remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
    const releases = uploadOf(repository, ['targets/releases']);
    expect(await failure(remote.publish(repository.gun, releases, never()), 'version-conflict')).toEqual({
      server: world.server().url,
    });
  });

  it('is told which rule an update breaks', async () => {
    const remote = open();
    const repository = await prepared('invalid', remote);
    const publish = (names: readonly string[]) =>
      remote.publish(repository.gun, uploadOf(repository, names), never());
    expect(await failure(publish(['targets']), 'update-rejected')).toMatchObject({
      status: 400,
      reason: 'invalid',
      validation: 'ErrValidation',
      message: expect.stringContaining('no pre-existing root'),
    });
    repository.root.keys = [certifiedKey({ commonName: 'registry.example.com/other' })];
    repository.publish();
    expect(await failure(publish(EVERYTHING), 'update-rejected')).toMatchObject({ validation: 'ErrBadRoot' });
  });

  it('is told that a snapshot is missing where the server cannot make one', async () => {
    const remote = open();
    const repository = await prepared('snapshot', remote);
    repository.snapshot.keys = [ecKey()];
    repository.publish();
    const publish = (names: readonly string[]) =>
      remote.publish(repository.gun, uploadOf(repository, names), never());
    expect(await failure(publish(EVERYTHING), 'update-rejected')).toMatchObject({
      validation: 'ErrBadHierarchy',
      message: expect.stringContaining('no snapshot was included in update'),
    });
    await publish([...EVERYTHING, 'snapshot']);
  });

  it('deletes a repository, once or twice', async () => {
    const remote = open();
    const repository = await prepared('deleted', remote);
    await remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
    for (let count = 0; count < 2; count += 1) {
      await remote.deleteRepository(repository.gun, never());
      expect(await remote.fetchFile(repository.gun, current('root'), never())).toEqual({ kind: 'missing' });
    }
  });

  it.each(ROLES)('gets the %s key that is in force, and another one to come', async (each) => {
    const remote = open();
    const repository = await prepared(`keys-${each}`, remote);
    const before = repository[each].keys[0]?.key;
    await remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
    expect(await remote.serverKey(repository.gun, each, never())).toEqual(before);
    const next = await remote.rotateServerKey(repository.gun, each, never());
    expect(next).not.toEqual(before);
    expect(await remote.serverKey(repository.gun, each, never())).toEqual(before);
    repository.root.version = 2;
    repository[each].keys = [theirs(next)];
    repository.publish();
    await remote.publish(repository.gun, uploadOf(repository, ['root']), never());
    expect(await remote.serverKey(repository.gun, each, never())).toEqual(next);
    const clients = await world.clients(`keys-${each}`);
    expect((await clients.mustNotary(['list', repository.gun])).stdout).toContain('v1');
  });

  it('takes several megabytes at once', async () => {
    const remote = open();
    const repository = await prepared('large', remote);
    repository.targets.targets = Array.from({ length: 15_000 }, (_, index) => tag(`v${index}`));
    repository.publish();
    expect(repository.current('targets').length).toBeGreaterThan(2_000_000);
    await remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
  });

  it.each(['drop-answer', 'cut-answer'] as const)(
    'cannot tell after “%s” that all was published, but reading can',
    async (kind) => {
      const proxy = await behindProxy();
      const remote = open(proxy.url);
      const repository = await prepared(kind, remote);
      proxy.programme = ({ method }) => ({ kind: method === 'POST' ? kind : 'pass' });
      const sent = remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
      expect(await failure(sent, 'publish-uncertain')).toMatchObject({ reason: 'no-answer' });
      expect(posts(proxy)).toEqual([[200]]);
      const state = await readBack(remote, repository.gun);
      expect(state.delegations.size).toBe(2);
    },
  );

  it('meets a conflict with itself where something on the way repeats the update', async () => {
    const proxy = await behindProxy();
    const remote = open(proxy.url);
    const repository = await prepared('repeated', remote);
    proxy.programme = ({ method }) => ({ kind: method === 'POST' ? 'repeat' : 'pass' });
    await failure(
      remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never()),
      'version-conflict',
    );
    expect(posts(proxy)).toEqual([[200, 400]]);
  });

  it('reads, publishes and reads again over one connection', async () => {
    const proxy = await behindProxy();
    const remote = open(proxy.url);
    const repository = await prepared('one-connection', remote);
    await remote.publish(repository.gun, uploadOf(repository, EVERYTHING), never());
    await remote.fetchFile(repository.gun, current('timestamp'), never());
    expect(proxy.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'GET']);
    expect(proxy.connections()).toBe(1);
  });

  it.each([
    ['-tls1_3', 'client-certificate-required'],
    // Before TLS 1.3 servers did not say what they miss.
    ['-tls1_2', 'handshake'],
  ])(
    'is certain that nothing happened where the server misses a client certificate (%s)',
    async (version, reason) => {
      const { url, ca } = await requiringCertificates(version);
      const { remote } = openRemote(url, { tls: { ...NO_TLS, ca: [{ pem: ca, from: 'a test' }] } });
      const files = [{ role: role('targets'), bytes: Buffer.from('{}') }];
      const detail = await failure(remote.publish(gunNamed('a/b'), files, never()), 'tls-failed');
      expect(detail.reason).toBe(reason);
    },
  );

  async function behindProxy(): Promise<FaultProxy> {
    const ca = await readFile(world.server().caFile, 'utf8');
    const proxy = await startFaultProxy({ upstream: world.server().url, ca });
    onTestFinished(() => proxy.close());
    return proxy;
  }
});

function posts(proxy: FaultProxy): readonly (readonly number[])[] {
  return proxy.requests.filter(({ method }) => method === 'POST').map(({ statuses }) => statuses);
}

/** OpenSSL's own server: with TLS 1.3 it refuses whoever shows no certificate after the request was sent. */
async function requiringCertificates(
  version: string,
): Promise<{ readonly url: string; readonly ca: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'trustdeck-s_server-'));
  const { caFile, certFile, keyFile } = await makeServerCertificates(dir);
  const child = spawn(
    'openssl',
    [
      ...['s_server', '-accept', '127.0.0.1:0', '-www', version, '-Verify', '1', '-verify_return_error'],
      ...['-cert', certFile, '-key', keyFile, '-CAfile', caFile],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  onTestFinished(async () => {
    child.kill();
    await rm(dir, { recursive: true, force: true });
  });
  let said = '';
  for (;;) {
    const port = /^ACCEPT 127\.0\.0\.1:(\d+)$/m.exec(said)?.[1];
    if (port !== undefined) {
      return { url: `https://127.0.0.1:${port}`, ca: await readFile(caFile, 'utf8') };
    }
    said += String((await once(child.stdout, 'data'))[0]);
  }
}
