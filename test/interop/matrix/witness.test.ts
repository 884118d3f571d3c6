import { expect } from 'vitest';
import {
  type Cell,
  describeOperations,
  directTags,
  idOf,
  type Operation,
  unchanged,
} from './support/cell.ts';
import { change } from './support/command.ts';
import { lookBefore, RELEASES } from './support/team.ts';

/** Notary leaves releases signed by nobody who counts: the first of the two broken states (facts 0). */
async function removeJeffFromReleases(cell: Cell): Promise<void> {
  await cell.owner.sign(cell.gun, 'v3', 'jeff');
  await lookBefore(cell, cell.gun);
  await cell.owner.removeDelegation(cell.gun, RELEASES, [idOf(cell, 'jeff')]);
  const { stderr } = await cell.ben.mustNotary(['list', cell.gun]);
  expect(stderr).toContain(`valid signatures did not meet threshold for ${RELEASES}`);
}

const withV3 = (cell: Cell) => ({ tags: { ...unchanged(cell).tags, v3: ['jeff'] } });

const OPERATIONS: readonly Operation[] = [
  {
    name: 'witness of releases that nobody who counts has signed',
    before: removeJeffFromReleases,
    change: async ({ ben, gun }) => {
      await change(ben, 'witness', gun, RELEASES);
    },
    expected: withV3,
    remaining: ({ ben }) => [{ name: 'ben', machine: ben }],
  },
  {
    name: 'signer add and witness where releases have no key any more',
    before: async (cell) => {
      await removeJeffFromReleases(cell);
      await cell.owner.removeDelegation(cell.gun, RELEASES, [idOf(cell, 'ben')]);
    },
    change: async ({ owner, gun, keys }) => {
      await change(
        owner,
        'signer',
        'add',
        'jeff',
        gun,
        '--key',
        keys.get('jeff')?.file ?? '',
        ...[...['--accept-risk', 'unverified-content']],
      );
      await change(owner, 'witness', gun, RELEASES);
    },
    expected: withV3,
    remaining: ({ owner }) => [{ name: 'jeff', machine: owner }],
  },
  {
    name: 'witness of a signer’s own role',
    change: async ({ owner, gun }) => {
      await change(owner, 'witness', gun, 'targets/jeff');
    },
  },
  {
    name: 'witness of targets',
    change: async ({ owner, gun }) => {
      await change(owner, 'witness', gun, 'targets');
    },
    expected: (cell) => ({ tags: { v1: ['jeff'], v2: ['ben'], ...directTags(cell) } }),
  },
];

describeOperations('witness', OPERATIONS);
