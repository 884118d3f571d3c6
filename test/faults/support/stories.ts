import { join } from 'node:path';
import type { RepositoryState } from '../../../source/tuf/index.ts';
import { targetChange, writeChangelist } from '../../interop/support/changelist-file.ts';
import type { World } from './place.ts';
import { type Shape, shapeOf } from './shape.ts';

export const APP = 'registry.example.com/team/app';

/** A change, and what it comes to. */
export interface Story {
  readonly name: string;
  readonly prepare: (world: World) => Promise<void>;
  readonly argv: readonly string[];
  /** Goes on with what was left unfinished of it. */
  readonly resume: readonly string[];
  /** Whether the repository is as the change leaves it, all of it. */
  readonly isDone: (before: Shape | null, after: Shape | null) => boolean;
  /** Whether doing it again is a change of its own, as it makes a new key each time. */
  readonly isNewEachTime: boolean;
  /** Private keys that it adds to the machine; those that it removes count against it. */
  readonly keysAdded: number;
  /** Private keys that it makes. */
  readonly keysMade: number;
}

/** Adds a tag to releases and to a signer, as notary stages it, and publishes it. */
export async function stageTag(world: World, tag: string, signer: string): Promise<void> {
  const folder = join(world.trustDir, 'tuf', APP, 'changelist');
  const target = { name: tag, sha256: Buffer.alloc(32, tag), length: 100 };
  await writeChangelist(
    folder,
    ['targets/releases', `targets/${signer}`].map((role) => targetChange({ role, ...target })),
  );
}

async function withSigner(world: World, signer: string): Promise<void> {
  await world.done(['key', 'generate', signer]);
  await world.done(['signer', 'add', signer, APP, '--key', `${signer}.pub`, '-y']);
}

async function withRelease(world: World): Promise<void> {
  await withSigner(world, 'jeff');
  await stageTag(world, 'v1', 'jeff');
  await world.done(['publish', APP, '-y']);
}

const keysOf = (shape: Shape | null, role: string) => shape?.roles[role]?.keys ?? [];
const versionOf = (shape: Shape | null, role: string) => shape?.roles[role]?.version ?? 0;
const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

export const INIT: Story = {
  name: 'init',
  prepare: async () => undefined,
  argv: ['init', APP, '-y'],
  resume: ['init', '--resume', '-y'],
  isDone: (_, after) => same(Object.keys(after?.roles ?? {}), ['root', 'targets']),
  isNewEachTime: false,
  keysAdded: 2,
  keysMade: 2,
};

export const ADD: Story = {
  name: 'signer add',
  prepare: async (world) => {
    await withRelease(world);
    await world.done(['key', 'generate', 'zoe']);
  },
  argv: ['signer', 'add', 'zoe', APP, '--key', 'zoe.pub', '-y'],
  resume: ['signer', 'add', '--resume', '-y'],
  isDone: (before, after) =>
    keysOf(after, 'targets/zoe').length === 1 &&
    keysOf(after, 'targets/releases').length === 2 &&
    versionOf(after, 'targets') === versionOf(before, 'targets') + 1 &&
    same(after?.tags, before?.tags),
  isNewEachTime: false,
  keysAdded: 0,
  keysMade: 0,
};

export const ROTATE: Story = {
  name: 'signer rotate',
  prepare: withRelease,
  argv: ['signer', 'rotate', 'jeff', APP, '-y', '--remove-old-key'],
  resume: ['signer', 'rotate', '--resume', '-y', '--remove-old-key'],
  isDone: (before, after) => {
    const [old] = keysOf(before, 'targets/jeff');
    const now = keysOf(after, 'targets/jeff');
    return (
      now.length === 1 &&
      now[0] !== old &&
      same(keysOf(after, 'targets/releases'), now) &&
      same(after?.tags, before?.tags)
    );
  },
  isNewEachTime: true,
  keysAdded: 0,
  keysMade: 1,
};

export const ROTATE_ROOT: Story = {
  name: 'key rotate --role root',
  prepare: withRelease,
  argv: ['key', 'rotate', APP, '--role', 'root', '-y', '--accept-risk', 'root-rotation'],
  resume: ['key', 'rotate', '--role', 'root', '--resume', '-y', '--accept-risk', 'root-rotation'],
  isDone: (before, after) =>
    !same(keysOf(before, 'root'), keysOf(after, 'root')) &&
    keysOf(after, 'root').length === 1 &&
    versionOf(after, 'root') > versionOf(before, 'root') &&
    same(after?.tags, before?.tags),
  isNewEachTime: true,
  keysAdded: 1,
  keysMade: 1,
};

export const PUBLISH: Story = {
  name: 'publish',
  prepare: async (world) => {
    await withRelease(world);
    await stageTag(world, 'v2', 'jeff');
  },
  argv: ['publish', APP, '-y'],
  resume: ['publish', '--resume', '-y'],
  isDone: (before, after) =>
    same(after?.tags, ['targets/jeff v1', 'targets/jeff v2', 'targets/releases v1', 'targets/releases v2']) &&
    versionOf(after, 'targets/jeff') === versionOf(before, 'targets/jeff') + 1,
  isNewEachTime: false,
  keysAdded: 0,
  keysMade: 0,
};

export const DELETE: Story = {
  name: 'delete --remote',
  prepare: withRelease,
  argv: ['delete', APP, '--remote', '-y', '--accept-risk', 'trust-data-deleted'],
  resume: ['delete', '--resume', '-y', '--accept-risk', 'trust-data-deleted'],
  isDone: (_, after) => after === null,
  isNewEachTime: false,
  keysAdded: 0,
  keysMade: 0,
};

export async function shapeIn(world: World): Promise<Shape | null> {
  const state: RepositoryState | null = await world.state(APP);
  return state === null ? null : shapeOf(state);
}
