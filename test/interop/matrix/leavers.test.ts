import { expect, it } from 'vitest';
import { mustRun } from '../support/run.ts';
import { describeRealWorld } from '../support/suite.ts';
import { parseDelegationTable } from '../support/tables.ts';
import { mustTrustdeck } from './support/command.ts';
import { MAKERS, makeRepository } from './support/makers.ts';
import { P256, privateKeyIds } from './support/signer-keys.ts';
import { RELEASES, type Team, teamOf } from './support/team.ts';

async function dockerMajor(): Promise<number> {
  const { stdout } = await mustRun('docker', ['--version']);
  return Number(/version (\d+)/.exec(stdout)?.[1]);
}

/** Who `docker trust inspect` lists as signers, and every role in which notary finds the key. */
async function whereJeffIs({ fresh }: Team, gun: string, keyId: string) {
  await fresh.forget(gun);
  const inspection = JSON.parse((await fresh.mustDocker(['inspect', gun])).stdout);
  const { stdout } = await fresh.mustNotary(['delegation', 'list', gun]);
  const rows = parseDelegationTable(stdout);
  return {
    signers: inspection[0].Signers.map(({ Name }: { readonly Name: string }) => Name),
    roles: rows.filter(({ keyIds }) => keyIds.includes(keyId)).map(({ role }) => role),
  };
}

const BOTH_ROLES = { signers: ['jeff', 'ben'], roles: ['targets/jeff', RELEASES] };

/** The first docker whose own command ends well and removes nobody (facts 11.4). */
const FIRST_BROKEN_DOCKER = 26;

describeRealWorld('a signer who has left', (world) => {
  it.each(MAKERS)('of a repository made by $name is out of both roles after signer remove', async (maker) => {
    const slug = maker.name.replaceAll(' ', '-');
    const team = await teamOf(await world.clients(slug));
    const gun = `registry.example.com/leavers/${slug}`;
    const { jeff } = await makeRepository(maker, team, { gun, type: P256 });
    expect(await whereJeffIs(team, gun, jeff.id)).toEqual(BOTH_ROLES);
    await mustTrustdeck(team.owner, ['signer', 'remove', 'jeff', gun, '--yes']);
    expect(await whereJeffIs(team, gun, jeff.id)).toEqual({ signers: ['ben'], roles: [] });
    expect(await privateKeyIds(team.owner)).toContain(jeff.id);
  });

  it.each(MAKERS)('of a repository made by $name stays in both after docker’s own command', async (maker) => {
    const slug = `docker-on-${maker.name.replaceAll(' ', '-')}`;
    const team = await teamOf(await world.clients(slug));
    const gun = `registry.example.com/leavers/${slug}`;
    const { jeff } = await makeRepository(maker, team, { gun, type: P256 });
    const removed = await team.owner.docker(['signer', 'remove', 'jeff', gun]);
    expect(removed).toMatchObject({ exitCode: 0, stderr: '' });
    const isBroken = (await dockerMajor()) >= FIRST_BROKEN_DOCKER;
    const expected = isBroken ? BOTH_ROLES : { signers: ['ben'], roles: [] };
    expect(await whereJeffIs(team, gun, jeff.id)).toEqual(expected);
  });
});
