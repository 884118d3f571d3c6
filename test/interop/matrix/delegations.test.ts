import { expect } from 'vitest';
import { parseDelegationTable } from '../support/tables.ts';
import { type Cell, describeOperations, idOf, type Operation, unchanged } from './support/cell.ts';
import { change } from './support/command.ts';
import { newSignerKey } from './support/signer-keys.ts';
import { RELEASES } from './support/team.ts';

const QA = 'targets/qa';

/** `targets/qa` with a key on the owner's machine, by the same client as the rest. */
async function addQa(cell: Cell): Promise<void> {
  const qa = await newSignerKey(cell.owner, 'qa');
  cell.keys.set('qa', qa);
  await cell.owner.addDelegation(cell.gun, QA, { keys: [qa.file], paths: ['rc-', 'nightly-'] });
  await cell.maker.publish(cell, cell.gun);
}

const withQa = (cell: Cell) => ({ signers: { ...unchanged(cell).signers, qa: [idOf(cell, 'qa')] } });

/** The row of a delegation as notary lists it. */
async function rowOf({ ben, gun }: Cell, role: string) {
  const { stdout } = await ben.mustNotary(['delegation', 'list', gun]);
  return parseDelegationTable(stdout).find((row) => row.role === role);
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'delegation add of a role with keys and paths, in which notary then signs',
    change: async (cell) => {
      const qa = await newSignerKey(cell.owner, 'qa');
      cell.keys.set('qa', qa);
      await change(cell.owner, 'delegation', 'add', cell.gun, QA, qa.file, '--paths', 'rc-,nightly-');
      await cell.owner.tag(cell.gun, 'rc-1', { roles: [QA] });
      await cell.owner.publish(cell.gun);
      expect(await rowOf(cell, QA)).toMatchObject({ paths: ['nightly-', 'rc-'], keyIds: [qa.id] });
    },
    expected: withQa,
  },
  {
    name: 'delegation add of a key and a path to a role that is there',
    before: addQa,
    change: async (cell) => {
      const second = await newSignerKey(cell.owner, 'qa-2');
      cell.keys.set('qa-2', second);
      await change(cell.owner, 'delegation', 'add', cell.gun, QA, second.file, '--paths', 'beta-');
      expect((await rowOf(cell, QA))?.paths.toSorted()).toEqual(['beta-', 'nightly-', 'rc-']);
    },
    expected: (cell) => ({
      signers: { ...unchanged(cell).signers, qa: [idOf(cell, 'qa'), idOf(cell, 'qa-2')] },
    }),
  },
  {
    name: 'delegation add below a delegation',
    before: addQa,
    change: async (cell) => {
      const nested = await newSignerKey(cell.owner, 'nested');
      cell.keys.set('nested', nested);
      await change(cell.owner, 'delegation', 'add', cell.gun, `${QA}/nested`, nested.file, '--paths', 'rc-1');
      await cell.owner.tag(cell.gun, 'rc-1.2', { roles: [`${QA}/nested`] });
      await cell.owner.publish(cell.gun);
    },
    expected: (cell) => ({
      signers: { ...withQa(cell).signers, 'qa/nested': [idOf(cell, 'nested')] },
    }),
  },
  {
    name: 'delegation remove of a key',
    before: async (cell) => {
      await addQa(cell);
      const second = await newSignerKey(cell.owner, 'qa-2');
      await cell.owner.addDelegation(cell.gun, QA, { keys: [second.file], paths: ['rc-'] });
      await cell.maker.publish(cell, cell.gun);
      cell.keys.set('qa-2', second);
    },
    change: async (cell) => {
      await change(cell.owner, 'delegation', 'remove', cell.gun, QA, idOf(cell, 'qa-2'));
    },
    expected: withQa,
  },
  {
    name: 'delegation remove of a path',
    before: addQa,
    change: async (cell) => {
      await change(cell.owner, 'delegation', 'remove', cell.gun, QA, '--paths', 'nightly-');
      expect(await rowOf(cell, QA)).toMatchObject({ paths: ['rc-'] });
    },
    expected: withQa,
  },
  {
    name: 'delegation remove of a whole role with content',
    before: async (cell) => {
      await addQa(cell);
      await cell.owner.tag(cell.gun, 'rc-1', { roles: [QA] });
      await cell.owner.publish(cell.gun);
    },
    change: async (cell) => {
      await change(cell.owner, 'delegation', 'remove', cell.gun, QA);
      expect(await rowOf(cell, QA)).toBeUndefined();
    },
  },
  {
    name: 'delegation purge of a key from every role',
    before: async (cell) => {
      const leaver = await newSignerKey(cell.owner, 'leaver');
      const qa = await newSignerKey(cell.owner, 'qa');
      cell.keys.set('leaver', leaver).set('qa', qa);
      await cell.owner.addDelegation(cell.gun, QA, { keys: [qa.file, leaver.file] });
      for (const role of [RELEASES, 'targets/jeff']) {
        await cell.owner.addDelegation(cell.gun, role, { keys: [leaver.file] });
      }
      await cell.maker.publish(cell, cell.gun);
    },
    change: async (cell) => {
      await change(cell.owner, 'delegation', 'purge', cell.gun, '--key', idOf(cell, 'leaver'));
      const { stdout } = await cell.ben.mustNotary(['delegation', 'list', cell.gun]);
      expect(stdout).toContain(idOf(cell, 'qa'));
      expect(stdout).not.toContain(idOf(cell, 'leaver'));
    },
    expected: withQa,
  },
];

describeOperations('delegations', OPERATIONS);
