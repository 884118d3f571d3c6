import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { privateKeyIds } from '../matrix/support/signer-keys.ts';
import { carryKey } from '../matrix/support/team.ts';
import type { RealClients } from '../support/real-clients.ts';
import { describeRealWorld } from '../support/suite.ts';
import { bringKeyFor, type History, type Holders, look, treatHere } from './support/campaign.ts';
import { Chance } from './support/chance.ts';
import { confirmHealthy, type RealView } from './support/confirm.ts';
import { brief } from './support/doctor.ts';
import { breakAtRandom } from './support/faults.ts';
import { makeRandom, type RandomRepository } from './support/random-repository.ts';

const REPOSITORIES = 40;
const GIVEN = process.env['TRUSTDECK_DOCTOR_SEED'];
const FIRST_SEED = 20_261_123;
/** One of so many repositories loses keys of its owner's machine. */
const KEYS_GONE = 3;
const MOST_KEYS = 12;

/** Either all of them, or the one whose seed is given. */
const SEEDS =
  GIVEN === undefined
    ? Array.from({ length: REPOSITORIES }, (_, index) => FIRST_SEED + index)
    : [Number(GIVEN)];

/**
 * Takes keys of the owner to a safe, as careful people do; they are not on this machine then. Not those of snapshots:
 * whether such a key is the server's or somebody's is nowhere written, only the server's refusal tells.
 */
async function takeKeysAway({ owner }: RandomRepository, chance: Chance): Promise<RealClients> {
  const safe = await owner.colleague('safe');
  const ids: string[] = [];
  for (const id of await privateKeyIds(owner)) {
    if ((await owner.keyRole(id)) !== 'snapshot') {
      ids.push(id);
    }
  }
  for (const id of chance.some(ids, chance.between(1, ids.length))) {
    await carryKey(owner, safe, id);
    await rename(join(owner.trustDir, 'private', `${id}.key`), join(owner.workDir, `${id}.away`));
  }
  return safe;
}

/** Who has which private key. */
async function holdersOf({ owner }: RandomRepository): Promise<Holders> {
  const holders = new Map<string, RealClients>();
  for (const machine of owner.colleagues.values()) {
    for (const id of await privateKeyIds(machine)) {
      holders.set(id, machine);
    }
  }
  return holders;
}

/** Every tag that somebody vouched for is there still, with a digest that somebody vouched for. */
function expectNothingLost({ released, signed }: RandomRepository, { tags }: RealView): void {
  for (const [tag, digests] of released) {
    expect([...digests], `${tag} in releases`).toContain(tags.get(`targets/releases ${tag}`));
  }
  for (const [signer, own] of signed) {
    for (const [tag, digest] of own) {
      const allowed = [digest, ...(released.get(tag) ?? [])];
      expect(allowed, `${tag} by ${signer}`).toContain(tags.get(`targets/${signer} ${tag}`));
    }
  }
}

describeRealWorld('repositories broken at random', (world) => {
  describe.concurrent('by doctor --fix --yes and documented choices', () => {
    it.each(SEEDS)('seed %i ends healthy, with every tag (TRUSTDECK_DOCTOR_SEED)', async (seed) => {
      const chance = new Chance(seed);
      const owner = await world.clients(`random-${seed}`);
      const repository = await makeRandom(owner, `registry.example.com/random/${seed}`, chance);
      const history: History = [];
      try {
        expect((await look(owner, repository.gun)).map(brief)).toEqual([]);
        const happened = await breakAtRandom(repository, chance);
        history.push(...happened.map((name) => `broken: ${name}`));
        if (chance.below(KEYS_GONE) === 0) {
          await takeKeysAway(repository, chance);
          history.push('broken: keys taken to a safe');
        }
        await treatWithEverybody(repository, history);
        expectNothingLost(repository, await confirmHealthy(owner, repository.gun));
      } catch (error) {
        throw new Error(`seed ${seed}:\n${history.join('\n')}\n${String(error)}`, { cause: error });
      }
    });
  });

  /** What cannot be done here is done with the one key that the doctor asks for, one after the other. */
  async function treatWithEverybody(repository: RandomRepository, history: History): Promise<void> {
    for (let brought = 0; brought < MOST_KEYS; brought += 1) {
      const [first] = await treatHere(repository, history);
      if (first === undefined) {
        return;
      }
      await bringKeyFor(first, repository, { holders: await holdersOf(repository), history });
    }
    throw new Error('more keys are asked for than there are');
  }
});
