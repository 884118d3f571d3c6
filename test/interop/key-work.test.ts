import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mustTrustdeck } from './matrix/support/command.ts';
import type { RealClients } from './support/real-clients.ts';
import { mustRun } from './support/run.ts';
import { describeRealWorld } from './support/suite.ts';
import { parseTargetTable } from './support/tables.ts';

const NAMESPACE = 'registry.example.com/key-work';

async function released(clients: RealClients, gun: string): Promise<readonly string[]> {
  const { stdout } = await clients.mustNotary(['list', gun, '-r', 'targets/releases']);
  return parseTargetTable(stdout).map(({ name }) => name);
}

describeRealWorld('a machine that is lost', (world) => {
  it.each(['trustdeck', 'notary'] as const)(
    'is replaced by one that %s brings the backup to: it signs, publishes and rotates',
    async (tool) => {
      const gun = `${NAMESPACE}/lost-${tool}`;
      const lost = await world.clients(`lost-${tool}`);
      await lost.newSigner(gun, 'jeff');
      await lost.sign(gun, 'v1', 'jeff');
      const backup = join(lost.workDir, 'backup.pem');
      await mustTrustdeck(lost, ['key', 'backup', '-o', backup]);

      const found = await world.clients(`found-${tool}`);
      if (tool === 'trustdeck') {
        await mustTrustdeck(found, ['key', 'restore', backup, '--yes']);
      } else {
        await found.mustNotary(['key', 'import', backup]);
      }
      const keys = (clients: RealClients) => readdir(join(clients.trustDir, 'private'));
      expect((await keys(found)).sort()).toEqual((await keys(lost)).sort());
      await found.sign(gun, 'v2', 'jeff');
      await found.rotate(gun, 'targets');
      await found.newSigner(gun, 'ben');
      expect(await released(found, gun)).toEqual(['v1', 'v2']);
      const { stdout } = await found.mustDocker(['inspect', gun]);
      expect(
        JSON.parse(stdout)[0]
          .Signers.map(({ Name }: { Name: string }) => Name)
          .sort(),
      ).toEqual(['ben', 'jeff']);
    },
  );
});

describeRealWorld('a key that a company CA vouches for', (world) => {
  it.each(['ecdsa', 'rsa-2048'])('signs for docker and notary: %s', async (algorithm) => {
    const gun = `${NAMESPACE}/certified-${algorithm}`;
    const clients = await world.clients(`certified-${algorithm}`);
    await clients.newSigner(gun, 'ben');
    await mustTrustdeck(clients, [
      ...['key', 'generate', 'jeff', '--algorithm', algorithm],
      ...['--csr', 'jeff.csr', '--subject', 'CN=jeff,O=Example'],
    ]);
    const inFolder = { cwd: clients.workDir };
    await mustRun(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt'],
        ...['-subj', '/CN=Example CA', '-days', '2'],
      ],
      inFolder,
    );
    await mustRun(
      'openssl',
      [
        ...['x509', '-req', '-in', 'jeff.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
        ...['-days', '730', '-out', 'jeff.crt'],
      ],
      inFolder,
    );
    const { stdout } = await mustTrustdeck(clients, ['key', 'load', 'jeff.crt', '--certificate']);
    expect(stdout).toContain('is a certificate of the jeff key');
    await mustTrustdeck(clients, ['signer', 'add', 'jeff', gun, '--key', 'jeff.crt', '--yes']);
    await clients.sign(gun, 'v1', 'jeff');
    await clients.forget(gun);
    expect(await released(clients, gun)).toEqual(['v1']);
    const inspected = await clients.mustDocker(['inspect', gun]);
    expect(JSON.parse(inspected.stdout)[0].SignedTags).toMatchObject([{ SignedTag: 'v1' }]);
  });
});
