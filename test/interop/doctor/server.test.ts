import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PASS, type Programme, REFUSALS } from '../../support/fault-proxy.ts';
import { freePort } from '../support/notary-server.ts';
import type { RealClients } from '../support/real-clients.ts';
import { run } from '../support/run.ts';
import { describeRealWorld } from '../support/suite.ts';
import { complaints, confirmHealthy } from './support/confirm.ts';
import { brief, briefs, type FindingJson, findings } from './support/doctor.ts';
import { makeHealthy, type Patient } from './support/healthy.ts';
import { paste } from './support/pasted.ts';
import { asking, behindProxy, type Door, LOGIN, startRegistry, tokenProgramme } from './support/servers.ts';

const REGISTRY = 'registry.example.com';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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

    it('nobody signed in, with a token for nobody or without', async () => {
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
        expect(await ask()).toEqual(['error authentication-required']);
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
});
