import { beforeAll, describe, expect, it } from 'vitest';
import { safeText } from '../../source/base/index.ts';
import { inOrder } from './support/inspection.ts';
import type { RealClients } from './support/real-clients.ts';
import { gunOf, SCENARIOS } from './support/scenarios/index.ts';
import { describeRealWorld } from './support/suite.ts';
import { parseDelegationTable, parseKeyTable, parseTargetTable } from './support/tables.ts';
import { type DelegationJson, trustdeck, trustdeckJson } from './support/trustdeck.ts';

interface KeyJson {
  readonly id: string;
  readonly role: string | null;
  readonly gun: string | null;
}

describeRealWorld('trustdeck agrees with docker and notary', (world) => {
  describe.each(SCENARIOS)('on $shows ($name)', (scenario) => {
    const gun = gunOf(scenario);
    let clients: RealClients;

    beforeAll(async () => {
      clients = await world.clients(scenario.name);
      await scenario.setUp(clients, gun);
    });

    it('inspect equals docker trust inspect', async () => {
      const docker = await clients.mustDocker(['inspect', gun]);
      const ours = await trustdeck(clients, ['inspect', gun, '--json']);
      expect(ours.exitCode).toBe(0);
      expect(inOrder(ours.stdout)).toEqual(inOrder(docker.stdout));
    });

    it('inspect --pretty says what docker says', async () => {
      const docker = await clients.mustDocker(['inspect', '--pretty', gun]);
      const ours = await trustdeck(clients, ['inspect', '--pretty', gun]);
      // Ours may differ in blanks and in what would steer a terminal; docker's rows of one tag come in any order.
      const lines = (text: string) =>
        text
          .split('\n')
          .map((line) => safeText(line.trim().replace(/[\t ]+/g, ' ')))
          .toSorted();
      expect(lines(ours.stdout).filter(Boolean)).toEqual(lines(docker.stdout).filter(Boolean));
    });

    it('list equals notary list', async () => {
      const notary = await clients.mustNotary(['list', gun]);
      expect(await trustdeckJson(clients, ['list', gun])).toEqual(parseTargetTable(notary.stdout));
    });

    it('delegation list equals notary delegation list', async () => {
      const notary = await clients.mustNotary(['delegation', 'list', gun]);
      const listed = await trustdeckJson<readonly DelegationJson[]>(clients, ['delegation', 'list', gun]);
      // Notary does not mention what is below a delegation that it could not load.
      const known = listed.filter(({ role }) => scenario.unusable?.[role] !== 'parent-unusable');
      const rows = known.map(({ role, paths, threshold, keys }) => ({
        role,
        paths,
        keyIds: keys.map(({ id }) => id),
        threshold,
      }));
      expect(byRole(rows)).toEqual(byRole(parseDelegationTable(notary.stdout)));
    });

    it('delegation list says what is not usable, and why', async () => {
      const listed = await trustdeckJson<readonly DelegationJson[]>(clients, ['delegation', 'list', gun]);
      const unusable = listed.filter(({ usable }) => !usable).map(({ role }) => role);
      expect(unusable.toSorted()).toEqual(Object.keys(scenario.unusable ?? {}).toSorted());
      for (const { usable, reason } of listed) {
        expect(reason).toEqual(usable ? null : expect.stringMatching(/\w/));
      }
    });

    it('key list knows the keys that notary lists', async () => {
      const notary = await clients.mustNotary(['key', 'list']);
      const ours = await trustdeckJson<readonly KeyJson[]>(clients, ['key', 'list']);
      const expected = parseKeyTable(notary.stdout).map(({ role, id }) => ({ role, id }));
      expect(byId(ours.map(({ role, id }) => ({ role, id })))).toEqual(byId(expected));
    });

    it('verify takes each listed target, and no other digest', async () => {
      const { stdout } = await clients.mustNotary(['list', gun]);
      const [target] = parseTargetTable(stdout).filter(({ role }) => role === 'targets/releases');
      if (target !== undefined) {
        const name = `${gun}:${target.name}`;
        const good = await trustdeck(clients, ['verify', name, '--digest', `sha256:${target.sha256}`]);
        const bad = await trustdeck(clients, ['verify', name, '--digest', `sha256:${'0'.repeat(64)}`]);
        expect([good.exitCode, bad.exitCode]).toEqual([0, 6]);
      }
    });
  });
});

function byRole<Row extends { readonly role: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((left, right) => (left.role < right.role ? -1 : 1));
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
