import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PASS, type Programme, REFUSALS } from '../../support/fault-proxy.ts';
import { newSignerKey } from '../matrix/support/signer-keys.ts';
import { freePort, startNotaryServer } from '../support/notary-server.ts';
import type { RealClients } from '../support/real-clients.ts';
import { run } from '../support/run.ts';
import { describeRealWorld } from '../support/suite.ts';
import type { TrustdeckOptions } from '../support/trustdeck.ts';
import { complaints, confirmHealthy } from './support/confirm.ts';
import { brief, consult, type FindingJson, findingsOf, fixAutomatically, fixesOf } from './support/doctor.ts';
import { makeHealthy, type Patient } from './support/healthy.ts';
import { paste } from './support/pasted.ts';
import {
  asking,
  behindProxy,
  type Door,
  frozen,
  LOGIN,
  startRegistry,
  tokenProgramme,
} from './support/servers.ts';

const REGISTRY = 'registry.example.com';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function findings(
  clients: RealClients,
  args: readonly string[],
  options: TrustdeckOptions = {},
): Promise<readonly FindingJson[]> {
  return findingsOf(await consult(clients, args, options));
}

async function briefs(...given: Parameters<typeof findings>): Promise<readonly string[]> {
  return (await findings(...given)).map(brief);
}

/** What both tools have to complain of. */
async function heard(clients: RealClients, gun: string): Promise<string> {
  const said = [await clients.notary(['list', gun]), await clients.docker(['inspect', gun])];
  return said.map(complaints).join('\n');
}

describeRealWorld('what stands between people and their server', (world) => {
  async function made(name: string): Promise<Patient> {
    const gun = `${REGISTRY}/doctor/${name}`;
    return makeHealthy(await world.clients(name), { gun });
  }

  /** A machine that reads through a proxy, and one finding as long as the programme says so. */
  async function through(
    patient: Patient,
    programme: Programme,
    expected: readonly string[],
  ): Promise<readonly FindingJson[]> {
    const reader = await patient.owner.colleague('reader-by-proxy');
    const { proxy, there } = await behindProxy(reader, programme);
    try {
      const found = await findings(there, [patient.gun, '--server', proxy.url]);
      expect(found.map(brief)).toEqual(expected);
      proxy.programme = () => PASS;
      expect(await briefs(there, [patient.gun, '--server', proxy.url])).toEqual([]);
      const { stderr } = await there.mustNotary(['list', patient.gun]);
      expect(stderr).toBe('');
      return found;
    } finally {
      await proxy.close();
    }
  }

  describe.concurrent('the doctor finds', () => {
    it('an address that docker would not take', async () => {
      const { owner, gun } = await made('address');
      const env = { DOCKER_CONTENT_TRUST_SERVER: 'http://notary.example.com' };
      expect(await briefs(owner, [gun], { env })).toEqual(['error server-not-configured']);
      expect(await briefs(owner, [gun])).toEqual([]);
    });

    it('a registry that is no Notary server, and is asked because nobody named one', async () => {
      const { owner } = await made('unnamed');
      const registry = await startRegistry(owner);
      try {
        const gun = `${registry.authority}/doctor/unnamed`;
        const there = await asking(owner, registry);
        const env = { DOCKER_CONTENT_TRUST_SERVER: '' };
        expect(await briefs(there, [gun], { env })).toEqual(['error server-not-configured']);
        registry.page = null;
        const [missing, ...others] = await findings(there, [gun], { env });
        expect(missing && brief(missing)).toBe('error repository-not-initialised');
        expect(others).toEqual([]);
        expect(JSON.stringify(missing)).toContain('nobody named a Notary server');
        await owner.newSigner(gun, 'kim');
        expect(
          await briefs(there, [gun], { env: { DOCKER_CONTENT_TRUST_SERVER: owner.server.url } }),
        ).toEqual([]);
      } finally {
        await registry.close();
      }
    });

    it('a server that does not answer', async () => {
      const { owner, gun } = await made('unreachable');
      const authority = `127.0.0.1:${await freePort()}`;
      const nobody = await asking(owner, { ...owner.server, url: `https://${authority}`, authority });
      expect(await heard(nobody, gun)).toMatch(/could not reach|connection refused/);
      expect(await briefs(nobody, [gun])).toEqual(['error server-unreachable']);
      expect(await briefs(owner, [gun])).toEqual([]);
    });

    it('a server whose CA is not known here', async () => {
      const { owner, gun } = await made('untrusted');
      const stranger = await owner.colleague('stranger');
      const folder = join(stranger.configDir, 'tls', stranger.server.authority);
      await rm(folder, { recursive: true });
      const { stderr } = await stranger.docker(['inspect', gun]);
      expect(stderr).not.toBe('');
      const [found, ...others] = await findings(stranger, [gun]);
      expect(found && brief(found)).toBe('error tls-untrusted');
      expect(others).toEqual([]);
      expect(JSON.stringify(found?.fix?.ways)).toContain(folder);
      const line = found?.fix?.command?.replace('ca.crt', owner.server.caFile) ?? '';
      expect(await paste(stranger, `${line} --json`)).toMatchObject({ exitCode: 0 });
    });

    it('nobody signed in, then an account that may not read it', async () => {
      const { owner, gun } = await made('login');
      const reader = await owner.colleague('reader-by-login');
      const door: Door = { forNobody: 'nothing' };
      const { proxy, there } = await behindProxy(
        reader,
        tokenProgramme(() => proxy.url, door),
      );
      try {
        const ask = () => briefs(there, [gun, '--server', proxy.url]);
        expect(await ask()).toEqual(['error authentication-required']);
        door.forNobody = 'useless';
        expect(await ask()).toEqual(['error not-authorised']);
        const args = ['-s', proxy.url, '-d', there.trustDir, 'list', gun];
        const anonymous = await run('notary', args, { env: there.env });
        expect(anonymous.stdout).toMatch(/not authorized to perform this operation|unauthorized/);
        const signedIn = await run('notary', args, { env: { ...there.env, NOTARY_AUTH: LOGIN } });
        expect(signedIn).toMatchObject({ exitCode: 0, stderr: '' });
        door.forNobody = 'good';
        expect(await ask()).toEqual([]);
      } finally {
        await proxy.close();
      }
    });

    it('a refusal with status 403', async () => {
      const refused = { kind: 'refuse', status: 403, body: 'forbidden' } as const;
      await through(await made('forbidden'), () => refused, ['error not-authorised']);
    });

    it('a login page in the place of the server', async () => {
      await through(await made('login-page'), () => REFUSALS.html, ['error server-failure']);
    });

    it('a server that is down behind what answers for it', async () => {
      await through(await made('down'), () => REFUSALS.unavailable, ['error server-failure']);
    });

    it('a repository that was never initialised', async () => {
      const { owner } = await made('never-initialised');
      const gun = `${REGISTRY}/doctor/never`;
      expect(await heard(owner, gun)).toMatch(/does not have trust data for|trust data missing/);
      const [found, ...others] = await findings(owner, [gun]);
      expect(found && brief(found)).toBe('error repository-not-initialised');
      expect(others).toEqual([]);
      expect(found?.fix?.automatic).toBe(false);
      const { exitCode, stdout, stderr } = await paste(owner, `${found?.fix?.command ?? 'false'} --yes`);
      expect([exitCode, stdout, stderr]).toEqual([0, expect.anything(), expect.anything()]);
      expect(await briefs(owner, [gun])).toEqual([]);
      await confirmHealthy(owner, gun);
    });

    it('a clock that is an hour ahead, and does not mind a minute', async () => {
      const { owner, gun } = await made('clock');
      expect(await briefs(owner, [gun], { clockAhead: MINUTE })).toEqual([]);
      expect(await briefs(owner, [gun], { clockAhead: 60 * MINUTE })).toEqual(['error clock-skew']);
      expect(await briefs(owner, [gun], { clockAhead: -60 * MINUTE })).toEqual(['error clock-skew']);
      expect(await briefs(owner, [gun])).toEqual([]);
    });

    it('a clock that is so far ahead that everything seems to have ended, and blames the clock alone', async () => {
      const { owner, gun } = await made('far-ahead');
      const clockAhead = 20 * DAY;
      expect(await briefs(owner, [gun], { clockAhead })).toEqual(['error clock-skew']);
    });
  });

  describe.concurrent('the doctor never trusts', () => {
    it('a server that serves what it had before', async () => {
      const { owner, gun } = await made('rollback');
      const reader = await owner.colleague('reader-of-old');
      const old = await world.server().get(`/v2/${gun}/_trust/tuf/timestamp.json`);
      await owner.sign(gun, 'later', 'jeff');
      const { proxy, there } = await behindProxy(reader, () => PASS);
      try {
        const ask = () => findings(there, [gun, '--server', proxy.url]);
        expect(await ask()).toEqual([]);
        await there.mustNotary(['list', gun]);
        proxy.programme = ({ path }) =>
          path.endsWith('/timestamp.json')
            ? { kind: 'refuse', status: 200, body: old.body.toString() }
            : PASS;
        expect((await there.notary(['list', gun])).stdout).toMatch(
          /version \d+ is lower than current version \d+/,
        );
        const found = await ask();
        expect(found.map(brief)).toEqual(['error rollback-detected timestamp']);
        expect(found[0]?.fix?.automatic ?? false).toBe(false);
        expect(fixesOf(await fixAutomatically(there, [gun, '--server', proxy.url]))).toEqual([]);
        expect((await ask()).map(brief)).toEqual(['error rollback-detected timestamp']);
        proxy.programme = () => PASS;
        expect(await ask()).toEqual([]);
        expect((await there.mustNotary(['list', gun])).stderr).toBe('');
      } finally {
        await proxy.close();
      }
    });

    it('a server that has stopped to sign that what it serves is the newest', async () => {
      const { owner, gun } = await made('frozen');
      const reader = await owner.colleague('reader-of-frozen');
      const { proxy, there } = await behindProxy(reader, () => PASS);
      try {
        const args = [gun, '--server', proxy.url];
        expect(await briefs(there, args)).toEqual([]);
        const clockAhead = 20 * DAY;
        proxy.programme = await frozen(world.server(), proxy.requests, clockAhead);
        const [found, ...others] = await findings(there, args, { clockAhead });
        expect(found && brief(found)).toBe('error role-expired timestamp');
        expect(others).toEqual([]);
        expect(found?.fix?.ways.some(({ here }) => here) ?? false).toBe(false);
        proxy.programme = () => PASS;
        expect(await briefs(there, args)).toEqual([]);
      } finally {
        await proxy.close();
      }
    });

    it('a server that has lost the repository, nor the one that somebody makes in its place', async () => {
      const { owner, gun } = await made('lost');
      expect(await briefs(owner, [gun])).toEqual([]);
      const dir = join(owner.workDir, 'another-server');
      const another = await startNotaryServer({ dir });
      try {
        const here = await asking(owner, another);
        expect((await here.notary(['list', gun])).stderr).toContain('using cached timestamp');
        const [lost, ...others] = await findings(here, [gun]);
        expect(lost && brief(lost)).toBe('error cache-stale');
        expect(others).toEqual([]);
        expect(lost?.fix?.automatic ?? false).toBe(false);
        const mallory = await asking(await owner.colleague('mallory'), another);
        const key = await newSignerKey(mallory, 'mallory');
        await mallory.addSigner(gun, 'mallory', [key.file]);
        await mallory.sign(gun, 'by-jeff', 'mallory');
        expect((await here.notary(['list', gun])).stdout).toMatch(
          /could not rotate trust to a new trusted root/,
        );
        const [forged, ...more] = await findings(here, [gun]);
        expect(forged && brief(forged)).toMatch(/^error repository-not-trusted/);
        expect(more).toEqual([]);
        expect(forged?.fix?.automatic ?? false).toBe(false);
        expect(fixesOf(await fixAutomatically(here, [gun]))).toEqual([]);
        expect((await briefs(here, [gun]))[0]).toMatch(/^error repository-not-trusted/);
        // Somebody has found out that the new one is right, and says so by forgetting the old one.
        const line = forged?.fix?.ways
          .flatMap(({ commands }) => commands)
          .find(({ tool, line: text }) => tool === 'trustdeck' && text.includes(' delete '))?.line;
        const forgotten = await paste(here, `${line ?? 'false'} --yes --accept-risk trust-data-deleted`);
        expect([forgotten.exitCode, forgotten.stderr]).toEqual([0, expect.anything()]);
        expect(await briefs(here, [gun])).toEqual([]);
        await confirmHealthy(mallory, gun);
      } finally {
        await another.stop();
      }
    });
  });
});
