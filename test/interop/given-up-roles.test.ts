import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeHealthy, type Patient, RELEASES } from './doctor/support/healthy.ts';
import { mustTrustdeck } from './matrix/support/command.ts';
import { inOrder } from './support/inspection.ts';
import type { RealClients } from './support/real-clients.ts';
import { describeRealWorld } from './support/suite.ts';
import { type DelegationJson, trustdeck, trustdeckJson } from './support/trustdeck.ts';

/** What each client says of a repository, and that none of them complains. */
async function everybodySays(machine: RealClients, gun: string) {
  const [docker, list, delegations] = [
    await machine.mustDocker(['inspect', gun]),
    await machine.mustNotary(['list', gun]),
    await machine.mustNotary(['delegation', 'list', gun]),
  ];
  const ours = await trustdeckJson(machine, ['inspect', gun]);
  expect(`${docker.stderr}${list.stderr}${delegations.stderr}`).not.toMatch(/error|warn/i);
  expect(ours).toEqual(inOrder(docker.stdout));
  return { inspect: ours, list: list.stdout, delegations: delegations.stdout };
}

describeRealWorld('a role that is removed and made again', (world) => {
  /** Only whoever has the snapshot key can take a role's file out of the snapshot: the server never does. */
  describe.each([
    ['the owner', false],
    ['the server', true],
  ])('where %s signs the snapshot', (who, serverManaged) => {
    const gun = `registry.example.com/given-up/${serverManaged ? 'server' : 'owner'}`;
    let patient: Patient;
    let reader: RealClients;
    const fileOf = (machine: RealClients) =>
      join(machine.trustDir, 'tuf', gun, 'metadata', 'targets', 'releases.json');

    beforeAll(async () => {
      patient = await makeHealthy(await world.clients(`given-up-${who}`), { gun });
      const { owner } = patient;
      if (!serverManaged) {
        await owner.rotate(gun, 'snapshot');
        await owner.sign(gun, 'with-own-snapshot', 'jeff');
      }
      reader = await owner.colleague('reader');
      await everybodySays(reader, gun);
      expect(existsSync(fileOf(reader))).toBe(true);
    });

    it('leaves the cache with the update that learns of it, and no client misses its file', async () => {
      const old = await readFile(fileOf(reader));
      const { owner } = patient;
      await owner.removeDelegation(gun, RELEASES);
      const unknowing = await owner.colleague('never-read-before');
      const expected = await everybodySays(unknowing, gun);
      await mustTrustdeck(reader, ['inspect', gun]);
      expect(existsSync(fileOf(reader))).toBe(false);
      expect(await everybodySays(reader, gun)).toEqual(expected);
      // As docker and notary leave it: they never take a file out of the cache.
      await writeFile(fileOf(reader), old);
      await mustTrustdeck(reader, ['inspect', gun]);
      expect(existsSync(fileOf(reader))).toBe(false);
    });

    it('counts again for everybody once it is made again and signed', async () => {
      const { owner } = patient;
      await mustTrustdeck(owner, [
        'delegation',
        'add',
        gun,
        RELEASES,
        '--all-paths',
        '--yes',
        '--key-id',
        patient.keys.jeff.id,
      ]);
      await mustTrustdeck(owner, [
        'sign',
        `${gun}:again`,
        '--signer',
        'jeff',
        '--digest',
        `sha256:${'ab'.repeat(32)}`,
        '--size',
        '7',
        '--yes',
      ]);
      await everybodySays(reader, gun);
      const rows = await trustdeckJson<readonly DelegationJson[]>(reader, ['delegation', 'list', gun]);
      expect(rows.find(({ role }) => role === RELEASES)).toMatchObject({ usable: true });
      expect(existsSync(fileOf(reader))).toBe(true);
      const { exitCode, stdout } = await trustdeck(reader, ['doctor', gun]);
      expect(stdout).not.toContain('role-unusable');
      expect(exitCode).toBe(0);
    });
  });
});
