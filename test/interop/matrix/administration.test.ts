import { expect } from 'vitest';
import { describeOperations, type Operation } from './support/cell.ts';
import { change, refused } from './support/command.ts';

const OPERATIONS: readonly Operation[] = [
  {
    name: 'key rotate of root',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'root', '--accept-risk', 'root-rotation');
    },
  },
  {
    name: 'key rotate of root twice, by trustdeck and then by notary',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'root', '--accept-risk', 'root-rotation');
      await owner.rotate(gun, 'root');
      await change(owner, 'key', 'rotate', gun, '--role', 'root', '--accept-risk', 'root-rotation');
    },
  },
  {
    name: 'key rotate of targets',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'targets');
    },
  },
  {
    name: 'key rotate of targets, the old key removed from here',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'targets', '--remove-old-key');
    },
  },
  {
    name: 'key rotate of snapshot to a key here',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'snapshot');
    },
  },
  {
    name: 'key rotate of snapshot to the server',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'snapshot', '--server-managed');
    },
  },
  {
    name: 'key rotate of snapshot here and back to the server',
    change: async ({ owner, gun }) => {
      await change(owner, 'key', 'rotate', gun, '--role', 'snapshot');
      await change(owner, 'key', 'rotate', gun, '--role', 'snapshot', '--server-managed');
    },
  },
  {
    name: 'key rotate of timestamp',
    change: async ({ owner, gun }) => {
      const here = await refused(owner, 'key', 'rotate', gun, '--role', 'timestamp');
      expect(here).toContain('The timestamp key is always managed by the server');
      await change(owner, 'key', 'rotate', gun, '--role', 'timestamp', '--server-managed');
    },
  },
];

describeOperations('administrative keys', OPERATIONS);
