import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../source/base/index.ts';
import {
  DEMO_PASSPHRASE,
  type Sandbox,
  sampleScenario,
  startSandbox,
  writeDemoTrustDir,
} from '../../source/sandbox/index.ts';
import { RELEASES } from '../../source/tuf/index.ts';
import { readState } from './support/read-state.ts';
import { RealClients, type ServerAddress } from './support/real-clients.ts';
import { realToolsMissing } from './support/real-tools.ts';
import { mustRun } from './support/run.ts';
import { gunOf, SCENARIOS } from './support/scenarios/index.ts';

const UNSIGNED = `Error getting ${RELEASES}: valid signatures did not meet threshold for ${RELEASES}`;

describe.skipIf(realToolsMissing() !== null)('the sandbox, to the real clients', () => {
  const scenario = sampleScenario(new Date());
  let dir: string;
  let sandbox: Sandbox;
  let server: ServerAddress;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'trustdeck-sandbox-'));
    sandbox = await startSandbox({ tls: true, dir: join(dir, 'sandbox'), clock: systemClock, scenario });
    const caFile = join(dir, 'sandbox', 'ca.crt');
    server = { url: sandbox.url, authority: new URL(sandbox.url).host, caFile };
  });

  afterAll(async () => {
    await sandbox.close();
    await rm(dir, { recursive: true, force: true });
  });

  const newClients = (name: string) => RealClients.create({ dir: join(dir, 'clients', name), server });
  const stateOf = (gun: string) => readState({ url: sandbox.url, ca: sandbox.caCertificatePem ?? '' }, gun);

  describe('that publish', () => {
    it.each(SCENARIOS)('takes and serves $shows', async (published) => {
      const clients = await newClients(published.name);
      const gun = gunOf(published);
      await published.setUp(clients, gun);
      await clients.forget(gun);
      const { stdout } = await clients.mustDocker(['inspect', gun]);
      expect(JSON.parse(stdout)).toMatchObject([{ Name: gun }]);
      const state = await stateOf(gun);
      const unusable = [...state.delegations.values()].filter(({ usable }) => !usable);
      expect(state.trusted).toBe(true);
      expect(Object.fromEntries(unusable.map(({ role, problems }) => [role, problems[0]?.code]))).toEqual(
        published.unusable ?? {},
      );
    });

    it('forgets what they delete', async () => {
      const clients = await newClients('delete');
      const gun = 'registry.example.com/deleted';
      await clients.newSigner(gun, 'alice');
      await clients.mustNotary(['delete', gun, '--remote']);
      const { exitCode, stdout } = await clients.notary(['list', gun]);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(`* fatal: ${server.authority} does not have trust data for ${gun}`);
      await clients.newSigner(gun, 'bob');
      expect((await stateOf(gun)).root.document?.version).toBe(1);
    });

    it('loses no tag when several publish at once, and tells the losers', async () => {
      const clients = await newClients('race');
      const gun = 'registry.example.com/race';
      await clients.mustNotary(['init', gun, '--publish']);
      await clients.rotate(gun, 'snapshot', { serverManaged: true });
      const machines = await Promise.all(
        ['one', 'two', 'three', 'four'].map(async (name) => {
          const machine = await clients.colleague(name);
          await cp(clients.trustDir, machine.trustDir, { recursive: true });
          await machine.tag(gun, name);
          return machine;
        }),
      );
      let waiting = machines;
      for (let round = 0; waiting.length > 0 && round < machines.length; round += 1) {
        const results = await Promise.all(waiting.map((machine) => machine.notary(['publish', gun])));
        const losers = waiting.filter((_, index) => results[index]?.exitCode !== 0);
        for (const { stdout } of results.filter(({ exitCode }) => exitCode !== 0)) {
          expect(stdout).toContain('* fatal: trust server rejected operation.');
        }
        expect(losers.length).toBeLessThan(waiting.length);
        waiting = losers;
      }
      const tags = (await stateOf(gun)).targets.document?.body.targets;
      expect([...(tags?.keys() ?? [])].toSorted()).toEqual(['four', 'one', 'three', 'two']);
    });

    it('makes them say that no key is left', async () => {
      const clients = await newClients('no-key-left');
      const gun = 'registry.example.com/no-key-left';
      await clients.newSigner(gun, 'alice');
      const keys = await clients.delegationKeyIds(gun, RELEASES);
      const { stderr } = await clients.mustNotary([
        ...['delegation', 'remove', gun, RELEASES, ...keys, '--yes', '--publish'],
      ]);
      expect(stderr).toContain(
        `role ${RELEASES} has fewer keys than its threshold of 1; it will not be usable until keys are added to it`,
      );
    });
  });

  describe('that read the sample repositories', () => {
    const warnings: Readonly<Record<string, string>> = {
      'admin/batch': UNSIGNED,
      'admin/demo': UNSIGNED,
      'admin/web': `${RELEASES} metadata is nearing expiry, you should re-sign the role metadata`,
      'team/archive': `Error getting ${RELEASES}: ${RELEASES} expired at `,
      'team/base': 'targets/qa/nightly metadata is nearing expiry, you should re-sign the role metadata',
      'team/jobs': '',
    };
    let clients: RealClients;

    beforeAll(async () => {
      clients = await newClients('samples');
      await writeDemoTrustDir(clients.trustDir, scenario);
    });

    it.each(scenario.repositories)('shows $gun: $shows', async ({ gun }) => {
      const warning = warnings[gun.replace('registry.example.com/', '')];
      const inspected = await clients.mustDocker(['inspect', gun]);
      const listed = await clients.mustNotary(['list', gun]);
      for (const { stderr } of [inspected, listed]) {
        const said = stderr.split('\n').filter((line) => line.includes('msg='));
        expect(said.join('\n')).toContain(warning ?? '');
        expect(said.length > 0).toBe(warning !== undefined && warning !== '');
      }
      const [{ SignedTags }] = JSON.parse(inspected.stdout);
      const released = (await stateOf(gun)).delegations.get(RELEASES);
      expect(SignedTags).toHaveLength(
        released?.usable === true ? (released.document?.body.targets.size ?? 0) : 0,
      );
    });

    it('lists the keys of the demo as they are meant', async () => {
      const { stdout } = await clients.mustNotary(['key', 'list']);
      for (const { canonicalId, role } of scenario.localKeys) {
        expect(stdout).toMatch(new RegExp(`^${role} .*${canonicalId}`, 'm'));
      }
    });

    it('lets the demo be repaired with the keys that are there', async () => {
      const gun = 'registry.example.com/admin/demo';
      const { url, caFile } = clients.server;
      await mustRun(
        'notary',
        ['-s', url, '--tlscacert', caFile, '-d', clients.trustDir, 'witness', gun, RELEASES, '--publish'],
        { env: { ...clients.env, NOTARY_DELEGATION_PASSPHRASE: DEMO_PASSPHRASE } },
      );
      const releases = (await stateOf(gun)).delegations.get(RELEASES);
      expect([releases?.usable, releases?.document?.version]).toEqual([true, 13]);
    });
  });

  it('is read by clients that kept the repository from before', async () => {
    const clients = await newClients('reopened');
    const gun = 'registry.example.com/reopened';
    await clients.newSigner(gun, 'alice');
    await clients.sign(gun, 'v1', 'alice');
    await clients.mustDocker(['inspect', gun]);
    await sandbox.close();
    const port = Number(new URL(sandbox.url).port);
    sandbox = await startSandbox({ port, tls: true, dir: join(dir, 'sandbox'), clock: systemClock });
    await clients.sign(gun, 'v2', 'alice');
    const { stdout } = await clients.mustDocker(['inspect', gun]);
    expect(JSON.parse(stdout)[0].SignedTags).toHaveLength(2);
  });
});
