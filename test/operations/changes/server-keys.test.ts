import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NotaryRemote } from '../../../source/operations/index.ts';
import { gun } from '../support/fakes.ts';
import { stateOf, withJeff } from './support/administrator.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, GUN, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const GUNS = Array.from({ length: 10 }, (_, index) => gun(`registry.example.com/keys/${index}`));
const INIT = { kind: 'init', rootKey: null, rootCertificate: null } as const;

it('asks a server for one key at a time, and for all before anything is published', async () => {
  const events: string[] = [];
  const noting =
    <Arguments extends readonly unknown[], Result>(
      name: string,
      call: (...given: Arguments) => Promise<Result>,
    ) =>
    async (...given: Arguments): Promise<Result> => {
      events.push(`${name} begins`);
      const result = await call(...given);
      events.push(`${name} ends`);
      return result;
    };
  const admin = world.machine('admin').restart((real: NotaryRemote) =>
    between(real, {
      serverKey: noting('key', (...given) => real.serverKey(...given)),
      publish: noting('publish', (...given) => real.publish(...given)),
    }),
  );
  await admin.mustChange(INIT, GUNS);
  const keys = events.filter((event) => event.startsWith('key'));
  expect(keys).toEqual(Array.from({ length: 20 }, () => ['key begins', 'key ends']).flat());
  expect(events.lastIndexOf('key ends')).toBeLessThan(events.indexOf('publish begins'));
});

it('fails the repository whose key is refused, and no other', async () => {
  const refused = new Error('no key');
  const admin = world.machine('admin').restart((real: NotaryRemote) =>
    between(real, {
      serverKey: (name, role, signal) =>
        name === GUNS[3] ? Promise.reject(refused) : real.serverKey(name, role, signal),
    }),
  );
  const results = await admin.change(INIT, {}, GUNS);
  expect(results.map(({ error }) => error)).toEqual(GUNS.map((_, index) => (index === 3 ? refused : null)));
});

describe('a server key', () => {
  it.each(['snapshot', 'timestamp'] as const)('is not rotated by the same %s key once more', async (role) => {
    const { admin } = await withJeff(world);
    const before = await stateOf(world);
    const [key] = before[role].keys;
    const lazy = admin.restart((real: NotaryRemote) =>
      between(real, { rotateServerKey: async () => key as NonNullable<typeof key> }),
    );
    expect(await lazy.change({ kind: 'key-rotate', role, serverManaged: true, newKey: null })).toMatchObject([
      { result: 'failed', error: { code: 'server-key-unfit', detail: { role, reason: 'unchanged' } } },
    ]);
    expect((await stateOf(world)).root.document?.version).toBe(before.root.document?.version);
  });

  it.each(['root', 'targets'] as const)('is not the %s key of who asks for it', async (owner) => {
    const { admin } = await withJeff(world);
    const before = await stateOf(world);
    const [own] = before[owner].keys;
    const local = (await admin.ports.vault.list()).keys.find(({ id }) => id === own?.canonicalId);
    const why = { kind: 'sign', repositories: [], roles: [] } as const;
    const { key } = await admin.ports.keyring.unlock(local as NonNullable<typeof local>, why, {
      passphrases: admin.answers,
      signal: new AbortController().signal,
    });
    const sent: string[] = [];
    const greedy = admin.restart((real: NotaryRemote) =>
      between(real, {
        rotateServerKey: async () => key,
        publish: async (name, files, signal) => {
          sent.push(...files.map(({ role }) => role));
          return real.publish(name, files, signal);
        },
      }),
    );
    const rotation = { kind: 'key-rotate', role: 'snapshot', serverManaged: true, newKey: null } as const;
    expect(await greedy.change(rotation)).toMatchObject([
      { result: 'failed', error: { code: 'server-key-unfit', detail: { reason: 'of-somebody-else' } } },
    ]);
    expect(sent).toEqual([]);
  });

  it('is not a key that has just been made here for a new repository', async () => {
    const mallory = world
      .machine('admin')
      .restart((real: NotaryRemote) => between(real, { serverKey: async () => key }));
    const key = await mallory.keyWork.newKey('ecdsa');
    const request = { kind: 'signer-add', signer: 'jeff', keys: [key] } as const;
    expect(await mallory.change(request, {}, [GUN])).toMatchObject([
      { result: 'failed', error: { code: 'server-key-unfit', detail: { reason: 'of-somebody-else' } } },
    ]);
  });
});
