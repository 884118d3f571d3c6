import { createHash } from 'node:crypto';
import { targetChange, writeChangelist } from '../changelist-file.ts';
import type { Scenario } from './scenario.ts';

const MANY_TAGS = 5_000;

/** What the targets themselves can hold. */
export const targetScenarios: readonly Scenario[] = [
  {
    name: 'custom-target-data',
    shows: 'targets with custom data, which must survive unchanged',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      const roles = ['targets/releases', 'targets/alice'];
      const custom = { build: 42, commit: 'c0ffee', nested: { list: [1, 'two', null, true], zero: 0 } };
      const file = await clients.writeFile('custom.json', JSON.stringify(custom));
      await clients.tag(gun, 'v1', { roles, custom: file });
      await clients.tag(gun, 'v2', { roles });
      await clients.publish(gun);
    },
  },
  {
    name: 'escaped-names',
    shows: 'target names that JSON escapes, that need UTF-8, or that look like something else',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      const names = [
        'v1&<x>',
        'über',
        '\u{1f433}-whale',
        'a"b\\c',
        'line\u2028separator',
        '__proto__',
        '../up',
      ];
      for (const name of names) {
        await clients.tag(gun, name, { roles: ['targets/releases', 'targets/alice'] });
      }
      await clients.publish(gun);
    },
  },
  {
    name: 'two-hashes',
    shows: 'targets with a SHA-512 beside the SHA-256, and sizes at the edges',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun]);
      const file = await clients.writeFile('file.txt', 'content\n');
      await clients.mustNotary(['add', gun, 'file', file]);
      await clients.tag(gun, 'empty', { size: 0 });
      await clients.tag(gun, 'largest', { size: Number.MAX_SAFE_INTEGER });
      await clients.publish(gun);
    },
  },
  {
    name: 'repository-key-and-signers',
    shows: 'tags signed by the repository key before there were signers',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun]);
      await clients.tag(gun, 'v1');
      await clients.tag(gun, 'v2', { content: 'by the repository key' });
      await clients.publish(gun);
      await clients.newSigner(gun, 'alice');
      await clients.tag(gun, 'v2', { roles: ['targets/releases', 'targets/alice'], content: 'by alice' });
      await clients.tag(gun, 'v3', { roles: ['targets/releases'] });
      await clients.publish(gun);
    },
  },
  {
    name: 'five-thousand-tags',
    shows: '5,000 tags',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      const changes = Array.from({ length: MANY_TAGS }, (_, index) => {
        const name = `build-${index}`;
        const sha256 = createHash('sha256').update(name).digest();
        return ['targets/releases', 'targets/alice'].map((role) =>
          targetChange({ role, name, sha256, length: 1000 + index }),
        );
      });
      await writeChangelist(clients.changelistDir(gun), changes.flat());
      await clients.publish(gun);
    },
    large: true,
  },
];
