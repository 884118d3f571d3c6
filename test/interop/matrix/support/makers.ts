import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { delegationChanges, writeChangelist } from '../../support/changelist-file.ts';
import { change, mustTrustdeck } from './command.ts';
import { type KeyType, newSignerKey, type SignerKey } from './signer-keys.ts';
import { RELEASES, shareSnapshotKeys, type Team } from './team.ts';

/** Who made a repository: docker leaves the snapshot key to the server, notary keeps it, trustdeck does as docker. */
export interface Maker {
  readonly name: string;
  readonly start: (team: Team, gun: string) => Promise<void>;
  readonly addSigner: (team: Team, gun: string, signer: { name: string; key: SignerKey }) => Promise<void>;
  /** Tags that the repository key alone has signed. */
  readonly direct: readonly string[];
  readonly publish: (team: Team, gun: string) => Promise<void>;
}

export const MAKERS: readonly Maker[] = [
  {
    name: 'docker trust',
    start: async () => undefined,
    addSigner: ({ owner }, gun, { name, key }) => owner.addSigner(gun, name, [key.file]),
    direct: [],
    publish: ({ owner }, gun) => owner.publish(gun),
  },
  {
    name: 'notary',
    start: async ({ owner }, gun) => {
      await owner.mustNotary(['init', gun]);
      await owner.tag(gun, 'direct');
      await owner.publish(gun);
    },
    addSigner: async ({ owner }, gun, { name, key }) => {
      for (const role of [`targets/${name}`, RELEASES]) {
        await owner.addDelegation(gun, role, { keys: [key.file] });
      }
      await owner.publish(gun);
    },
    direct: ['direct'],
    publish: ({ owner }, gun) => owner.publish(gun),
  },
  {
    name: 'trustdeck',
    start: async ({ owner }, gun) => {
      await change(owner, 'init', gun);
    },
    addSigner: async ({ owner }, gun, { name, key }) => {
      await change(owner, 'signer', 'add', name, gun, '--key', key.file);
    },
    direct: [],
    publish: async ({ owner }, gun) => {
      await mustTrustdeck(owner, ['publish', gun, '--yes']);
    },
  },
];

/**
 * Makes with `maker` alone a repository with two signers, the tag v1 by jeff, and after it the tag v2 by ben, on a
 * machine of his own. Jeff's key is of the given type.
 */
export async function makeRepository(
  maker: Maker,
  team: Team,
  { gun, type }: { readonly gun: string; readonly type: KeyType },
): Promise<{ readonly jeff: SignerKey; readonly ben: SignerKey }> {
  const jeff = await newSignerKey(team.owner, 'jeff', type);
  const ben = await newSignerKey(team.ben, 'ben');
  await maker.start(team, gun);
  await maker.addSigner(team, gun, { name: 'ben', key: ben });
  await (type.addable || maker.name === 'trustdeck' ? maker.addSigner : addByChangelist)(team, gun, {
    ...{ name: 'jeff', key: jeff },
  });
  await team.owner.tag(gun, 'v1', { roles: [RELEASES, 'targets/jeff'] });
  await maker.publish(team, gun);
  await shareSnapshotKeys(team);
  await team.ben.sign(gun, 'v2', 'ben');
  return { jeff, ben };
}

/** The one way in which the real tools add a key that they do not read from a file: their changelist holds any. */
async function addByChangelist(
  { owner }: Team,
  gun: string,
  { name, key }: { readonly name: string; readonly key: SignerKey },
): Promise<void> {
  // OpenSSL takes no PEM with headers (facts 8.1).
  const pem = (await readFile(key.file, 'utf8')).replace(/^[a-z]+: .*\n+/gm, '');
  const publicKey = createPublicKey(pem);
  const publicBytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const keys = [{ keyType: 'ed25519', publicBytes }];
  await writeChangelist(owner.changelistDir(gun), [
    ...delegationChanges({ role: `targets/${name}`, keys }),
    ...delegationChanges({ role: RELEASES, keys }),
  ]);
  await owner.publish(gun);
}
