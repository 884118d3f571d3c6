import { benAlone, describeOperations, directTags, idOf, jeffAlone, type Operation } from './support/cell.ts';
import { change } from './support/command.ts';
import { KEY_TYPES, newSignerKey } from './support/signer-keys.ts';

const OPERATIONS: readonly Operation[] = [
  {
    name: 'signer add',
    change: async (cell) => {
      const kim = await newSignerKey(cell.owner, 'kim', cell.type);
      cell.keys.set('kim', kim);
      await change(cell.owner, 'signer', 'add', 'kim', cell.gun, '--key', kim.file);
    },
    expected: (cell) => ({
      signers: { jeff: [idOf(cell, 'jeff')], ben: [idOf(cell, 'ben')], kim: [idOf(cell, 'kim')] },
    }),
    remaining: (cell) => [...jeffAlone(cell), ...benAlone(cell), { name: 'kim', machine: cell.owner }],
  },
  {
    name: 'signer rotate',
    change: async (cell) => {
      const next = await newSignerKey(cell.owner, 'jeff-2', cell.type);
      await change(cell.owner, 'signer', 'rotate', 'jeff', cell.gun, '--key', next.file);
      cell.keys.set('jeff', next);
    },
  },
  {
    name: 'signer remove',
    change: async ({ owner, gun }) => {
      await change(owner, 'signer', 'remove', 'jeff', gun);
    },
    expected: (cell) => ({
      signers: { ben: [idOf(cell, 'ben')] },
      tags: { v1: ['Repo Admin'], v2: ['ben'], ...directTags(cell) },
    }),
    remaining: benAlone,
  },
];

describeOperations('signers, by key type and by who made the repository', OPERATIONS, KEY_TYPES);
