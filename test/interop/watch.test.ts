import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { asGun, type Gun, RELEASES, type RepositoryState } from '../../source/tuf/index.ts';
import { changeMachine } from './support/change-machine.ts';
import type { RealClients } from './support/real-clients.ts';
import { describeRealWorld } from './support/suite.ts';
import { parseTargetTable } from './support/tables.ts';

const ROTATIONS = 50;
const TAGS = ['v1', 'v2', 'v3', 'v4', 'v5'];

/** One read: which released tags there were, and everything that was wrong with it. */
interface Read {
  readonly tags: readonly string[];
  readonly complaints: string;
}

/** Reads in a loop, on its own, until `isOver`; every second time with nothing cached. */
async function watch(
  isOver: () => boolean,
  reader: { readonly read: () => Promise<Read>; readonly forget: () => Promise<void> },
): Promise<readonly Read[]> {
  const reads: Read[] = [];
  while (!isOver()) {
    if (reads.length % 2 === 1) {
      await reader.forget();
    }
    reads.push(await reader.read());
  }
  return reads;
}

function notaryReader(clients: RealClients, gun: Gun) {
  return {
    forget: () => clients.forget(gun),
    read: async (): Promise<Read> => {
      const { exitCode, stdout, stderr } = await clients.notary(['list', gun, '-r', RELEASES]);
      const complaints = exitCode === 0 ? stderr : `exit ${String(exitCode)}: ${stdout}${stderr}`;
      return { tags: parseTargetTable(stdout).map(({ name }) => name), complaints };
    },
  };
}

async function ownReader(clients: RealClients, gun: Gun) {
  let machine = await changeMachine(clients);
  return {
    forget: async () => {
      await machine.close();
      await rm(clients.trustDir, { recursive: true, force: true });
      machine = await changeMachine(clients);
    },
    read: async (): Promise<Read> => {
      const { session } = machine.ports;
      const { state } = await session.open(gun, { refresh: true, signal: new AbortController().signal });
      const tags = [...(state.delegations.get(RELEASES)?.document?.body.targets.keys() ?? [])];
      return { tags, complaints: complaintsOf(state).join() };
    },
    close: () => machine.close(),
  };
}

/** What is wrong with a repository; its only signer always has the same one key in both roles. */
function complaintsOf(state: RepositoryState): readonly string[] {
  const delegations = [...state.delegations.values()];
  const roles = [state.root, state.targets, ...delegations];
  const problems = roles.flatMap(({ role, problems }) => problems.map(({ code }) => `${role}: ${code}`));
  const keyIds = new Set(delegations.flatMap(({ keys }) => keys.map(({ id }) => id)));
  return [
    ...problems,
    ...(state.trusted ? [] : ['not trusted']),
    ...(keyIds.size === 1 && delegations.length === 2 ? [] : [`keys are mixed: ${[...keyIds].join(' ')}`]),
  ];
}

describeRealWorld('a rotation under watch', (world) => {
  it(`${ROTATIONS} rotations, and whoever reads meanwhile never meets a broken or a mixed state`, async () => {
    const clients = await world.clients('watched');
    const gun = asGun('registry.example.com/watched') as Gun;
    await clients.newSigner(gun, 'jeff');
    for (const tag of TAGS) {
      await clients.tag(gun, tag, { roles: [RELEASES, 'targets/jeff'] });
    }
    await clients.publish(gun);
    const admin = await changeMachine(clients);
    const own = await ownReader(await clients.colleague('reads-with-us'), gun);
    const notary = notaryReader(await clients.colleague('reads-with-notary'), gun);
    let over = false;
    const isOver = () => over;
    const watching = Promise.all([watch(isOver, notary), watch(isOver, own)]);
    const used = new Set<string>();
    try {
      for (let count = 0; count < ROTATIONS; count += 1) {
        const newKey = await admin.keyWork.newKey('ecdsa');
        const request = {
          kind: 'signer-rotate',
          signer: 'jeff',
          newKey,
          oldKeys: null,
          keepOld: false,
        } as const;
        expect(await admin.change(request, {}, [gun])).toMatchObject([
          { result: 'published', verified: true },
        ]);
        used.add(newKey.canonicalId);
      }
    } finally {
      over = true;
    }
    for (const reads of await watching) {
      expect(
        reads.filter(({ tags, complaints }) => complaints !== '' || tags.length !== TAGS.length),
      ).toEqual([]);
      expect(reads.length).toBeGreaterThan(ROTATIONS);
      expect(new Set(reads.map(({ tags }) => tags.toSorted().join()))).toEqual(new Set([TAGS.join()]));
    }
    expect(used.size).toBe(ROTATIONS);

    // What a step of the same rotation by notary's own commands looks like to these readers.
    await clients.newSigner(gun, 'ben');
    await clients.removeDelegation(gun, RELEASES, [...used].slice(-1));
    for (const reader of [notary, own]) {
      expect((await reader.read()).complaints).toMatch(/signatures/);
    }
    await Promise.all([admin.close(), own.close()]);
  });
});
