import { expect } from 'vitest';
import { digestOf } from '../support/real-clients.ts';
import { parseDelegationTable } from '../support/tables.ts';
import {
  benAlone,
  type Cell,
  describeOperations,
  directTags,
  idOf,
  jeffAlone,
  type Operation,
  unchanged,
} from './support/cell.ts';
import { change, refused } from './support/command.ts';
import { lookBefore, RELEASES } from './support/team.ts';

const SIZE = 1570;

async function sign(machine: Cell['owner'], reference: string, content: string, ...more: readonly string[]) {
  await change(
    machine,
    'sign',
    reference,
    '--digest',
    `sha256:${digestOf(content)}`,
    '--size',
    `${SIZE}`,
    ...more,
  );
}

/** The line of `notary list` about a tag in a role. */
async function listed({ ben, gun }: Cell, role: string, tag: string): Promise<string> {
  const { stdout } = await ben.mustNotary(['list', gun, '-r', role]);
  return stdout.split('\n').find((line) => line.startsWith(`${tag} `)) ?? '';
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'sign of a new tag',
    change: async (cell) => {
      await sign(cell.owner, `${cell.gun}:v9`, 'v9');
      for (const role of [RELEASES, 'targets/jeff']) {
        expect(await listed(cell, role, 'v9')).toMatch(
          new RegExp(`^v9 +${digestOf('v9')} +${SIZE} +${role} *$`),
        );
      }
      expect(await listed(cell, 'targets/ben', 'v9')).toBe('');
    },
    expected: (cell) => ({ tags: { ...unchanged(cell).tags, v9: ['jeff'] } }),
  },
  {
    name: 'sign of what somebody else has signed, with the same digest',
    change: async ({ owner, gun, ...cell }) => {
      await change(owner, 'sign', `${gun}:v2`, ...(await sameAs({ owner, gun, ...cell }, 'v2')));
    },
    expected: (cell) => ({ tags: { ...unchanged(cell).tags, v2: ['ben', 'jeff'] } }),
  },
  {
    name: 'sign of a tag that had another digest',
    before: async (cell) => {
      await cell.owner.tag(cell.gun, 'v1', { roles: [RELEASES, 'targets/jeff'], content: 'another' });
      await cell.owner.publish(cell.gun);
      expect(await listed(cell, RELEASES, 'v1')).toContain(digestOf('another'));
    },
    change: async ({ owner, gun }) => {
      await sign(owner, `${gun}:v1`, 'v1', '--signer', 'jeff');
    },
  },
  {
    name: 'sign and revoke',
    change: async (cell) => {
      await sign(cell.ben, `${cell.gun}:v9`, 'v9', '--signer', 'ben');
      await change(cell.ben, 'revoke', `${cell.gun}:v9`);
      expect(await refused(cell.ben, 'revoke', `${cell.gun}:v9`)).toContain('nothing-to-revoke');
    },
  },
  {
    name: 'revoke of one tag',
    change: async ({ owner, gun }) => {
      await change(owner, 'revoke', `${gun}:v1`);
    },
    expected: (cell) => ({ tags: { v2: ['ben'], ...directTags(cell) } }),
  },
  {
    name: 'revoke of all tags, also of those that the repository key has signed',
    change: async ({ owner, gun }) => {
      await change(owner, 'revoke', gun);
    },
    expected: () => ({ tags: {} }),
  },
  {
    name: 'delegation add by key ID with resign, where releases have no key any more',
    before: async (cell) => {
      await cell.owner.sign(cell.gun, 'v3', 'jeff');
      await lookBefore(cell, cell.gun);
      await cell.owner.removeDelegation(cell.gun, RELEASES, [idOf(cell, 'jeff')]);
      await cell.owner.removeDelegation(cell.gun, RELEASES, [idOf(cell, 'ben')]);
      const { stdout } = await cell.ben.mustNotary(['delegation', 'list', cell.gun]);
      const releases = parseDelegationTable(stdout).find(({ role }) => role === RELEASES);
      expect(releases?.keyIds ?? []).toEqual([]);
    },
    change: async ({ owner, gun, ...cell }) => {
      const keyId = idOf({ owner, gun, ...cell }, 'jeff');
      await change(owner, 'delegation', 'add', gun, RELEASES, '--key-id', keyId, '--resign');
    },
    expected: (cell) => ({ tags: { ...unchanged(cell).tags, v3: ['jeff'] } }),
    remaining: jeffAlone,
  },
  {
    name: 'witness as one signer, on a machine with the keys of both',
    before: async ({ owner, ben, gun }) => {
      await ben.sign(gun, 'v3', 'ben');
      await owner.sign(gun, 'v4', 'jeff');
    },
    change: async ({ ben, gun }) => {
      await change(ben, 'witness', gun, RELEASES, '--as', 'ben');
      expect(await refused(ben, 'witness', gun, RELEASES, '--as', 'jeff')).toContain(
        'signing-keys-elsewhere',
      );
    },
    expected: (cell) => ({ tags: { ...unchanged(cell).tags, v3: ['ben'], v4: ['jeff'] } }),
    remaining: benAlone,
  },
];

/** Digest and size under which a tag is released. */
async function sameAs({ ben, gun }: Cell, tag: string): Promise<readonly string[]> {
  const { stdout } = await ben.mustNotary(['lookup', gun, tag]);
  const [, digest = '', size = ''] = /sha256:([0-9a-f]{64}) (\d+)/.exec(stdout) ?? [];
  return ['--digest', `sha256:${digest}`, '--size', size];
}

describeOperations('tags', OPERATIONS);
