import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKey } from '../support/loose-keys.ts';
import { type Case, describeCases } from './support/cases.ts';
import { backUp, makeHealthy, RELEASES } from './support/healthy.ts';

const CASES: readonly Case[] = [
  {
    name: 'a tag is signed again into releases alone',
    neighbour: async ({ owner, gun }) => {
      // Signed by jeff, and not released: nobody disagrees.
      await owner.tag(gun, 'draft', { roles: ['targets/jeff'] });
      await owner.publish(gun);
    },
    harm: async ({ owner, gun }) => {
      await owner.tag(gun, 'by-jeff', { roles: [RELEASES], content: 'another build' });
      await owner.publish(gun);
    },
    finds: ['warning tag-disagrees'],
    treat: [{ kind: 'choice', code: 'tag-disagrees' }],
    givesUp: ['targets/releases by-jeff', 'targets/jeff by-jeff'],
  },
  {
    name: 'a repository is made by notary, which keeps the snapshot key',
    make: async (owner, gun) => {
      await owner.mustNotary(['init', gun, '--publish']);
      await owner.rotate(gun, 'snapshot', { serverManaged: true });
      return makeHealthy(owner, { gun });
    },
    harm: async ({ owner, gun }) => {
      await owner.rotate(gun, 'snapshot');
      await backUp(owner);
    },
    finds: ['warning snapshot-key-local snapshot'],
    treat: [{ kind: 'choice', code: 'snapshot-key-local' }],
  },
  {
    name: 'a signer with an RSA key that is too short',
    neighbour: async ({ owner, gun }) => {
      await owner.addSigner(gun, 'rosa', [(await makeKey(owner, 'rosa', 'rsa-2048')).publicKey]);
    },
    harm: async ({ owner, gun }) => {
      const { publicKey } = await makeKey(owner, 'ralph', 'rsa-1024');
      for (const role of ['targets/ralph', RELEASES]) {
        await owner.addDelegation(gun, role, { keys: [publicKey] });
      }
      await owner.publish(gun);
    },
    finds: ['error weak-key targets/ralph'],
    treat: [{ kind: 'choice', code: 'weak-key' }],
  },
  {
    name: 'a change is staged and forgotten',
    harm: ({ owner, gun }) => owner.tag(gun, 'staged', { roles: [RELEASES, 'targets/jeff'] }),
    finds: ['notice pending-changes'],
    treat: [{ kind: 'choice', code: 'pending-changes', way: 'publish' }],
  },
  {
    name: 'a change is staged and regretted',
    harm: ({ owner, gun }) => owner.tag(gun, 'staged', { roles: [RELEASES, 'targets/jeff'] }),
    finds: ['notice pending-changes'],
    treat: [{ kind: 'choice', code: 'pending-changes', way: 'reset' }],
  },
  {
    name: 'a key file is made readable to everybody',
    harm: ({ owner, keys }) => chmod(join(owner.trustDir, 'private', `${keys.jeff.id}.key`), 0o644),
    finds: ['error private-key-permissions'],
    treat: [{ kind: 'automatic' }],
  },
];

describeCases('tags and keys', CASES);
