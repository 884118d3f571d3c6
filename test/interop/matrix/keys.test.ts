import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../support/loose-keys.ts';
import { PASSPHRASES, type RealClients } from '../support/real-clients.ts';
import { mustRun } from '../support/run.ts';
import { describeRealWorld } from '../support/suite.ts';
import { type KeyRow, parseKeyTable } from '../support/tables.ts';
import { trustdeck, trustdeckJson } from '../support/trustdeck.ts';
import { mustTrustdeck } from './support/command.ts';
import { KEY_TYPES, newSignerKey, privateKeyIds } from './support/signer-keys.ts';

/** Written by openssl over one key: the arguments, and whether `docker trust key load` really imports it. */
const FORMATS = [
  { name: 'PKCS#8', args: ['pkey'] },
  { name: 'PKCS#1', args: ['rsa', '-traditional'] },
  {
    name: 'encrypted PKCS#8',
    args: ['pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-passout', `pass:${PASSPHRASES.repository}`],
  },
  {
    name: 'PEM with DEK-Info',
    args: ['rsa', '-traditional', '-aes256', '-passout', `pass:${PASSPHRASES.repository}`],
  },
] as const;

/** Public keys that nobody trusts: what docker and trustdeck say of each. */
const REFUSED = [
  {
    name: 'on secp256k1',
    make: ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
    publicKey: ['pkey', '-pubout'],
    docker: 'unsupported elliptic curve',
    ours: 'weak-key',
  },
  {
    name: 'in PKCS#1',
    make: ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
    publicKey: ['rsa', '-RSAPublicKey_out'],
    docker: 'unsupported PEM block type',
    ours: 'public-key-unreadable',
  },
] as const;

async function listed(clients: RealClients): Promise<readonly KeyRow[]> {
  return parseKeyTable((await clients.mustNotary(['key', 'list'])).stdout);
}

/** Notary decrypts the key, and encrypts it anew with the same passphrase. */
async function notaryOpens(clients: RealClients, keyId: string): Promise<void> {
  const file = join(clients.trustDir, 'private', `${keyId}.key`);
  const before = await readFile(file, 'utf8');
  await clients.mustNotary(['key', 'passwd', keyId]);
  expect(await readFile(file, 'utf8')).not.toBe(before);
}

/** trustdeck opens the keys: a backup proves each before it is written. */
async function trustdeckOpens(clients: RealClients, keyIds: readonly string[]): Promise<string> {
  const file = join(clients.workDir, `backup-${keyIds.join('-').slice(0, 12)}.pem`);
  await mustTrustdeck(clients, ['key', 'backup', ...keyIds, '-o', file]);
  return file;
}

/** A root key, a targets key and signers' keys, made by all three programs. */
async function fullMachine(clients: RealClients): Promise<readonly string[]> {
  await clients.mustNotary(['init', 'registry.example.com/keys/full', '--publish']);
  for (const type of KEY_TYPES) {
    await newSignerKey(clients, `of-${type.name}`, type);
  }
  return privateKeyIds(clients);
}

describeRealWorld('private keys between trustdeck, docker and notary', (world) => {
  describe.each(KEY_TYPES)('$name', (type) => {
    it('key generate and load: notary lists and opens it, and after notary trustdeck does', async () => {
      const clients = await world.clients(`key-${type.name}`);
      const { id } = await newSignerKey(clients, 'alice', type);
      expect(await listed(clients)).toEqual([{ role: 'alice', gun: '', id }]);
      await notaryOpens(clients, id);
      await trustdeckOpens(clients, [id]);
    });

    it('key load of a file of the trust directory, of which docker says so and does not', async () => {
      const clients = await world.clients(`load-${type.name}`);
      const { id } = await newSignerKey(clients, 'alice', type);
      const file = join(clients.trustDir, 'private', `${id}.key`);
      const other = await clients.colleague('other');
      await other.mustDocker(['key', 'load', file, '--name', 'alice']);
      expect(await privateKeyIds(other)).toEqual([]);
      await mustTrustdeck(other, ['key', 'load', file, '--name', 'alice']);
      expect(await listed(other)).toEqual([{ role: 'alice', gun: '', id }]);
      await notaryOpens(other, id);
    });
  });

  it.each(FORMATS)('key load of $name, which notary then opens', async ({ name, args }) => {
    const clients = await world.clients(`format-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`);
    const { privateKey } = await makeKey(clients, 'rosa', 'rsa-2048');
    const file = join(clients.workDir, 'rosa-again.pem');
    await mustRun('openssl', [...args, '-in', privateKey, '-out', file]);
    await mustRun('chmod', ['600', file]);
    await mustTrustdeck(clients, ['key', 'load', file, '--name', 'rosa']);
    const [key] = await listed(clients);
    expect(key?.role).toBe('rosa');
    await notaryOpens(clients, key?.id ?? '');
  });

  it.each(REFUSED)('a public key $name is refused by docker and by trustdeck', async (refused) => {
    const clients = await world.clients(`refused-${refused.name.replaceAll(/[^a-z0-9]+/gi, '-')}`);
    const [privateKey, publicKey] = ['x.pem', 'x.pub'].map((name) => join(clients.workDir, name));
    await mustRun('openssl', [...refused.make, '-out', privateKey ?? '']);
    await mustRun('openssl', [...refused.publicKey, '-in', privateKey ?? '', '-out', publicKey ?? '']);
    const args = ['signer', 'add', 'kim', 'registry.example.com/refused', '--key', publicKey ?? ''];
    expect((await clients.docker(args)).stderr).toContain(refused.docker);
    const ours = await trustdeck(clients, [...args, '--yes', '--json']);
    expect(ours.exitCode).not.toBe(0);
    expect(JSON.parse(ours.stdout)).toMatchObject({ error: { code: refused.ours } });
  });

  describe('of a machine with keys of every kind', () => {
    let clients: RealClients;
    let all: readonly string[];
    beforeAll(async () => {
      clients = await world.clients('full');
      all = await fullMachine(clients);
    });

    it('key list names what notary lists', async () => {
      const ours = await trustdeckJson<readonly KeyRow[]>(clients, ['key', 'list']);
      const roles = (rows: readonly KeyRow[]) => new Map(rows.map(({ id, role }) => [id, role]));
      expect(roles(ours)).toEqual(roles(await listed(clients)));
      expect(ours).toHaveLength(all.length);
    });

    it('key backup is a file that notary imports, and every key opens there', async () => {
      const backup = await trustdeckOpens(clients, all);
      const other = await clients.colleague('restores-with-notary');
      await other.mustNotary(['key', 'import', backup]);
      expect(await listed(other)).toEqual(await listed(clients));
      for (const { id } of await listed(other)) {
        await notaryOpens(other, id);
      }
    });

    it.each(['restore', 'import'])('key %s takes in what notary exports', async (command) => {
      const bundle = join(clients.workDir, `for-${command}.pem`);
      await clients.mustNotary(['key', 'export', '-o', bundle]);
      const other = await clients.colleague(`takes-in-with-${command}`);
      await mustTrustdeck(other, ['key', command, bundle, ...(command === 'restore' ? ['--yes'] : [])]);
      expect(await listed(other)).toEqual(await listed(clients));
      await trustdeckOpens(other, all);
    });

    it('key export is byte for byte what notary exports', async () => {
      for (const id of all) {
        const { stdout } = await mustTrustdeck(clients, ['key', 'export', id]);
        expect(stdout).toBe((await clients.mustNotary(['key', 'export', '--key', id])).stdout);
      }
    });

    it('key remove takes the file away, and notary lists it no more', async () => {
      const other = await clients.colleague('removes');
      const { id } = await newSignerKey(other, 'alice');
      await mustTrustdeck(other, ['key', 'remove', id, '--yes']);
      expect(await readdir(join(other.trustDir, 'private'))).toEqual([]);
      expect((await other.mustNotary(['key', 'list'])).stdout).toContain('No signing keys found');
    });
  });
});
