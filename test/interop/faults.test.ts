import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { disturb } from '../faults/support/disturb.ts';
import type { FaultName } from '../faults/support/faults.ts';
import { checkMachine } from '../faults/support/machine-check.ts';
import { newPlace, removePlace, World } from '../faults/support/place.ts';
import { describePublishers } from '../faults/support/publishers.ts';
import { ADD, DELETE, INIT, ROTATE, ROTATE_ROOT, type Story, shapeIn } from '../faults/support/stories.ts';
import { startNotaryServer } from './support/notary-server.ts';
import { realToolsMissing } from './support/real-tools.ts';

const missing = realToolsMissing();
const where = missing === null ? 'on notary-server' : `on notary-server (not run: ${missing})`;

/** A notary-server of its own, which keeps everything in memory, behind the proxy. */
async function openReal(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'trustdeck-notary-'));
  const server = await startNotaryServer({ dir });
  const close = async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  };
  return World.on({ url: server.url, ca: await readFile(server.caFile, 'utf8'), close }, newPlace());
}

/** What may happen to the request that changes the server, and only there makes a difference to it. */
const FAULTS: readonly FaultName[] = ['drop-request', 'drop-answer', 'cut-answer', 'repeat'];

async function disturbChange(story: Story, fault: FaultName): Promise<void> {
  const world = await openReal();
  try {
    await story.prepare(world);
    const before = await shapeIn(world);
    const { keys } = await checkMachine(world);
    const method = story === DELETE ? 'DELETE' : 'POST';
    const isFirst = once((request: { readonly method: string }) => request.method === method);
    const disturbance = { met: { method }, fault, hits: isFirst };
    await disturb(world, disturbance, { story, before, keysBefore: keys });
  } finally {
    await world.close();
    removePlace(world.place);
  }
}

/** True for the first value only that satisfies the condition. */
function once<Value>(condition: (value: Value) => boolean): (value: Value) => boolean {
  let isOver = false;
  return (value) => {
    const hits = !isOver && condition(value);
    isOver ||= hits;
    return hits;
  };
}

describe.skipIf(missing !== null)(where, () => {
  describe.each([INIT, ADD, ROTATE, ROTATE_ROOT, DELETE])('$name', (story) => {
    it.each(FAULTS)('is told truly, and gone on with, after %s', (fault) => disturbChange(story, fault));
  });

  describe('several who publish to one repository at once', () => {
    describePublishers({ rounds: 6, open: openReal });
  });
});
