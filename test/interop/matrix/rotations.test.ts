import { expect } from 'vitest';
import { trustdeckJson } from '../support/trustdeck.ts';
import { type Cell, describeOperations, idOf, type Operation } from './support/cell.ts';
import { type ChangeJson, change } from './support/command.ts';
import { newSignerKey, privateKeyIds } from './support/signer-keys.ts';
import { RELEASES } from './support/team.ts';

const OPERATIONS: readonly Operation[] = [
  {
    name: 'signer rotate to a key made on the way, the old one removed from here',
    change: async (cell) => {
      const before = await privateKeyIds(cell.owner);
      const old = idOf(cell, 'jeff');
      await change(cell.owner, 'signer', 'rotate', 'jeff', cell.gun, '--remove-old-key');
      const after = await privateKeyIds(cell.owner);
      expect(after).not.toContain(old);
      const [id = '', ...more] = after.filter((keyId) => !before.includes(keyId));
      expect(more).toEqual([]);
      cell.keys.set('jeff', { id, file: '' });
    },
  },
  {
    name: 'signer rotate --keep-old',
    change: async (cell) => {
      const next = await newSignerKey(cell.owner, 'jeff-2');
      await change(cell.owner, 'signer', 'rotate', 'jeff', cell.gun, '--key', next.file, '--keep-old');
      cell.keys.set('jeff-2', next);
    },
    expected: twoKeysOfJeff('jeff', 'jeff-2'),
  },
  {
    name: 'signer rotate --old ID, of two keys',
    before: async (cell) => {
      const second = await newSignerKey(cell.owner, 'jeff-laptop');
      cell.keys.set('jeff-laptop', second);
      await cell.maker.addSigner(cell, cell.gun, { name: 'jeff', key: second });
    },
    change: async (cell) => {
      const next = await newSignerKey(cell.owner, 'jeff-2');
      const old = idOf(cell, 'jeff');
      await change(cell.owner, 'signer', 'rotate', 'jeff', cell.gun, '--key', next.file, '--old', old);
      cell.keys.set('jeff-2', next);
    },
    expected: twoKeysOfJeff('jeff-laptop', 'jeff-2'),
  },
  {
    name: 'signer rotate in two halves: the repository key here, the new key with ben',
    change: async (cell) => {
      const next = await newSignerKey(cell.ben, 'ben-2');
      const rotate = ['signer', 'rotate', 'ben', cell.gun, '--key', next.file];
      expect(await change(cell.owner, ...rotate)).toMatchObject({
        repositories: [
          { plan: { half: 1, tasks: [{ what: 'sign' }, { what: 'sign' }, { what: 'finish' }] } },
        ],
      });
      await expectBothKeys(cell, idOf(cell, 'ben'), next.id);
      await cell.ben.mustNotary(['witness', cell.gun, RELEASES, 'targets/ben', '--publish']);
      expect(await change(cell.owner, ...rotate)).toMatchObject({
        repositories: [{ plan: { half: 2, tasks: [] } }],
      });
      cell.keys.set('ben', next);
    },
  },
  {
    name: 'signer rotate in two halves: the new key and its signatures by trustdeck on ben’s machine',
    change: async (cell) => {
      const next = await newSignerKey(cell.ben, 'ben-2');
      const rotate = ['signer', 'rotate', 'ben', cell.gun, '--key', next.file];
      const asked = await trustdeckJson<ChangeJson>(cell.ben, [...rotate, '--dry-run']);
      expect(asked.repositories).toMatchObject([
        { result: 'planned', plan: { tasks: [{ when: 'before' }] } },
      ]);
      await change(cell.owner, ...rotate);
      await expectBothKeys(cell, idOf(cell, 'ben'), next.id);
      await change(cell.ben, 'witness', cell.gun, RELEASES, 'targets/ben');
      await change(cell.owner, ...rotate);
      cell.keys.set('ben', next);
    },
  },
];

function twoKeysOfJeff(first: string, second: string) {
  return (cell: Cell) => ({
    signers: { jeff: [idOf(cell, first), idOf(cell, second)], ben: [idOf(cell, 'ben')] },
  });
}

/** Between the halves both keys count, for people who release with docker or notary. */
async function expectBothKeys({ fresh, gun }: Cell, ...keyIds: readonly string[]): Promise<void> {
  for (const role of [RELEASES, 'targets/ben']) {
    expect(await fresh.delegationKeyIds(gun, role)).toEqual(expect.arrayContaining([...keyIds]));
  }
  await fresh.forget(gun);
}

describeOperations('rotations of a signer’s key', OPERATIONS);
