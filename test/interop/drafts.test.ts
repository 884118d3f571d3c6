import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalJson,
  draftChanges,
  type Edit,
  editsOfStagedChange,
  type JsonValue,
  type RepositoryState,
  type RoleName,
  type TufKey,
} from '../../source/tuf/index.ts';
import { roleName } from '../tuf/support/documents.ts';
import { readState } from './support/read-state.ts';
import type { RealClients } from './support/real-clients.ts';
import { describeRealWorld, type RealWorld } from './support/suite.ts';

const NAMESPACE = 'registry.example.com/drafts/';
const RELEASES = roleName('targets/releases');
const ALICE = roleName('targets/alice');

/** `signed` of every role that is not the server's, in canonical text. */
type Documents = ReadonlyMap<RoleName, string>;

/** Without the expiry, which depends on the moment, and without Notary's two ways to write nothing. */
function contentOf({ expires: _, ...content }: { readonly [name: string]: JsonValue }): string {
  return Buffer.from(canonicalJson(content))
    .toString('utf8')
    .replaceAll('"keyids":null', '"keyids":[]')
    .replaceAll('"roles":null', '"roles":[]')
    .replaceAll('"targets":null', '"targets":{}');
}

function documentsOf({ root, targets, delegations }: RepositoryState): Documents {
  const found = new Map<RoleName, string>();
  for (const { role, document } of [root, targets, ...delegations.values()]) {
    if (document !== null) {
      found.set(role, contentOf(document.raw));
    }
  }
  return found;
}

/** What the real tools published between two states. */
function published(before: RepositoryState, after: RepositoryState): Readonly<Record<string, unknown>> {
  const old = documentsOf(before);
  const changed = [...documentsOf(after)].filter(([role, content]) => old.get(role) !== content);
  return Object.fromEntries(changed.map(([role, content]) => [role, JSON.parse(content)]));
}

/** What a draft of the same change would publish. */
function drafted(state: RepositoryState, edits: readonly Edit[]): Readonly<Record<string, unknown>> {
  const { documents } = draftChanges(state, edits, { now: new Date() });
  return Object.fromEntries(documents.map(({ role, signed }) => [role, JSON.parse(contentOf(signed))]));
}

async function stateOf(world: RealWorld, gun: string): Promise<RepositoryState> {
  const { url, caFile } = world.server();
  return readState({ url, ca: await readFile(caFile, 'utf8') }, gun);
}

async function stagedEdits(clients: RealClients, gun: string): Promise<readonly Edit[]> {
  const folder = clients.changelistDir(gun);
  const edits: Edit[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const { action, role, type, path, data } = JSON.parse(await readFile(join(folder, name), 'utf8'));
    const payload = data === null ? null : Buffer.from(data, 'base64');
    const told = editsOfStagedChange({ action, scope: role, type, path, data: payload });
    expect(told, `${name}: ${type} ${action}`).not.toBeNull();
    edits.push(...(told ?? []));
  }
  expect(edits).not.toEqual([]);
  return edits;
}

interface Case {
  readonly name: string;
  /** Brings the repository, which has the signer alice and her tag v1, to where the change is made. */
  readonly before?: (clients: RealClients, gun: string) => Promise<void>;
  /** Stages the change. */
  readonly stage: (clients: RealClients, gun: string) => Promise<void>;
}

async function notary(clients: RealClients, ...args: readonly string[]): Promise<void> {
  await clients.mustNotary(args);
}

const certificate = async (clients: RealClients): Promise<string> => {
  await notary(clients, 'key', 'generate', 'ecdsa', '-r', 'delegation', '-o', join(clients.workDir, 'cert'));
  return join(clients.workDir, 'cert.pem');
};

/** `targets/alice/bob`, with the keys of alice and of another. */
async function delegateBelowAlice(clients: RealClients, gun: string, other = 'bob'): Promise<void> {
  const keys = other === 'bob' ? [await clients.generateKey(other)] : [join(clients.workDir, `${other}.pub`)];
  keys.push(join(clients.workDir, 'alice.pub'));
  await clients.addDelegation(gun, 'targets/alice/bob', { keys });
  await clients.publish(gun);
}

const CASES: readonly Case[] = [
  { name: 'a target', stage: (clients, gun) => clients.tag(gun, 'v2&<x>') },
  {
    name: 'a target with custom data',
    stage: async (clients, gun) => {
      const custom = await clients.writeFile('custom.json', '{"a":[1,"x"],"b":{"c":null}}');
      await clients.tag(gun, 'v2', { custom });
    },
  },
  {
    name: 'a file as a target',
    stage: async (clients, gun) =>
      notary(clients, 'add', gun, 'file', await clients.writeFile('file', 'content')),
  },
  {
    name: 'a target of delegations, one of which has no file yet',
    before: async (clients, gun) => {
      await clients.newSigner(gun, 'bob');
    },
    stage: (clients, gun) => clients.tag(gun, 'v2', { roles: ['targets/releases', 'targets/bob'] }),
  },
  {
    name: 'another digest for a tag',
    stage: (clients, gun) => clients.tag(gun, 'v1', { roles: ['targets/alice'], content: 'other' }),
  },
  {
    name: 'a target removed',
    stage: (clients, gun) => notary(clients, 'remove', gun, 'v1', '-r', 'targets/alice'),
  },
  {
    name: 'a new delegation, with paths',
    stage: async (clients, gun) => {
      const key = await clients.generateKey('bob');
      await clients.addDelegation(gun, 'targets/bob', { keys: [key], paths: ['b', 'a'] });
    },
  },
  {
    name: 'a certificate for a delegation that is there',
    stage: async (clients, gun) =>
      notary(clients, 'delegation', 'add', gun, 'targets/alice', await certificate(clients)),
  },
  {
    name: 'a delegation below another',
    stage: async (clients, gun) => {
      const key = await clients.generateKey('bob');
      await clients.addDelegation(gun, 'targets/alice/bob', { keys: [key], paths: ['v'] });
    },
  },
  {
    name: 'a key removed, by the ID of the key in its certificate',
    before: async (clients, gun) => {
      await clients.addDelegation(gun, 'targets/alice', { keys: [await certificate(clients)] });
      await clients.publish(gun);
    },
    stage: async (clients, gun) => {
      const ids = await clients.delegationKeyIds(gun, 'targets/alice');
      const kept = await clients.delegationKeyIds(gun, 'targets/releases');
      const gone = ids.filter((id) => !kept.includes(id));
      await notary(clients, 'delegation', 'remove', gun, 'targets/alice', ...gone, '-y');
    },
  },
  {
    name: 'the last key removed',
    stage: async (clients, gun) => {
      const ids = await clients.delegationKeyIds(gun, 'targets/alice');
      await notary(clients, 'delegation', 'remove', gun, 'targets/releases', ...ids, '-y');
    },
  },
  {
    name: 'some paths removed',
    before: async (clients, gun) => {
      await clients.addDelegation(gun, 'targets/alice', { paths: ['a', 'b', 'c'] });
      await clients.publish(gun);
    },
    stage: (clients, gun) =>
      notary(clients, 'delegation', 'remove', gun, 'targets/alice', '--paths', 'b,,x', '-y'),
  },
  {
    name: 'all paths removed',
    stage: (clients, gun) =>
      notary(clients, 'delegation', 'remove', gun, 'targets/alice', '--all-paths', '-y'),
  },
  {
    name: 'a delegation removed',
    stage: (clients, gun) => notary(clients, 'delegation', 'remove', gun, 'targets/alice', '-y'),
  },
  {
    name: 'the last delegation removed',
    stage: async (clients, gun) => {
      await notary(clients, 'delegation', 'remove', gun, 'targets/alice', '-y');
      await notary(clients, 'delegation', 'remove', gun, 'targets/releases', '-y');
    },
  },
  {
    name: 'a key purged, but not from a file that nobody can sign any more',
    before: delegateBelowAlice,
    stage: async (clients, gun) => {
      const [id = ''] = await clients.delegationKeyIds(gun, 'targets/alice');
      await notary(clients, 'delegation', 'purge', gun, '--key', id);
    },
  },
  {
    name: 'a key purged from everywhere',
    before: async (clients, gun) => {
      await clients.addDelegation(gun, 'targets/releases', { keys: [await clients.generateKey('carol')] });
      await delegateBelowAlice(clients, gun, 'carol');
    },
    stage: async (clients, gun) => {
      const ids = await clients.delegationKeyIds(gun, 'targets/releases');
      const [alice] = await clients.delegationKeyIds(gun, 'targets/alice');
      await notary(clients, 'delegation', 'purge', gun, '--key', ids.find((id) => id !== alice) ?? '');
    },
  },
  { name: 'a witness', stage: (clients, gun) => notary(clients, 'witness', gun, 'targets/alice', 'targets') },
  {
    name: 'a witness of content that nobody vouches for',
    before: async (clients, gun) => {
      const ids = await clients.delegationKeyIds(gun, 'targets/releases');
      const key = await clients.generateKey('bob');
      await clients.addDelegation(gun, 'targets/releases', { keys: [key] });
      await notary(clients, 'delegation', 'remove', gun, 'targets/releases', ...ids, '-y', '-p');
    },
    stage: (clients, gun) => notary(clients, 'witness', gun, 'targets/releases'),
  },
  {
    name: 'several at once, in order',
    stage: async (clients, gun) => {
      const key = await clients.generateKey('bob');
      await clients.addDelegation(gun, 'targets/bob', { keys: [key] });
      await clients.tag(gun, 'v3', { roles: ['targets/bob', 'targets/releases'] });
      await notary(clients, 'remove', gun, 'v3', '-r', 'targets/releases');
      await notary(clients, 'remove', gun, 'v1', '-r', 'targets/releases');
      await notary(clients, 'delegation', 'remove', gun, 'targets/alice', '-y');
    },
  },
];

describeRealWorld('a draft says what the real tools publish', (world) => {
  let next = 0;

  async function start(): Promise<{ readonly clients: RealClients; readonly gun: string }> {
    next += 1;
    const clients = await world.clients(`drafts-${next}`);
    const gun = `${NAMESPACE}${next}`;
    await clients.newSigner(gun, 'alice');
    await clients.sign(gun, 'v1', 'alice');
    return { clients, gun };
  }

  it.each(CASES)('for $name', async ({ before, stage }) => {
    const { clients, gun } = await start();
    await before?.(clients, gun);
    const state = await stateOf(world, gun);
    await stage(clients, gun);
    const edits = await stagedEdits(clients, gun);
    await clients.publish(gun);
    const after = await stateOf(world, gun);
    const expected = published(state, after);
    expect(Object.keys(expected)).not.toEqual([]);
    expect(drafted(state, edits)).toEqual(expected);
  });

  describe('for what is published at once:', () => {
    let clients: RealClients;
    let gun: string;
    let before: RepositoryState;

    beforeAll(async () => {
      ({ clients, gun } = await start());
    });

    async function compare(
      change: () => Promise<unknown>,
      edits: (after: RepositoryState) => readonly Edit[],
    ) {
      before = await stateOf(world, gun);
      await change();
      const after = await stateOf(world, gun);
      const expected = published(before, after);
      expect(Object.keys(expected)).not.toEqual([]);
      expect(drafted(before, edits(after))).toEqual(expected);
    }

    const baseKeys = (role: 'root' | 'targets' | 'snapshot', state: RepositoryState): readonly Edit[] => {
      const keys: readonly TufKey[] = state[role].keys;
      return [{ kind: 'set-base-keys', role, keys }];
    };

    it('docker adds a signer', async () => {
      const publicKey = await clients.generateKey('carol');
      await compare(
        () => clients.addSigner(gun, 'carol', [publicKey]),
        (after) => {
          const keys = after.delegations.get(roleName('targets/carol'))?.keys ?? [];
          return [roleName('targets/carol'), RELEASES].map(
            (role): Edit => ({ kind: 'add-delegation', role, keys, paths: [''] }),
          );
        },
      );
    });

    it('docker revokes a tag', async () => {
      await compare(
        () => clients.mustDocker(['revoke', '--yes', `${gun}:v1`]),
        () => [RELEASES, ALICE].map((role): Edit => ({ kind: 'remove-target', role, name: 'v1' })),
      );
    });

    it.each(['targets', 'snapshot', 'root'] as const)('notary rotates the key of %s', async (role) => {
      await compare(
        () => clients.rotate(gun, role),
        (after) => baseKeys(role, after),
      );
    });

    it('notary gives the snapshot back to the server', async () => {
      await compare(
        () => clients.rotate(gun, 'snapshot', { serverManaged: true }),
        (after) => baseKeys('snapshot', after),
      );
    });
  });
});
