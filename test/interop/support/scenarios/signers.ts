import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { delegationChanges, writeChangelist } from '../changelist-file.ts';
import { ed25519Pem, makeEd25519Key, makeKey } from '../loose-keys.ts';
import type { Scenario } from './scenario.ts';

const RELEASES = 'targets/releases';

/** Signers with docker's two roles each, by the kinds of key they have. */
export const signerScenarios: readonly Scenario[] = [
  {
    name: 'one-signer',
    shows: 'one signer and one tag',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.sign(gun, 'v1', 'alice');
    },
  },
  {
    name: 'several-signers',
    shows: 'three signers, and tags signed by one, two and all of them, out of natural order',
    setUp: async (clients, gun) => {
      for (const name of ['alice', 'bob', 'carol-2']) {
        await clients.newSigner(gun, name);
      }
      await clients.tag(gun, 'v10', { roles: [RELEASES, 'targets/alice'] });
      await clients.tag(gun, 'v9', { roles: [RELEASES, 'targets/alice', 'targets/bob'] });
      const all = [RELEASES, 'targets/alice', 'targets/bob', 'targets/carol-2'];
      for (const tag of ['latest', 'v1.10', 'v1.9', 'v01', '1.0-rc1', '1.0', '2', '10']) {
        await clients.tag(gun, tag, { roles: all });
      }
      await clients.publish(gun);
    },
  },
  {
    name: 'several-keys-per-signer',
    shows: 'a signer with three keys, added at two times',
    setUp: async (clients, gun) => {
      const [laptop, desktop] = [await clients.generateKey('laptop'), await clients.generateKey('desktop')];
      await clients.addSigner(gun, 'alice', [laptop, desktop]);
      await clients.addSigner(gun, 'alice', [await clients.generateKey('build-machine')]);
      await clients.sign(gun, 'v1', 'alice');
    },
  },
  {
    name: 'rsa-signer',
    shows: 'a signer with an RSA key loaded by docker',
    setUp: async (clients, gun) => {
      const key = await makeKey(clients, 'rosa', 'rsa-2048');
      await clients.mustDocker(['key', 'load', '--name', 'rosa', key.privateKey]);
      await clients.addSigner(gun, 'rosa', [key.publicKey]);
      await clients.sign(gun, 'v1', 'rosa');
    },
  },
  {
    name: 'larger-curves',
    shows: 'signers with ECDSA keys on P-384 and P-521',
    setUp: async (clients, gun) => {
      for (const [name, algorithm] of [
        ['paula', 'ecdsa-p384'],
        ['quentin', 'ecdsa-p521'],
      ] as const) {
        const key = await makeKey(clients, name, algorithm);
        await clients.mustDocker(['key', 'load', '--name', name, key.privateKey]);
        await clients.addSigner(gun, name, [key.publicKey]);
        await clients.sign(gun, `${name}-1`, name);
      }
    },
  },
  {
    name: 'ed25519-signer',
    shows: 'a signer with an Ed25519 key, which no client can add but every client accepts',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      const key = makeEd25519Key();
      const keys = [{ keyType: 'ed25519', publicBytes: key.publicBytes }];
      const privateDir = join(clients.trustDir, 'private');
      await mkdir(privateDir, { recursive: true, mode: 0o700 });
      await writeFile(join(privateDir, `${key.id}.key`), ed25519Pem(key, 'eddy'), { mode: 0o600 });
      await clients.mustNotary(['key', 'passwd', key.id]);
      await writeChangelist(clients.changelistDir(gun), [
        ...delegationChanges({ role: 'targets/eddy', keys }),
        ...delegationChanges({ role: RELEASES, keys }),
      ]);
      await clients.publish(gun);
      await clients.sign(gun, 'v1', 'eddy');
    },
    unusable: { 'targets/alice': 'not-published' },
  },
  {
    name: 'signer-without-tags',
    shows: 'two signers who have not signed anything yet',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.newSigner(gun, 'bob');
    },
    unusable: {
      'targets/alice': 'not-published',
      'targets/bob': 'not-published',
      'targets/releases': 'not-published',
    },
  },
  {
    name: 'signer-disagrees',
    shows: 'a tag whose digest differs between releases and one of its signers, and tags never released',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.newSigner(gun, 'bob');
      await clients.tag(gun, 'v1', { roles: [RELEASES, 'targets/alice'], content: 'as released' });
      await clients.tag(gun, 'v1', { roles: ['targets/bob'], content: 'as bob built it' });
      await clients.tag(gun, 'v2', { roles: ['targets/bob'] });
      await clients.publish(gun);
    },
  },
];
