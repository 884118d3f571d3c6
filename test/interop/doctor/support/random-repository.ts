import { newSignerKey, type SignerKey } from '../../matrix/support/signer-keys.ts';
import { digestOf, type RealClients } from '../../support/real-clients.ts';
import type { Chance } from './chance.ts';
import { RELEASES, startOneByOne } from './healthy.ts';

export interface RandomSigner {
  readonly name: string;
  /** Where the private key is. */
  readonly machine: RealClients;
  readonly key: SignerKey;
}

/** A repository in which several people sign; some on the owner's machine, others on their own. */
export interface RandomRepository {
  readonly gun: string;
  readonly owner: RealClients;
  readonly signers: readonly RandomSigner[];
  /** Digests that a pull may find under each tag: one, unless a fault has brought another. */
  readonly released: Map<string, Set<string>>;
  /** By signer, the tags that the signer's own role holds. */
  readonly signed: Map<string, Map<string, string>>;
  /** The owner makes the snapshots, who forgets the files of roles that are removed; the server never does (facts 6.2). */
  forgetsRemoved: boolean;
}

const NAMES = ['jeff', 'ben', 'zoe', 'kim'] as const;

/** Made by `docker trust` and signed with `notary`, as people do; nothing is wrong with it. */
export async function makeRandom(owner: RealClients, gun: string, chance: Chance): Promise<RandomRepository> {
  const names = NAMES.slice(0, chance.between(2, NAMES.length));
  const signers = await Promise.all(
    names.map(async (name, index) => {
      const isHere = index === 0 ? chance.below(4) > 0 : chance.below(3) === 0;
      const machine = isHere ? owner : await owner.colleague(name);
      return { name, machine, isHere };
    }),
  );
  const made: RandomSigner[] = [];
  for (const { name, machine } of signers) {
    made.push({ name, machine, key: await newSignerKey(machine, name) });
  }
  for (const { name, key } of made) {
    const add = () => owner.addSigner(gun, name, [key.file]);
    await (name === NAMES[0] ? startOneByOne(add) : add());
  }
  const repository: RandomRepository = {
    ...{ gun, owner, signers: made },
    released: new Map(),
    signed: new Map(names.map((name) => [name, new Map()])),
    forgetsRemoved: false,
  };
  for (const [index, { name }] of made.entries()) {
    await signTags(repository, name, [`v${index + 1}`, ...(chance.below(2) === 0 ? [`extra-${name}`] : [])]);
  }
  const again = chance.one(made).name;
  await signTags(repository, again, ['latest']);
  return repository;
}

async function signTags(
  { gun, signers, released, signed }: RandomRepository,
  name: string,
  tags: readonly string[],
): Promise<void> {
  const machine = signers.find((signer) => signer.name === name)?.machine;
  for (const tag of tags) {
    await machine?.tag(gun, tag, { roles: [RELEASES, `targets/${name}`] });
    released.set(tag, new Set([digestOf(tag)]));
    signed.get(name)?.set(tag, digestOf(tag));
  }
  await machine?.publish(gun);
}
