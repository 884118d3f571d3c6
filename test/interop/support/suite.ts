import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type RealNotaryServer, startNotaryServer } from './notary-server.ts';
import { RealClients } from './real-clients.ts';
import { realToolsMissing } from './real-tools.ts';

export interface RealWorld {
  /** Only there while tests and hooks run. */
  readonly server: () => RealNotaryServer;
  /** A new home for the real clients. */
  readonly clients: (name: string) => Promise<RealClients>;
}

/**
 * A suite against a notary-server of its own and the real clients. Where they are not installed it does not run, and
 * its title says why; with TRUSTDECK_REQUIRE_INTEROP=1 it fails instead.
 */
export function describeRealWorld(title: string, body: (world: RealWorld) => void): void {
  const missing = realToolsMissing();
  const heading = missing === null ? title : `${title} (not run: ${missing})`;
  describe.skipIf(missing !== null)(heading, () => {
    let dir: string | null = null;
    let server: RealNotaryServer | null = null;
    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'trustdeck-interop-'));
      server = await startNotaryServer({ dir: join(dir, 'server') });
    });
    afterAll(async () => {
      await server?.stop();
      if (dir !== null) {
        await rm(dir, { recursive: true, force: true });
      }
    });
    const running = () => started(server);
    body({
      server: running,
      clients: (name) => RealClients.create({ dir: join(started(dir), name), server: running() }),
    });
  });
}

function started<Value>(value: Value | null): Value {
  if (value === null) {
    throw new Error('the real world is only there while tests run');
  }
  return value;
}
