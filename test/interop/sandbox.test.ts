import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../source/base/index.ts';
import { type Sandbox, sampleScenario, startSandbox } from '../../source/sandbox/index.ts';
import { RealClients, type ServerAddress } from './support/real-clients.ts';
import { realToolsMissing } from './support/real-tools.ts';
import { gunOf, SCENARIOS } from './support/scenarios/index.ts';

const missing = realToolsMissing();

describe.skipIf(missing !== null)('the sandbox, to the real clients', () => {
  let dir: string;
  let sandbox: Sandbox;
  let server: ServerAddress;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'trustdeck-sandbox-'));
    sandbox = await startSandbox({
      tls: true,
      dir: join(dir, 'sandbox'),
      clock: systemClock,
      scenario: sampleScenario(new Date()),
    });
    const caFile = join(dir, 'ca.crt');
    await writeFile(caFile, sandbox.caCertificatePem ?? '');
    server = { url: sandbox.url, authority: new URL(sandbox.url).host, caFile };
  });

  afterAll(async () => {
    await sandbox.close();
    await rm(dir, { recursive: true, force: true });
  });

  const clientsFor = (name: string) => RealClients.create({ dir: join(dir, 'clients', name), server });

  it.each(SCENARIOS)('takes what they publish for $shows', async (scenario) => {
    const clients = await clientsFor(scenario.name);
    const gun = gunOf(scenario);
    await scenario.setUp(clients, gun);
    await clients.forget(gun);
    const { exitCode, stdout, stderr } = await clients.docker(['inspect', gun]);
    expect(exitCode, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ Name: gun }]);
  });
});
