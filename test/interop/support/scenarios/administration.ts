import { encryptForNotary, makeKey } from '../loose-keys.ts';
import { PASSPHRASES } from '../real-clients.ts';
import type { Scenario } from './scenario.ts';

/** Root, repository, snapshot and timestamp keys, and who holds them. */
export const administrationScenarios: readonly Scenario[] = [
  {
    name: 'root-rotated-twice',
    shows: 'a root rotated twice, also as seen by a colleague who last looked before',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.sign(gun, 'v1', 'alice');
      await (await clients.colleague('behind')).mustDocker(['inspect', gun]);
      await clients.rotate(gun, 'root');
      await clients.rotate(gun, 'root');
      await clients.sign(gun, 'v2', 'alice');
    },
  },
  {
    name: 'targets-key-rotated',
    shows: 'a rotated repository key',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.sign(gun, 'v1', 'alice');
      await clients.rotate(gun, 'targets');
      await clients.newSigner(gun, 'bob');
    },
    unusable: { 'targets/bob': 'not-published' },
  },
  {
    name: 'snapshot-local',
    shows: 'a snapshot key on this machine, as notary init makes it, and tags of the repository key alone',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun]);
      await clients.tag(gun, 'v1');
      await clients.publish(gun);
    },
  },
  {
    name: 'snapshot-remote',
    shows: 'a snapshot key handed over to the server',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun, '--publish']);
      await clients.rotate(gun, 'snapshot', { serverManaged: true });
      await clients.tag(gun, 'v1');
      await clients.publish(gun);
    },
  },
  {
    name: 'server-keys-rotated',
    shows: 'timestamp and snapshot keys rotated on the server',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.sign(gun, 'v1', 'alice');
      await clients.rotate(gun, 'timestamp', { serverManaged: true });
      await clients.rotate(gun, 'snapshot', { serverManaged: true });
    },
  },
  {
    name: 'rsa-root',
    shows: 'a root key of type RSA, brought along to notary init',
    setUp: async (clients, gun) => {
      const { privateKey } = await makeKey(clients, 'rsa-root', 'rsa-2048');
      const rootKey = await encryptForNotary(clients, {
        file: privateKey,
        passphrase: PASSPHRASES.root,
        role: 'root',
      });
      await clients.mustNotary(['init', gun, '--rootkey', rootKey, '--publish']);
      await clients.tag(gun, 'v1');
      await clients.publish(gun);
    },
  },
  {
    name: 'no-tags',
    shows: 'a repository that was initialised and holds nothing',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun, '--publish']);
    },
  },
];
