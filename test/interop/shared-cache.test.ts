import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inOrder } from './support/inspection.ts';
import type { RealClients } from './support/real-clients.ts';
import type { RunResult } from './support/run.ts';
import { gunOf, SCENARIOS, type Scenario } from './support/scenarios/index.ts';
import { describeRealWorld } from './support/suite.ts';
import { trustdeck, trustdeckJson } from './support/trustdeck.ts';

/** What was read while the server was there, by somebody who knows the repository from reading it only. */
interface Online {
  /** Read by trustdeck alone, so that the cache is all its own. */
  readonly ours: RealClients;
  /** Read by docker and notary alone. */
  readonly theirs: RealClients;
  readonly inspect: unknown;
  readonly list: string;
  readonly delegations: string;
}

describeRealWorld('one metadata cache for trustdeck, docker and notary', (world) => {
  const online = new Map<Scenario, Online>();

  beforeAll(async () => {
    for (const scenario of SCENARIOS) {
      online.set(scenario, await readOnline(scenario, await world.clients(scenario.name)));
    }
    await world.server().stop();
  });

  afterAll(() => online.clear());

  describe.each(SCENARIOS)('with the server gone, on $shows ($name)', (scenario) => {
    const gun = gunOf(scenario);
    const known = () => {
      const found = online.get(scenario);
      if (found === undefined) {
        throw new Error(`${scenario.name} was not set up`);
      }
      return found;
    };

    it('docker and notary find in what trustdeck cached what they find in their own', async () => {
      const { ours, theirs, inspect, list, delegations } = known();
      for (const ask of [
        (clients: RealClients) => clients.docker(['inspect', gun]),
        (clients: RealClients) => clients.notary(['list', gun]),
        (clients: RealClients) => clients.notary(['delegation', 'list', gun]),
      ]) {
        const [fromOurs, fromTheirs] = [await ask(ours), await ask(theirs)];
        expect(fromOurs.exitCode).toBe(fromTheirs.exitCode);
        expect(inOrder(fromOurs.stdout)).toEqual(inOrder(fromTheirs.stdout));
        // They never cache a delegation that they cannot load, and cannot do without it either.
        const cached = Object.values(scenario.unusable ?? {}).every((code) => code === 'not-published');
        expect(fromOurs.exitCode).toBe(cached ? 0 : 1);
        if (cached) {
          expect([inspect, list, delegations]).toContainEqual(inOrder(fromOurs.stdout));
        }
      }
    });

    it('trustdeck finds in what docker and notary cached what the server said, and says that it is old', async () => {
      const { theirs, inspect } = known();
      const { exitCode, stdout, stderr } = await trustdeck(theirs, ['inspect', gun, '--json']);
      expect(exitCode).toBe(0);
      expect(inOrder(stdout)).toEqual(inspect);
      expect(stderr).toContain(`${gun} is shown as it was saved`);
    });

    it('trustdeck finds in its own cache what the server said', async () => {
      const { ours, inspect } = known();
      const { stdout } = await trustdeck(ours, ['inspect', gun, '--json']);
      expect(inOrder(stdout)).toEqual(inspect);
    });
  });

  it('a repository that nobody has cached is an error of its own, for the server', async () => {
    const { ours } = [...online.values()][0] ?? { ours: null };
    const result: RunResult | null =
      ours === null ? null : await trustdeck(ours, ['inspect', 'registry.example.com/never-seen', '--json']);
    expect(result).toMatchObject({ exitCode: 5 });
    expect(JSON.parse(result?.stdout ?? '')).toMatchObject({ error: { code: 'server-unreachable' } });
  });
});

async function readOnline(scenario: Scenario, clients: RealClients): Promise<Online> {
  const gun = gunOf(scenario);
  await scenario.setUp(clients, gun);
  const ours = await clients.colleague('reads-with-trustdeck');
  const theirs = await clients.colleague('reads-with-docker');
  await trustdeckJson(ours, ['inspect', gun]);
  const inspect = await theirs.mustDocker(['inspect', gun]);
  const list = await theirs.mustNotary(['list', gun]);
  const delegations = await theirs.mustNotary(['delegation', 'list', gun]);
  return {
    ours,
    theirs,
    inspect: inOrder(inspect.stdout),
    list: list.stdout,
    delegations: delegations.stdout,
  };
}
