import { describe, expect, it } from 'vitest';
import { doctor } from '../../source/doctor/index.ts';
import type { Finding, FindingCode, LocalKey, MachineExamination } from '../../source/operations/index.ts';
import type { KeyId, Signer } from '../../source/tuf/index.ts';
import { unreachable } from '../operations/support/fakes.ts';
import { worldOf } from '../operations/support/test-updates.ts';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { certifiedKey, ecKey, type TestKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, localKey, signedBy, textsOf } from './support/examined.ts';

interface Machine {
  readonly keys: readonly LocalKey[];
  readonly repositories?: readonly TestRepository[];
  readonly backedUp?: readonly (readonly [KeyId, Date])[];
  readonly complete?: boolean;
}

async function machine({ keys, repositories = [], ...known }: Machine): Promise<MachineExamination> {
  const opened = await Promise.all(repositories.map((repository) => worldOf(repository).open()));
  return {
    localKeys: keys,
    backedUp: new Map(known.backedUp ?? []),
    states: opened.map(({ state }) => state),
    complete: known.complete ?? true,
    now: NOW,
  };
}

function found(examination: MachineExamination): readonly FindingCode[] {
  return doctor.examineMachine(examination).map(({ code }) => code);
}

function only(examination: MachineExamination): Finding {
  const [finding, ...others] = doctor.examineMachine(examination);
  if (finding === undefined || others.length > 0) {
    throw new Error(`found ${found(examination).join(', ')}`);
  }
  return finding;
}

function rootedIn(name: string, key: TestKey): TestRepository {
  const repository = new TestRepository(name);
  const root = certifiedKey({ commonName: name, privateKey: key.privateKey });
  repository.root = { ...repository.root, keys: [root] };
  return repository.publish();
}

describe('a root key that was never backed up', () => {
  it('is told once, with all repositories that rest on it', async () => {
    const key = ecKey();
    const names = ['registry.example.com/a', 'registry.example.com/b'];
    const repositories = names.map((name) => rootedIn(name, key));
    const examination = await machine({ keys: [localKey(key, 'root')], repositories });
    const finding = only(examination);
    expect(finding).toMatchObject({
      code: 'root-key-not-backed-up',
      level: 'warning',
      role: 'root',
      subjects: [key.key.canonicalId],
      summary: `The root key ${key.key.canonicalId.slice(0, 7)} of 2 repositories was never backed up`,
    });
    expect(doctor.prescribeForMachine(finding, examination)).toMatchObject({
      automatic: false,
      ways: [{ here: true, action: { kind: 'back-up-keys', keyIds: [key.key.canonicalId] } }],
    });
  });

  it('is none once it was backed up', async () => {
    const key = ecKey();
    const repositories = [rootedIn('registry.example.com/a', key)];
    const backedUp = [[key.key.canonicalId, NOW] as const];
    expect(found(await machine({ keys: [localKey(key, 'root')], repositories, backedUp }))).toEqual([]);
  });

  it('is told of no key that roots nothing that was examined', async () => {
    const examination = await machine({ keys: [localKey(ecKey(), 'root')], complete: false });
    expect(found(examination)).toEqual([]);
  });
});

describe('a private key that nothing uses', () => {
  const repository = new TestRepository().publish();

  it('is a notice, and removed only on demand', async () => {
    const key = localKey(ecKey(), 'alice');
    const examination = await machine({ keys: [key], repositories: [repository] });
    const finding = only(examination);
    expect(finding).toMatchObject({ code: 'private-key-unused', level: 'notice', subjects: [key.id] });
    expect(finding.summary).toContain(`alice ${key.id.slice(0, 7)}`);
    expect(doctor.prescribeForMachine(finding, examination)).toMatchObject({
      automatic: false,
      ways: [{ action: { kind: 'remove-key', keyId: key.id } }],
    });
  });

  it('is none that a delegation lists, wherever', async () => {
    const nested = new TestRepository();
    const deep = ecKey();
    nested.delegate('targets/alice');
    nested.delegate('targets/alice/ci', { keys: [deep] });
    const examination = await machine({ keys: [localKey(deep, null)], repositories: [nested.publish()] });
    expect(found(examination)).toEqual([]);
  });

  it('cannot be told while repositories are unknown', async () => {
    const keys = [localKey(ecKey(), 'alice')];
    expect(found(await machine({ keys, repositories: [repository], complete: false }))).toEqual([]);
  });

  it('cannot be told of a repository that is not readable to the last role', async () => {
    const keys = [localKey(ecKey(), 'alice')];
    const broken = new TestRepository();
    broken.delegate('targets/ben', { signers: [ecKey()] });
    broken.publish();
    const world = worldOf(broken);
    world.remote.answer = (request) =>
      request.role === 'targets/ben' ? { kind: 'missing' } : broken.answer(request);
    const unreadable = { ...(await machine({ keys })), states: [(await world.open()).state] };
    expect(found(unreadable)).toEqual([]);
    world.remote.answer = broken.answer as never;
    const readable = { ...unreadable, states: [(await world.open()).state] };
    expect(found(readable)).toEqual(['private-key-unused']);
  });

  it('cannot be told from a copy, which may be older than the key', async () => {
    const world = worldOf(repository);
    await world.open();
    world.remote.answer = () => Promise.reject(unreachable());
    const keys = [localKey(ecKey(), 'alice')];
    const examination = { ...(await machine({ keys })), states: [(await world.open()).state] };
    expect(found(examination)).toEqual([]);
  });

  it('cannot be told of a key of a repository that is not among them', async () => {
    const key = { ...localKey(ecKey(), 'targets'), gun: 'registry.example.com/other' };
    expect(found(await machine({ keys: [key], repositories: [repository] }))).toEqual([]);
    const ours = { ...key, gun: repository.gun };
    expect(found(await machine({ keys: [ours], repositories: [repository] }))).toEqual([
      'private-key-unused',
    ]);
  });
});

describe('a key file that others can read', () => {
  it('is an error whatever the key is for, and put right unasked', async () => {
    const [signer] = new TestRepository().targets.keys as [Signer];
    const repository = new TestRepository();
    repository.targets.keys = [signer];
    const key = { ...localKey(signer, 'targets'), exposed: true };
    const examination = await machine({ keys: [key], repositories: [repository.publish()] });
    const finding = only(examination);
    expect(finding).toMatchObject({ code: 'private-key-permissions', level: 'error', subjects: [key.id] });
    expect(textsOf(finding)).toEqual([`${key.path} is open to others; it is encrypted`]);
    expect(doctor.prescribeForMachine(finding, examination)).toMatchObject({
      automatic: true,
      judgement: null,
      ways: [{ here: true, action: { kind: 'tighten-keys', keyIds: [key.id] }, steps: [] }],
    });
  });

  it('calls for more where the key was not even encrypted', async () => {
    const keys = ['a', 'b'].map((role) => ({ ...localKey(ecKey(), role), exposed: true, encrypted: false }));
    const examination = await machine({ keys, complete: false });
    const finding = only(examination);
    expect(finding.summary).toContain('the files of 2 private keys');
    expect(doctor.prescribeForMachine(finding, examination)?.ways[0]?.steps.join()).toContain('rotate it');
  });
});

describe('a root key that is not here', () => {
  it('is missed where the repository is administered', async () => {
    const { repository, repositoryKey } = signedBy('alice');
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    expect(codesIn(examination)).toEqual(['root-key-missing']);
    const [root] = repository.root.keys as [Signer];
    expect(findingIn(examination, 'root-key-missing')).toMatchObject({
      level: 'warning',
      role: 'root',
      subjects: [root.key.canonicalId],
      meaning: { pulls: null },
    });
    const fix = await fixIn(examination, 'root-key-missing');
    expect(fix).toMatchObject({
      automatic: false,
      ways: [{ action: { kind: 'restore-keys', keyIds: [root.key.canonicalId] } }],
    });
  });

  it('is missed by nobody who only signs, nor where it is', async () => {
    const { repository, repositoryKey, keyOf } = signedBy('alice');
    repository.publish();
    expect(codesIn(await examined(repository, { here: { alice: keyOf('alice') } }))).toEqual([]);
    const [root] = repository.root.keys as [Signer];
    const here = { targets: repositoryKey, root };
    expect(codesIn(await examined(repository, { here }))).toEqual([]);
  });
});
