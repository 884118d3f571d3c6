import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PASS } from '../../support/fault-proxy.ts';
import { newSignerKey } from '../matrix/support/signer-keys.ts';
import { startNotaryServer } from '../support/notary-server.ts';
import { describeRealWorld } from '../support/suite.ts';
import { confirmHealthy } from './support/confirm.ts';
import { brief, briefs, findings, fixAutomatically, fixesOf } from './support/doctor.ts';
import { makeHealthy, type Patient } from './support/healthy.ts';
import { paste } from './support/pasted.ts';
import { asking, behindProxy, frozen } from './support/servers.ts';

const DAY = 24 * 60 * 60_000;

describeRealWorld('what a server must not get away with', (world) => {
  async function made(name: string): Promise<Patient> {
    const gun = `registry.example.com/trust/${name}`;
    return makeHealthy(await world.clients(name), { gun });
  }

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
