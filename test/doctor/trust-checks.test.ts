import { describe, expect, it } from 'vitest';
import { doctor } from '../../source/doctor/index.ts';
import type { Examination } from '../../source/operations/index.ts';
import { createSession, Outages } from '../../source/operations/index.ts';
import type { TrustPinning } from '../../source/tuf/index.ts';
import { MemoryCache, never, remotesOf } from '../operations/support/fakes.ts';
import { type TestWorld, worldOf } from '../operations/support/test-updates.ts';
import { daysFromNow, NOW, rewritten, TestRepository } from '../support/repository-builder.ts';
import { certifiedKey, ecKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, textsOf, wayIn } from './support/examined.ts';

/** A machine that has verified the repository, which then changes. */
async function knowing(repository: TestRepository): Promise<TestWorld> {
  const world = worldOf(repository.publish());
  await world.open();
  world.cache.savedAt = NOW;
  return world;
}

function nothingThere(world: TestWorld): TestWorld {
  world.remote.answer = () => ({ kind: 'missing' });
  return world;
}

async function forgetsOnlyOnDemand(examination: Examination): Promise<void> {
  const [finding] = doctor.examine(examination).findings;
  const fix = finding === undefined ? null : await doctor.prescribe(finding, examination);
  expect(fix?.automatic).toBe(false);
  expect(fix?.judgement).not.toBeNull();
  const way = fix === null ? null : wayIn(fix, 'forget');
  expect(way?.action).toEqual({ kind: 'change', request: { kind: 'delete', remote: false } });
  expect(way?.steps.join('\n')).toContain('ID of the root key');
  expect(way?.commands[0]?.line).toMatch(/^trustdeck delete registry\.example\.com\/team\/app$/);
}

describe('a repository that the server knows nothing of', () => {
  it('was never initialised, where nothing is known here either', async () => {
    const repository = new TestRepository();
    const examination = await examined(repository, { world: nothingThere(worldOf(repository)) });
    expect(codesIn(examination)).toEqual(['repository-not-initialised']);
    expect(findingIn(examination, 'repository-not-initialised').summary).toBe(
      'The server has no trust data for registry.example.com/team/app',
    );
    const fix = await fixIn(examination, 'repository-not-initialised');
    expect(fix).toMatchObject({
      automatic: false,
      ways: [{ id: 'init', here: true, action: { request: { kind: 'init' } } }],
    });
    expect(fix.ways[0]?.commands[0]?.line).toBe('trustdeck init registry.example.com/team/app');
  });

  it('may be on another server, where nobody named one', async () => {
    const repository = new TestRepository();
    const examination: Examination = {
      ...(await examined(repository, { world: nothingThere(worldOf(repository)) })),
      server: { url: 'https://registry.example.com', reason: 'registry-host' },
    };
    const finding = findingIn(examination, 'repository-not-initialised');
    expect(textsOf(finding).join('\n')).toContain('nobody named a Notary server');
    const fix = await fixIn(examination, 'repository-not-initialised');
    expect(fix.ways[0]?.steps.join('\n')).toContain('DOCKER_CONTENT_TRUST_SERVER');
  });

  it('is initialised here and was never published, where only a root lies here', async () => {
    const repository = new TestRepository().publish();
    const world = nothingThere(worldOf(repository));
    await world.cache.write(repository.gun, [{ role: 'root' as never, bytes: repository.current('root') }]);
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['repository-not-initialised']);
    expect(findingIn(examination, 'repository-not-initialised').summary).toContain(
      'initialised on this machine',
    );
    const fix = await fixIn(examination, 'repository-not-initialised');
    expect(fix.automatic).toBe(false);
    expect(wayIn(fix, 'publish').commands[0]?.line).toBe('notary publish registry.example.com/team/app');
  });

  it('is gone, where this machine has verified it before', async () => {
    const repository = new TestRepository();
    const world = nothingThere(await knowing(repository));
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['cache-stale']);
    expect(findingIn(examination, 'cache-stale').at).toEqual(NOW);
    expect(textsOf(findingIn(examination, 'cache-stale'))).toContain(
      `its root key is ${repository.root.keys[0]?.key.id}`,
    );
    await forgetsOnlyOnDemand(examination);
  });

  it('is gone, whatever keys are here, and nothing else is worth telling', async () => {
    const repository = new TestRepository();
    const world = nothingThere(await knowing(repository));
    const [targets] = repository.targets.keys;
    const here = targets === undefined ? {} : { targets };
    expect(codesIn(await examined(repository, { world, here }))).toEqual(['cache-stale']);
  });

  it('is gone still when the copy on this machine has ended', async () => {
    const repository = new TestRepository();
    const world = nothingThere(await knowing(repository));
    expect(codesIn(await examined(repository, { world, now: daysFromNow(15) }))).toEqual(['cache-stale']);
  });
});

describe('a server that goes back in time', () => {
  it('is found with both versions, and nothing else of what it serves is told', async () => {
    const repository = new TestRepository();
    repository.timestamp.version = 5;
    const world = await knowing(repository);
    repository.timestamp.version = 3;
    repository.targets.expires = daysFromNow(-1);
    repository.publish();
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['rollback-detected']);
    const finding = findingIn(examination, 'rollback-detected');
    expect(finding.role).toBe('timestamp');
    expect(textsOf(finding).slice(0, 2)).toEqual([
      'version 5 of timestamp was verified on this machine before',
      'the server now offers version 3',
    ]);
    await forgetsOnlyOnDemand(examination);
  });

  it('may serve a repository that was made anew, where the root is of version 1', async () => {
    const repository = new TestRepository();
    const [first] = repository.root.keys;
    repository.publish();
    const world = await knowing(repository.rotateRoot());
    const anew = new TestRepository();
    anew.root = { ...anew.root, keys: first === undefined ? [] : [first] };
    anew.publish();
    world.remote.answer = (request) => anew.answer(request);
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['rollback-detected']);
    expect(textsOf(findingIn(examination, 'rollback-detected')).join('\n')).toContain('made anew');
  });

  it('is not suspected of a new version', async () => {
    const repository = new TestRepository();
    const world = await knowing(repository);
    repository.bump().publish();
    expect(codesIn(await examined(repository, { world }))).toEqual([]);
  });
});

describe('a repository that does not verify', () => {
  it('may have been made anew by others: its root is not signed by the one before', async () => {
    const repository = new TestRepository();
    const world = await knowing(repository);
    const forged = new TestRepository().publish();
    world.remote.answer = (request) => forged.answer(request);
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['repository-not-trusted']);
    const finding = findingIn(examination, 'repository-not-trusted');
    expect(finding).toMatchObject({ level: 'error', role: 'root', short: 'not trusted' });
    const texts = textsOf(finding).join('\n');
    expect(texts).toContain('version 1 of root is trusted on this machine');
    expect(texts).toContain('deleted and made anew');
    expect(texts).toContain('could not rotate trust to a new trusted root');
    await forgetsOnlyOnDemand(examination);
  });

  it('shows the pin and what is served side by side, in full', async () => {
    const repository = new TestRepository().publish();
    const pin = ecKey().key.id;
    const pinning: TrustPinning = {
      certs: new Map([[repository.gun, [pin]]]),
      ca: new Map(),
      trustOnFirstUse: true,
    };
    const examination = await pinned(repository, pinning);
    expect(codesIn(examination)).toEqual(['repository-not-trusted']);
    const texts = textsOf(findingIn(examination, 'repository-not-trusted')).join('\n');
    expect(texts).toContain(`pinned is the root key ${pin}`);
    expect(texts).toContain(`the server offers the root key ${repository.root.keys[0]?.key.id}`);
    const fix = await fixIn(examination, 'repository-not-trusted');
    expect(fix).toMatchObject({
      automatic: false,
      label: 'Compare the pin with the owner of the repository',
    });
    expect(fix.ways.map(({ id }) => id)).toEqual(['ask']);
  });

  it('is damaged, where targets are not the file that was signed for', async () => {
    const repository = new TestRepository().publish();
    const damaged = Buffer.from(repository.current('targets'));
    damaged[damaged.length - 3] = 0x20;
    const world = worldOf(repository);
    world.remote.answer = (request) =>
      request.role === 'targets' ? { kind: 'found', bytes: damaged } : repository.answer(request);
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['repository-not-trusted']);
    const finding = findingIn(examination, 'repository-not-trusted');
    expect(finding.role).toBe('targets');
    expect(textsOf(finding).join('\n')).toMatch(/signed for is sha(256|512):[0-9a-f]+/);
    const fix = await fixIn(examination, 'repository-not-trusted');
    expect(fix.ways.map(({ action }) => action.kind)).toEqual(['outside']);
  });

  it('names who signed targets that nobody may have signed', async () => {
    const repository = new TestRepository();
    const stranger = ecKey();
    repository.targets.signers = [stranger];
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['repository-not-trusted']);
    expect(textsOf(findingIn(examination, 'repository-not-trusted')).join('\n')).toContain(
      `signed by the unknown key ${stranger.key.id.slice(0, 7)}`,
    );
  });

  it('is not to be replaced by what the server has, where the root here is damaged', async () => {
    const repository = new TestRepository().publish();
    const world = worldOf(repository);
    await world.cache.write(repository.gun, [{ role: 'root' as never, bytes: Buffer.from('{}') }]);
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['repository-not-trusted']);
    const fix = await fixIn(examination, 'repository-not-trusted');
    expect(fix.label).toBe('Restore the root on this machine');
    await forgetsOnlyOnDemand(examination);
  });

  it('is told by its certificate alone where that has ended', async () => {
    const repository = new TestRepository();
    const key = certifiedKey({ commonName: repository.gun, notAfter: daysFromNow(-1) });
    repository.root = { ...repository.root, keys: [key] };
    expect(codesIn(await examined(repository.publish()))).toEqual(['certificate-expired']);
  });

  it('verifies again when the file is what was signed', async () => {
    const repository = new TestRepository();
    repository.rewrites.set(
      'targets',
      rewritten((text) => text),
    );
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });
});

/** Read with a pin, for which `worldOf` has no place. */
async function pinned(repository: TestRepository, pinning: TrustPinning): Promise<Examination> {
  const plain = worldOf(repository);
  const session = createSession({
    remotes: remotesOf(plain.remote),
    cache: new MemoryCache(),
    pinning: async () => pinning,
    clock: { now: () => NOW },
  });
  const open = () => session.open(repository.gun, { refresh: true, signal: never, outages: new Outages() });
  return examined(repository, { world: { ...plain, open } });
}
