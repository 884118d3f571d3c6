import { describe, expect, it } from 'vitest';
import { disturb } from './support/disturb.ts';
import { type FaultName, faultsFor } from './support/faults.ts';
import { copyOf, inWorld, removePlace } from './support/place.ts';
import { inTurns, type Met, type Scene, sceneOf } from './support/scene.ts';
import { ADD, DELETE, INIT, PUBLISH, ROTATE, ROTATE_ROOT } from './support/stories.ts';

/** Most of the time of each is waiting. */
const AT_ONCE = 4;

async function disturbCopy(met: Met, fault: FaultName, scene: Scene): Promise<void> {
  const place = copyOf(scene.place);
  try {
    const hits = ({ index }: { readonly index: number }) => index === met.index;
    await inWorld(place, (world) => disturb(world, { met, fault, hits }, scene));
  } catch (cause) {
    throw new Error(`${fault} of request ${met.index}, ${met.method} ${met.path}`, { cause });
  } finally {
    removePlace(place);
  }
}

describe.each([INIT, ADD, ROTATE, ROTATE_ROOT, DELETE, PUBLISH])('$name', (story) => {
  it('tells the truth whatever comes back, and goes on from there', { timeout: 180_000 }, async () => {
    const scene = await sceneOf(story);
    const all = scene.requests.flatMap((met) => faultsFor(met).map((fault) => ({ met, fault })));
    await inTurns(all, ({ met, fault }) => disturbCopy(met, fault, scene), AT_ONCE);
    removePlace(scene.place);
    console.info(`${story.name}: disturbed ${all.length} answers`);
    expect(all.length).toBeGreaterThan(0);
  });
});
