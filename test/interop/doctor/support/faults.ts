import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { newSignerKey } from '../../matrix/support/signer-keys.ts';
import { makeKey } from '../../support/loose-keys.ts';
import { digestOf } from '../../support/real-clients.ts';
import type { Chance } from './chance.ts';
import { RELEASES } from './healthy.ts';
import type { RandomRepository } from './random-repository.ts';

/** Something that people do to a repository with the real tools, and that leaves it less well than it was. */
export interface Fault {
  readonly name: string;
  /** Does it; rejects when the tools themselves refuse, which they do in some states. */
  readonly apply: (repository: RandomRepository, chance: Chance) => Promise<void>;
}

/** What is done to the repository on the server. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'a key removed from releases',
    apply: async ({ owner, gun, signers }, chance) =>
      owner.removeDelegation(gun, RELEASES, [chance.one(signers).key.id]),
  },
  {
    name: 'every key removed from releases',
    apply: async ({ owner, gun }) => {
      for (const id of await owner.delegationKeyIds(gun, RELEASES)) {
        await owner.removeDelegation(gun, RELEASES, [id]);
      }
    },
  },
  {
    name: 'releases removed',
    apply: async ({ owner, gun, released, forgetsRemoved }) => {
      await owner.removeDelegation(gun, RELEASES);
      if (forgetsRemoved) {
        released.clear();
      }
    },
  },
  {
    name: 'the key of a signer removed from the role',
    apply: ({ owner, gun, signers }, chance) => {
      const { name, key } = chance.one(signers);
      return owner.removeDelegation(gun, `targets/${name}`, [key.id]);
    },
  },
  {
    name: 'the role of a signer removed',
    apply: async ({ owner, gun, signers, signed }, chance) => {
      const { name } = chance.one(signers);
      await owner.removeDelegation(gun, `targets/${name}`);
      signed.delete(name);
    },
  },
  {
    name: 'a signer added without releases',
    apply: async ({ owner, gun }) => {
      const { file } = await newSignerKey(owner, 'newcomer');
      await owner.addDelegation(gun, 'targets/newcomer', { keys: [file] });
      await owner.publish(gun);
    },
  },
  {
    name: 'a second key of a signer, who has signed everything with it',
    apply: async ({ owner, gun, signers }, chance) => {
      const { name } = chance.one(signers);
      const desktop = await owner.colleague(`${name}-desktop`);
      const { file } = await newSignerKey(desktop, name);
      await owner.addSigner(gun, name, [file]);
      await desktop.mustNotary(['witness', gun, `targets/${name}`, RELEASES, '--publish']);
    },
  },
  {
    name: 'a signer’s key exchanged by hand, in the signer’s role alone',
    apply: async ({ owner, gun, signers }, chance) => {
      const { name, key } = chance.one(signers);
      const { file } = await newSignerKey(owner, name);
      await owner.addDelegation(gun, `targets/${name}`, { keys: [file] });
      await owner.publish(gun);
      await owner.removeDelegation(gun, `targets/${name}`, [key.id]);
    },
  },
  {
    name: 'a tag signed again into releases alone',
    apply: async ({ gun, signers, released }, chance) => {
      const { machine } = chance.one(signers);
      const tag = chance.one([...released.keys()]);
      await machine.tag(gun, tag, { roles: [RELEASES], content: `another ${tag}` });
      await machine.publish(gun);
      released.get(tag)?.add(digestOf(`another ${tag}`));
    },
  },
  {
    name: 'the snapshot key taken over',
    apply: async (repository) => {
      await repository.owner.rotate(repository.gun, 'snapshot');
      repository.forgetsRemoved = true;
    },
  },
  {
    name: 'a signer with a key that is too short',
    apply: async ({ owner, gun }) => {
      const { publicKey } = await makeKey(owner, 'ralph', 'rsa-1024');
      await owner.addSigner(gun, 'ralph', [publicKey]);
    },
  },
  {
    name: 'a role below a signer’s whose only signing key is removed',
    apply: async ({ owner, gun, signers }, chance) => {
      const local = signers.filter(({ machine }) => machine === owner);
      const { name } = chance.one(local);
      const role = `targets/${name}/nightly`;
      const machine = await owner.colleague('build-machine');
      const keys = [await newSignerKey(owner, 'nightly'), await newSignerKey(machine, 'nightly')];
      await owner.addDelegation(gun, role, { keys: keys.map(({ file }) => file) });
      await owner.publish(gun);
      await machine.tag(gun, 'nightly', { roles: [role] });
      await machine.publish(gun);
      await owner.removeDelegation(gun, role, [keys[1]?.id ?? '']);
    },
  },
];

/** What is done on the owner's machine alone; last, as the next publish would take staged changes with it. */
export const LOCAL_FAULTS: readonly Fault[] = [
  {
    name: 'a tag staged and forgotten',
    apply: ({ owner, gun, signers }, chance) =>
      owner.tag(gun, 'staged', { roles: [`targets/${chance.one(signers).name}`] }),
  },
  {
    name: 'a key file readable to everybody',
    apply: async ({ owner, signers }, chance) => {
      const local = signers.filter(({ machine }) => machine === owner);
      const file = `${chance.one(local).key.id}.key`;
      await chmod(join(owner.trustDir, 'private', file), 0o644);
    },
  },
];

/** Applies some faults at random; resolves with the names of those that the tools let happen. */
export async function breakAtRandom(
  repository: RandomRepository,
  chance: Chance,
): Promise<readonly string[]> {
  const planned = [
    ...chance.some(FAULTS, chance.between(2, 4)),
    ...chance.some(LOCAL_FAULTS, chance.between(0, 1)),
  ];
  const happened: string[] = [];
  for (const { name, apply } of planned) {
    try {
      await apply(repository, chance);
      happened.push(name);
    } catch {
      // The tools refuse, as they do when what was broken before is in the way; what they staged is dropped.
      await repository.owner.notary(['reset', repository.gun, '--all']);
      for (const { machine } of repository.signers) {
        await machine.notary(['reset', repository.gun, '--all']);
      }
    }
  }
  return happened;
}
