import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { ChangeRequest } from '../../source/operations/index.ts';
import { asGun, type Gun, type RepositoryState, type RoleName, type TufKey } from '../../source/tuf/index.ts';
import { changeMachine } from './support/change-machine.ts';
import { digestOf, type RealClients } from './support/real-clients.ts';
import { describeRealWorld } from './support/suite.ts';

type Machine = Awaited<ReturnType<typeof changeMachine>>;

interface Change {
  readonly title: string;
  request(made: Made): Promise<ChangeRequest> | ChangeRequest;
  /** Signers afterwards, by docker's account. */
  readonly signers: readonly string[];
  /** Who can sign afterwards. */
  readonly signsNext: string;
  check?(state: RepositoryState, made: Made): void;
}

/** A repository that docker made: the signers jeff and ben, whose keys are all here, and v1 signed by jeff. */
interface Made {
  readonly clients: RealClients;
  readonly machine: Machine;
  readonly gun: Gun;
  readonly before: RepositoryState;
  readonly keyOf: (signer: string) => TufKey;
}

const role = (name: string) => name as RoleName;

const CHANGES: readonly Change[] = [
  {
    title: 'a signer added',
    request: async ({ machine }) => ({
      kind: 'signer-add',
      signer: 'zoe',
      keys: [await machine.keyWork.newKey('ecdsa')],
    }),
    signers: ['zoe', 'jeff', 'ben'],
    signsNext: 'zoe',
  },
  {
    title: 'a signer removed',
    request: () => ({ kind: 'signer-remove', signer: 'ben', resignAs: null }),
    signers: ['jeff'],
    signsNext: 'jeff',
    check: (state, { keyOf }) => {
      const named = [...state.delegations.values()].flatMap(({ keys }) => keys.map(({ id }) => id));
      expect(named).not.toContain(keyOf('ben').id);
    },
  },
  {
    title: 'the signer of everything removed, whose tags another one signs',
    request: () => ({ kind: 'signer-remove', signer: 'jeff', resignAs: 'ben' }),
    signers: ['ben'],
    signsNext: 'ben',
  },
  {
    title: 'a signer rotated',
    request: async ({ machine }) => ({
      kind: 'signer-rotate',
      signer: 'jeff',
      newKey: await machine.keyWork.newKey('ecdsa'),
      oldKeys: null,
      keepOld: false,
    }),
    signers: ['jeff', 'ben'],
    signsNext: 'jeff',
    check: (state, { keyOf }) => {
      const named = [...state.delegations.values()].flatMap(({ keys }) => keys.map(({ id }) => id));
      expect(named).not.toContain(keyOf('jeff').id);
    },
  },
  {
    title: 'a delegation added',
    request: ({ keyOf }) => ({
      kind: 'delegation-add',
      role: role('targets/jeff/nightly'),
      keys: [keyOf('ben')],
      paths: ['nightly-'],
      threshold: null,
      keyIds: [],
      resign: false,
    }),
    signers: ['jeff/nightly', 'jeff', 'ben'],
    signsNext: 'ben',
  },
  {
    title: 'a key purged',
    request: ({ keyOf }) => ({ kind: 'delegation-purge', keys: [keyOf('ben').id] }),
    // The role stays, without a key.
    signers: ['jeff', 'ben'],
    signsNext: 'jeff',
    check: (state) => expect(state.delegations.get(role('targets/ben'))?.keys).toEqual([]),
  },
  {
    title: 'roles witnessed',
    request: () => ({ kind: 'witness', roles: [role('targets'), role('targets/releases')], as: null }),
    signers: ['jeff', 'ben'],
    signsNext: 'ben',
  },
  ...(['root', 'targets', 'snapshot'] as const).map(
    (rotated): Change => ({
      title: `the ${rotated} key rotated to a new one here`,
      request: () => ({ kind: 'key-rotate', role: rotated, serverManaged: false, newKey: null }),
      signers: ['jeff', 'ben'],
      signsNext: 'ben',
      check: (state, { before }) =>
        expect(state[rotated].keys[0]?.canonicalId).not.toBe(before[rotated].keys[0]?.canonicalId),
    }),
  ),
  ...(['snapshot', 'timestamp'] as const).map(
    (rotated): Change => ({
      title: `the ${rotated} key rotated at the server`,
      request: () => ({ kind: 'key-rotate', role: rotated, serverManaged: true, newKey: null }),
      signers: ['jeff', 'ben'],
      signsNext: 'ben',
      check: (state, { before }) =>
        expect(state[rotated].keys[0]?.canonicalId).not.toBe(before[rotated].keys[0]?.canonicalId),
    }),
  ),
];

describeRealWorld('a change made by trustdeck', (world) => {
  async function made(title: string): Promise<Made> {
    const name = title.replaceAll(/\W+/g, '-');
    const clients = await world.clients(name);
    const gun = asGun(`registry.example.com/changes/${name}`) as Gun;
    const keys = new Map<string, TufKey>();
    const machine = await changeMachine(clients);
    for (const signer of ['jeff', 'ben']) {
      const file = await clients.newSigner(gun, signer);
      const text = await readFile(file, 'utf8');
      keys.set(signer, await machine.ports.vault.readPublicKey(text, { now: new Date() }));
    }
    await clients.sign(gun, 'v1', 'jeff');
    const before = await stateOf(machine, gun);
    return { clients, machine, gun, before, keyOf: (signer) => keys.get(signer) as TufKey };
  }

  async function stateOf(machine: Machine, gun: Gun): Promise<RepositoryState> {
    const signal = new AbortController().signal;
    return (await machine.ports.session.open(gun, { refresh: true, signal })).state;
  }

  async function inspect(clients: RealClients, gun: Gun) {
    const { stdout } = await clients.mustDocker(['inspect', gun]);
    const [{ SignedTags, Signers }] = JSON.parse(stdout);
    return {
      tags: SignedTags.map(({ SignedTag }: { readonly SignedTag: string }) => SignedTag),
      signers: Signers.map(({ Name }: { readonly Name: string }) => Name),
    };
  }

  it.each(CHANGES)('is $title, to docker and notary, which go on from there', async (change) => {
    const repository = await made(change.title);
    const { clients, machine, gun } = repository;
    const results = await machine.change(await change.request(repository), {}, [gun]);
    expect(results).toMatchObject([{ result: 'published', verified: true, error: null }]);
    change.check?.(await stateOf(machine, gun), repository);
    expect(await inspect(clients, gun)).toEqual({ tags: ['v1'], signers: change.signers });
    await clients.forget(gun);
    const { stdout } = await clients.mustNotary(['list', gun]);
    expect(stdout).toContain(digestOf('v1'));
    await clients.sign(gun, 'v2', change.signsNext);
    expect((await inspect(clients, gun)).tags).toEqual(['v1', 'v2']);
    const state = await stateOf(machine, gun);
    expect(state.trusted).toBe(true);
    expect(state.delegations.get(role('targets/releases'))?.document?.body.targets.size).toBe(2);
    await machine.close();
  });

  it('is what notary had staged, which is cleared then', async () => {
    const { clients, machine, gun } = await made('staged');
    await clients.tag(gun, 'v2', { roles: ['targets/releases', 'targets/ben'] });
    expect(await machine.change({ kind: 'publish' }, {}, [gun])).toMatchObject([
      { result: 'published', verified: true, error: null },
    ]);
    expect((await inspect(clients, gun)).tags).toEqual(['v1', 'v2']);
    const { stdout } = await clients.mustNotary(['status', gun]);
    expect(stdout).toContain(`No unpublished changes for ${gun}`);
    await machine.close();
  });

  it('is the end of a repository, which notary begins anew', async () => {
    const { clients, machine, gun } = await made('deleted');
    expect(await machine.change({ kind: 'delete', remote: true }, {}, [gun])).toMatchObject([
      { result: 'published', verified: true, error: null },
    ]);
    const { exitCode } = await clients.notary(['list', gun]);
    expect(exitCode).toBe(1);
    await clients.addSigner(gun, 'jeff', [`${clients.workDir}/jeff.pub`]);
    expect((await inspect(clients, gun)).signers).toEqual(['jeff']);
    await machine.close();
  });

  it('is a signer who comes back after a removal, whose last file the server still lists', async () => {
    const { clients, machine, gun, keyOf } = await made('back again');
    await machine.mustChange({ kind: 'signer-remove', signer: 'jeff', resignAs: 'ben' }, [gun]);
    await machine.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [keyOf('jeff')] }, [gun]);
    expect((await inspect(clients, gun)).signers).toEqual(['jeff', 'ben']);
    await clients.sign(gun, 'v2', 'jeff');
    expect((await inspect(clients, gun)).tags).toEqual(['v1', 'v2']);
    await machine.close();
  });

  it('finds out what became of a request by the versions that the server has', async () => {
    const { machine, gun, before } = await made('versions');
    const remote = await machine.ports.remotes.remoteFor(gun);
    const signal = new AbortController().signal;
    const fetch = (name: RoleName, version: number) =>
      remote.fetchFile(gun, { role: name, by: { kind: 'version', version }, maxBytes: 100_000 }, signal);
    const published = [before.root, before.targets, ...before.delegations.values()];
    for (const { role: name, document } of published.filter((one) => one.document !== null)) {
      const version = document?.version ?? 0;
      expect(await fetch(name, version), name).toEqual({
        kind: 'found',
        bytes: Buffer.from(document?.bytes ?? []),
      });
      expect(await fetch(name, version + 1), name).toEqual({ kind: 'missing' });
    }
    await machine.close();
  });
});
