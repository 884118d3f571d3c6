import { expect } from 'vitest';
import { trustdeckJson } from '../support/trustdeck.ts';
import { type Cell, describeOperations, idOf, type Operation, unchanged } from './support/cell.ts';
import { change, mustTrustdeck } from './support/command.ts';
import { newSignerKey } from './support/signer-keys.ts';
import { RELEASES } from './support/team.ts';

async function stageRevocation({ owner, gun }: Cell): Promise<void> {
  for (const role of [RELEASES, 'targets/jeff']) {
    await owner.mustNotary(['remove', gun, 'v1', '-r', role]);
  }
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'publish of a tag that notary staged',
    change: async ({ owner, gun }) => {
      await owner.tag(gun, 'v3', { roles: [RELEASES, 'targets/jeff'] });
      expect(await trustdeckJson(owner, ['status', gun])).toHaveLength(2);
      await change(owner, 'publish', gun);
      expect((await owner.mustNotary(['status', gun])).stdout).toContain('No unpublished changes');
    },
    expected: (cell) => ({ tags: { ...unchanged(cell).tags, v3: ['jeff'] } }),
  },
  {
    name: 'publish of a revocation and a delegation that notary staged',
    change: async (cell) => {
      const kim = await newSignerKey(cell.owner, 'kim');
      cell.keys.set('kim', kim);
      await stageRevocation(cell);
      await cell.owner.addDelegation(cell.gun, 'targets/kim', { keys: [kim.file] });
      await change(cell.owner, 'publish', cell.gun);
    },
    expected: (cell) => {
      const { signers, tags } = unchanged(cell);
      const { v1: _, ...others } = tags;
      return { signers: { ...signers, kim: [idOf(cell, 'kim')] }, tags: others };
    },
  },
  {
    name: 'reset of one staged change, and notary publishes the other',
    change: async ({ owner, gun }) => {
      await owner.tag(gun, 'never', { roles: [RELEASES] });
      await owner.tag(gun, 'v3', { roles: [RELEASES] });
      await mustTrustdeck(owner, ['reset', gun, '--number', '0', '--yes']);
      await owner.publish(gun);
    },
    expected: (cell) => ({ tags: { ...unchanged(cell).tags, v3: ['Repo Admin'] } }),
  },
  {
    name: 'reset of all staged changes',
    change: async (cell) => {
      await stageRevocation(cell);
      await mustTrustdeck(cell.owner, ['reset', cell.gun, '--all', '--yes']);
      expect((await cell.owner.mustNotary(['status', cell.gun])).stdout).toContain('No unpublished changes');
      await cell.owner.publish(cell.gun);
    },
  },
  {
    name: 'delete of what is on this machine, after which all is read and signed as before',
    change: async ({ owner, gun }) => {
      await mustTrustdeck(owner, ['delete', gun, '--yes', '--accept-risk', 'trust-data-deleted']);
    },
  },
];

describeOperations('staged changes, and local data', OPERATIONS);
