import { expect } from 'vitest';
import { benAlone, describeOperations, directTags, idOf, jeffAlone, type Operation } from './support/cell.ts';
import { change, refused } from './support/command.ts';
import { carryKey, RELEASES } from './support/team.ts';

const OPERATIONS: readonly Operation[] = [
  {
    name: 'signer remove, tags handed on with --resign-as',
    before: async (cell) => {
      await carryKey(cell.ben, cell.owner, idOf(cell, 'ben'));
      await cell.owner.sign(cell.gun, 'v3', 'jeff');
    },
    change: async ({ owner, gun }) => {
      await change(owner, 'signer', 'remove', 'jeff', gun, '--resign-as', 'ben');
    },
    expected: (cell) => ({
      signers: { ben: [idOf(cell, 'ben')] },
      tags: { v1: ['ben'], v2: ['ben'], v3: ['ben'], ...directTags(cell) },
    }),
    remaining: benAlone,
  },
  {
    name: 'signer remove of who alone signed releases: only after an explicit yes, and witnessed after it',
    before: async ({ owner, gun }) => {
      await owner.sign(gun, 'v3', 'jeff');
    },
    change: async ({ owner, ben, gun }) => {
      const said = await refused(owner, 'signer', 'remove', 'jeff', gun);
      expect(said).toContain('add --accept-risk releases-unusable');
      expect(await ben.delegationKeyIds(gun, 'targets/jeff')).toHaveLength(1);
      await change(owner, 'signer', 'remove', 'jeff', gun, '--accept-risk', 'releases-unusable');
      expect((await ben.mustNotary(['list', gun])).stderr).toContain('signatures did not meet threshold');
      // Nobody is left who knows the key that signed it.
      await change(ben, 'witness', gun, RELEASES, '--accept-risk', 'unverified-content');
    },
    expected: (cell) => ({
      signers: { ben: [idOf(cell, 'ben')] },
      tags: { v1: ['Repo Admin'], v2: ['ben'], v3: ['Repo Admin'], ...directTags(cell) },
    }),
    remaining: benAlone,
  },
  {
    name: 'signer remove of the last signer, only after an explicit yes',
    before: async ({ owner, gun }) => {
      await owner.sign(gun, 'v3', 'jeff');
      await change(owner, 'signer', 'remove', 'ben', gun);
    },
    change: async ({ owner, gun }) => {
      const said = await refused(owner, 'signer', 'remove', 'jeff', gun);
      expect(said).toContain('--accept-risk last-signer');
      await change(
        ...([owner, 'signer', 'remove', 'jeff', gun, '--accept-risk', 'last-signer'] as const),
        ...['--accept-risk', 'releases-unusable'],
      );
    },
    expected: (cell) => ({ signers: {}, tags: directTags(cell) }),
    remaining: () => [],
    warns: true,
  },
  {
    name: 'signer remove of a signer who shares a machine with another',
    change: async (cell) => {
      await carryKey(cell.ben, cell.owner, idOf(cell, 'ben'));
      await change(cell.owner, 'signer', 'remove', 'ben', cell.gun, '--resign-as', 'jeff');
    },
    expected: (cell) => ({
      signers: { jeff: [idOf(cell, 'jeff')] },
      tags: { v1: ['jeff'], v2: ['jeff'], ...directTags(cell) },
    }),
    remaining: jeffAlone,
  },
];

describeOperations('removals of a signer', OPERATIONS);
