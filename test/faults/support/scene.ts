import { availableParallelism } from 'node:os';
import { expect } from 'vitest';
import { checkMachine } from './machine-check.ts';
import { copyOf, inWorld, newPlace, type Place, removePlace } from './place.ts';
import type { Shape } from './shape.ts';
import { type Story, shapeIn } from './stories.ts';

/** A request as a rehearsal met it. */
export interface Met {
  readonly index: number;
  readonly method: string;
  readonly path: string;
}

/** A place where a story is about to be told, and what there is to disturb in it. */
export interface Scene {
  readonly story: Story;
  readonly place: Place;
  readonly before: Shape | null;
  readonly keysBefore: readonly string[];
  /** Names of the file system steps. */
  readonly steps: readonly string[];
  readonly requests: readonly Met[];
}

/** Prepares a place, and rehearses once as a process of its own, without disturbance. */
export async function sceneOf(story: Story): Promise<Scene> {
  const place = newPlace();
  const { before, keysBefore } = await inWorld(place, async (world) => {
    await story.prepare(world);
    const { keys } = await checkMachine(world);
    return { before: await shapeIn(world), keysBefore: keys };
  });
  const rehearsal = copyOf(place);
  const met = await inWorld(rehearsal, async (world) => {
    const { code, stderr, steps } = await world.start(story.argv).ended;
    expect(code, stderr).toBe(0);
    expect(story.isDone(before, await shapeIn(world))).toBe(true);
    const requests = world.proxy.requests.map(({ index, method, path }) => ({ index, method, path }));
    return { steps, requests };
  });
  removePlace(rehearsal);
  return { story, place, before, keysBefore, ...met };
}

/** Whether a repository is as it was. */
export function isAsBefore(shape: Shape | null, before: Shape | null): boolean {
  return JSON.stringify(shape) === JSON.stringify(before);
}

/** Works on all items, some at a time. */
export async function inTurns<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  atOnce = availableParallelism(),
): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
