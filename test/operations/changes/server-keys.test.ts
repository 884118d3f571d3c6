import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NotaryRemote } from '../../../source/operations/index.ts';
import { gun } from '../support/fakes.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, openWorld } from './support/change-world.ts';

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
