import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChangeRequest, type JournalRun, planResumed } from '../../../source/operations/index.ts';
import { type Gun, RELEASES, type RepositoryState, type TufKey } from '../../../source/tuf/index.ts';
import { gun, never } from '../support/fakes.ts';
import { rotation } from './support/administrator.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, type Machine, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** More than any of these changes has. */
const MOST_STEPS = 40;

async function stateOf(name: Gun): Promise<RepositoryState | null> {
  const reader = world.machine(`reader ${Math.random()}`);
  const { state } = await reader.ports.session.open(name, { refresh: true, signal: never });
  return state.remote === 'missing' ? null : state;
}

/** Starts again, as somebody does who found the program gone: goes on with what is unfinished, or does it anew. */
async function recover(machine: Machine, request: ChangeRequest, guns: readonly Gun[]): Promise<void> {
  const again = machine.restart();
  for (const run of await again.unfinished()) {
    const plan = await planResumed(run, again.ports, never);
    for (const { error } of await again.execute(plan)) {
      expect(error).toBeNull();
    }
  }
  await again.mustChange(request, guns);
  expect(await again.unfinished()).toEqual([]);
}

interface Story {
  readonly name: string;
  prepare(machine: Machine, name: Gun): Promise<ChangeRequest>;
  check(state: RepositoryState, machine: Machine): Promise<void> | void;
}

const newKey = (machine: Machine): Promise<TufKey> => machine.keyWork.newKey('ecdsa');

const STORIES: readonly Story[] = [
  {
    name: 'a new repository with its first signer',
    prepare: async () => ({
      kind: 'signer-add',
      signer: 'jeff',
      keys: [await newKey(world.machine('jeff'))],
    }),
    check: async (state, machine) => {
      expect(state.root.document?.version).toBe(1);
      expect(state.targets.document?.version).toBe(1);
      expect([...state.delegations.keys()].sort()).toEqual(['targets/jeff', RELEASES]);
      const { keys } = await machine.ports.vault.list();
      const here = new Set<string>(keys.map(({ id }) => id));
      expect(here).toContain(state.root.keys[0]?.canonicalId);
      expect(here).toContain(state.targets.keys[0]?.canonicalId);
      expect(keys.filter(({ role }) => role === 'root')).toHaveLength(1);
    },
  },
  {
    name: 'another signer',
    prepare: async (machine, name) => {
      await machine.mustChange(
        { kind: 'signer-add', signer: 'jeff', keys: [await newKey(world.machine('jeff'))] },
        [name],
      );
      return { kind: 'signer-add', signer: 'zoe', keys: [await newKey(world.machine('zoe'))] };
    },
    check: (state) => {
      expect(state.targets.document?.version).toBe(2);
      expect(state.delegations.get(RELEASES)?.keys).toHaveLength(2);
    },
  },
];

describe.each(STORIES)('a program that is killed while it makes $name', ({ prepare, check }) => {
  it('can be started again from wherever it was, and comes to the same', async () => {
    const killed: string[] = [];
    for (let kill = 1; kill <= MOST_STEPS; kill += 1) {
      const name = gun(`registry.example.com/crash/${Math.floor(Math.random() * 1e9)}`);
      const machine = world.machine(`machine ${name.replaceAll('/', ' ')}`);
      const request = await prepare(machine, name);
      const at = await machine.killedAt(kill, request, [name]);
      if (at === null) {
        break;
      }
      killed.push(at);
      const between = await stateOf(name);
      expect(between === null || between.trusted, at).toBe(true);
      await recover(machine, request, [name]);
      const state = await stateOf(name);
      expect(state?.trusted, at).toBe(true);
      await check(state as RepositoryState, machine);
    }
    expect(killed.length).toBeLessThan(MOST_STEPS);
    expect(killed.filter((at) => at === 'after publish')).toHaveLength(1);
    expect(killed).toContain('before remove');
  });
});

describe('the journal', () => {
  const NAME = gun('registry.example.com/journal/app');

  it('says what was on its way when the program ended, and only then that it is done', async () => {
    const seen: string[][] = [];
    const admin = world.machine('journal');
    const journal = admin.ports.journal;
    const write = journal.write.bind(journal);
    const ports = {
      ...admin.ports,
      journal: {
        unfinished: () => journal.unfinished(),
        remove: (id: string) => journal.remove(id),
        write: async (run: Parameters<typeof write>[0]) => {
          seen.push(
            run.repositories.map(({ status, sent }) => `${status} ${sent.map(({ role }) => role).join()}`),
          );
          await write(run);
        },
      },
    };
    Object.assign(admin, { ports });
    const request = { kind: 'init', rootKey: null, rootCertificate: null } as const;
    expect(await admin.change(request, {}, [NAME])).toMatchObject([{ verified: true }]);
    expect(seen).toEqual([['planned '], ['publishing root,targets'], ['verified root,targets']]);
    expect(await admin.unfinished()).toEqual([]);
  });

  it('holds no secret, and every key by its public half', async () => {
    const name = gun('registry.example.com/journal/secrets');
    let run: JournalRun | undefined;
    for (let kill = 1; run === undefined; kill += 1) {
      const admin = world.machine(`secrets ${kill}`);
      await admin.killedAt(kill, { kind: 'init', rootKey: null, rootCertificate: null }, [name]);
      [run] = await admin.unfinished();
    }
    expect(run).toMatchObject({
      request: { kind: 'init' },
      newKeys: [
        { role: 'root', gun: name },
        { role: 'targets', gun: name },
      ],
      repositories: [{ gun: name, status: 'planned', error: null, sent: [] }],
    });
    expect(JSON.stringify(run)).not.toMatch(/passphrase|correct horse|PRIVATE/);
  });

  it('keeps what others did not come to, and goes on with these alone', async () => {
    const admin = world.machine('partly');
    const guns = [gun('registry.example.com/partly/a'), gun('registry.example.com/partly/b')];
    const [, second] = guns as [Gun, Gun];
    const request: ChangeRequest = {
      kind: 'signer-add',
      signer: 'jeff',
      keys: [await newKey(world.machine('jeff'))],
    };
    const failing = admin.restart((real) =>
      between(real, {
        publish: (name, files, signal) =>
          name === second ? Promise.reject(new Error('out of order')) : real.publish(name, files, signal),
      }),
    );
    const results = await failing.change(request, {}, guns);
    expect(results.map(({ result }) => result)).toEqual(['published', 'failed']);
    const again = admin.restart();
    const [run] = await again.unfinished();
    expect(run?.repositories.map(({ status }) => status)).toEqual(['verified', 'failed']);
    if (run === undefined) {
      throw new Error('no run');
    }
    const plan = await planResumed(run, again.ports, never);
    expect(plan.repositories.map(({ gun: name }) => name)).toEqual([second]);
    expect(await again.execute(plan)).toMatchObject([{ gun: second, result: 'published', verified: true }]);
    expect(await again.unfinished()).toEqual([]);
    const { keys } = await again.ports.vault.list();
    expect(keys.filter(({ role }) => role === 'targets')).toHaveLength(2);
  });

  it('closes a run that has nothing left to do', async () => {
    const admin = world.machine('closed');
    const name = gun('registry.example.com/journal/closed');
    const request = { kind: 'init', rootKey: null, rootCertificate: null } as const;
    await admin.mustChange(request, [name]);
    await admin.ports.journal.write({
      id: 'old',
      startedAt: new Date(0),
      request,
      newKeys: [],
      repositories: [{ gun: name, status: 'planned', error: null, sent: [] }],
    });
    const [run] = await admin.unfinished();
    const plan = run === undefined ? null : await planResumed(run, admin.ports, never);
    expect(plan?.repositories).toMatchObject([{ plan: { outcome: 'nothing-to-do' } }]);
    expect(await admin.unfinished()).toEqual([]);
  });

  describe('of a request that is made again instead of gone on with', () => {
    const names = ['a', 'b'].map((name) => gun(`registry.example.com/again/${name}`)) as [Gun, Gun];

    /** A rotation that came through in the first repository alone. */
    async function halfDone() {
      const admin = world.machine(`again ${Math.random()}`);
      await admin.mustChange({ kind: 'delete', remote: true }, names);
      const signer = { kind: 'signer-add', signer: 'jeff', keys: [await newKey(admin)] } as const;
      await admin.mustChange(signer, names);
      const failing = admin.restart((real) =>
        between(real, {
          publish: (name, files, signal) =>
            name === names[1] ? Promise.reject(new Error('out')) : real.publish(name, files, signal),
        }),
      );
      await failing.change(rotation(await newKey(failing)), {}, names);
      const again = admin.restart();
      expect(await again.unfinished()).toHaveLength(1);
      return again;
    }

    it('is closed when everything that was left is done, with whatever key', async () => {
      const again = await halfDone();
      await again.mustChange(rotation(await newKey(again)), names);
      expect(await again.unfinished()).toEqual([]);
    });

    it('is kept while a repository is left, and when something else was asked for', async () => {
      const again = await halfDone();
      await again.mustChange(rotation(await newKey(again)), [names[0]]);
      const other = { kind: 'signer-add', signer: 'zoe', keys: [await newKey(again)] } as const;
      await again.mustChange(other, names);
      expect(await again.unfinished()).toHaveLength(1);
    });
  });
});
