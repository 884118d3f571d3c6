import { describe, expect, it } from 'vitest';
import { encryptForNotary, makeKey } from '../support/loose-keys.ts';
import { PASSPHRASES, type RealClients } from '../support/real-clients.ts';
import { describeRealWorld } from '../support/suite.ts';
import { trustdeck } from '../support/trustdeck.ts';
import { expectAgreement } from './support/agreement.ts';
import { change, refused } from './support/command.ts';
import { goOnWithRealTools } from './support/go-on.ts';
import { MAKERS } from './support/makers.ts';
import { newSignerKey } from './support/signer-keys.ts';
import { lookBefore, RELEASES, type Team, teamOf } from './support/team.ts';

/** Brings a root key to the machine, or none, and returns the arguments that have `init` use it. */
const ROOT_KEYS: readonly {
  readonly name: string;
  readonly bring: (owner: RealClients) => Promise<readonly string[]>;
}[] = [
  { name: 'a new root key', bring: async () => [] },
  {
    name: 'the root key that notary made',
    bring: async (owner) => {
      await owner.mustNotary(['key', 'generate', 'ecdsa', '-r', 'root']);
      return [];
    },
  },
  {
    name: 'an RSA root key from a file',
    bring: async (owner) => {
      const { privateKey } = await makeKey(owner, 'rsa-root', 'rsa-2048');
      const file = await encryptForNotary(owner, {
        ...{ file: privateKey, passphrase: PASSPHRASES.root, role: 'root' },
      });
      return ['--root-key', file];
    },
  },
  {
    name: 'a root key on P-384 that trustdeck made',
    bring: async (owner) => {
      await trustdeck(owner, ['key', 'generate', 'root', '--role', 'root', '--algorithm', 'ecdsa-p384']);
      return [];
    },
  },
];

describeRealWorld('repositories begun and ended by trustdeck', (world) => {
  describe.concurrent('init', () => {
    it.each(ROOT_KEYS)('with $name: read by all, and gone on from', async ({ name, bring }) => {
      const slug = `init-${name.replaceAll(' ', '-').toLowerCase()}`;
      const team = await teamOf(await world.clients(slug));
      const gun = `registry.example.com/${slug}`;
      const rootKey = await bring(team.owner);
      await change(team.owner, 'init', gun, ...rootKey);
      await lookBefore(team, gun);
      await expectAgreement(team, gun, { signers: {}, tags: {} });
      await team.owner.tag(gun, 'v1');
      await team.owner.publish(gun);
      await expectAgreement(team, gun, { signers: {}, tags: { v1: ['Repo Admin'] } });
      await team.owner.rotate(gun, 'root');
      await goOnWithRealTools(team, gun, []);
    });
  });

  it('signer add with several keys, in repositories that are new, docker’s, notary’s and our own', async () => {
    const owner = await world.clients('several');
    const team = await teamOf(owner);
    const [laptop, desktop] = [await newSignerKey(owner, 'laptop'), await newSignerKey(owner, 'desktop')];
    const pat = await newSignerKey(owner, 'pat');
    const guns = ['registry.example.com/several/new'];
    for (const maker of MAKERS) {
      const gun = `registry.example.com/several/${maker.name.replaceAll(' ', '-')}`;
      await maker.start(team, gun);
      await maker.addSigner(team, gun, { name: 'pat', key: pat });
      guns.push(gun);
    }
    const keys = [laptop, desktop].flatMap(({ file }) => ['--key', file]);
    const { repositories } = await change(owner, 'signer', 'add', 'alice', ...guns, ...keys);
    expect(repositories.map(({ gun }) => gun)).toEqual(guns);
    for (const gun of guns) {
      await owner.tag(gun, 'v1', { roles: [RELEASES, 'targets/alice'] });
      await owner.publish(gun);
      await lookBefore(team, gun);
      const alice = [laptop.id, desktop.id];
      const before = gun.endsWith('/new') ? {} : { pat: [pat.id] };
      const direct = gun.endsWith('/notary') ? { direct: ['Repo Admin'] } : {};
      await expectAgreement(team, gun, {
        signers: { alice, ...before },
        tags: { v1: ['alice'], ...direct },
      });
    }
  });

  it.each(MAKERS)('delete --remote of a repository made by $name, and all begin it again', async (maker) => {
    const slug = `delete-${maker.name.replaceAll(' ', '-')}`;
    const team = await teamOf(await world.clients(slug));
    const gun = `registry.example.com/${slug}`;
    const key = await newSignerKey(team.owner, 'jeff');
    await maker.start(team, gun);
    await maker.addSigner(team, gun, { name: 'jeff', key });
    const asked = await refused(team.owner, 'delete', gun, '--remote');
    expect(asked).toContain('--accept-risk trust-data-deleted');
    await deleteRemotely(team, gun);
    expect((await team.fresh.docker(['inspect', gun])).stderr).toContain('no signatures or cannot access');
    expect((await team.fresh.notary(['list', gun])).stdout).toContain('does not have trust data');
    await team.owner.addSigner(gun, 'jeff', [key.file]);
    await team.owner.sign(gun, 'v1', 'jeff');
    await lookBefore(team, gun);
    await expectAgreement(team, gun, { signers: { jeff: [key.id] }, tags: { v1: ['jeff'] } });
  });
});

async function deleteRemotely({ owner }: Team, gun: string): Promise<void> {
  const args = ['delete', gun, '--remote', '--yes', '--accept-risk', 'trust-data-deleted', '--json'];
  const { exitCode, stdout } = await trustdeck(owner, args);
  expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
    exitCode: 0,
    repositories: [{ gun, result: 'published', verified: true }],
  });
}
