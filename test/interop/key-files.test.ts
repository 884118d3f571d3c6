import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Passphrase } from '../../source/base/index.ts';
import { type KeyAlgorithmChoice, openTrustDir } from '../../source/trust-dir/index.ts';
import { asGun } from '../../source/tuf/index.ts';
import { PASSPHRASES, RealClients } from './support/real-clients.ts';
import { realToolsMissing } from './support/real-tools.ts';
import { parseKeyTable } from './support/tables.ts';

const GUN = asGun('registry.example.com/keys');
const ROOT = new Passphrase(PASSPHRASES.root);
const REPOSITORY = new Passphrase(PASSPHRASES.repository);
const passphraseOf = (role: string | null) => (role === 'root' ? ROOT : REPOSITORY);
const ALGORITHMS: readonly KeyAlgorithmChoice[] = [
  'ecdsa',
  'ecdsa-p384',
  'ecdsa-p521',
  'rsa-2048',
  'ed25519',
];
const ROLES = ['root', 'targets', 'snapshot', 'alice', 'delegation'] as const;

describe.skipIf(realToolsMissing() !== null)('private keys, to and from the real clients', () => {
  let dir: string;
  let homes = 0;

  /** Clients with a trust directory of their own; keys need no server. */
  async function newClients(): Promise<RealClients> {
    homes += 1;
    const caFile = join(dir, 'ca.crt');
    await writeFile(caFile, '');
    const server = { url: 'https://127.0.0.1:1', authority: '127.0.0.1:1', caFile };
    return RealClients.create({ dir: join(dir, `home-${homes}`), server });
  }

  async function savedKey(clients: RealClients, role: string, algorithm: KeyAlgorithmChoice = 'ecdsa') {
    const { vault } = openTrustDir(clients.trustDir);
    const headers = { role, gun: role === 'targets' || role === 'snapshot' ? GUN : null };
    return vault.save(await vault.generate(algorithm), { headers, passphrase: passphraseOf(role) });
  }

  async function listed(clients: RealClients) {
    const { stdout } = await clients.mustNotary(['key', 'list']);
    return parseKeyTable(stdout);
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'trustdeck-key-files-'));
  });

  afterAll(() => rm(dir, { recursive: true, force: true }));

  it.each(ROLES)('saves a %s key that notary lists as its own', async (role) => {
    const clients = await newClients();
    const saved = await savedKey(clients, role);
    expect(await listed(clients)).toMatchObject([{ id: saved.id, role }]);
  });

  it.each(ALGORITHMS)('saves a key that notary decrypts and encrypts again: %s', async (algorithm) => {
    const clients = await newClients();
    const saved = await savedKey(clients, 'alice', algorithm);
    const before = await readFile(saved.path, 'utf8');
    // notary asks for the old passphrase and the new one, which its environment gives alike.
    await clients.mustNotary(['key', 'passwd', saved.id]);
    expect(await readFile(saved.path, 'utf8')).not.toBe(before);
    const { vault } = openTrustDir(clients.trustDir);
    expect((await vault.unlock(saved, REPOSITORY)).key.canonicalId).toBe(saved.id);
  });

  it('exports what notary exports, byte for byte', async () => {
    const clients = await newClients();
    for (const role of ROLES) {
      await savedKey(clients, role);
    }
    const { vault } = openTrustDir(clients.trustDir);
    for (const key of (await vault.list()).keys) {
      const { stdout } = await clients.mustNotary(['key', 'export', '--key', key.id]);
      expect(await vault.exportPem([key])).toBe(stdout);
    }
  });

  it('exports a bundle that notary imports with everything that it says', async () => {
    const [from, to] = [await newClients(), await newClients()];
    for (const role of ROLES) {
      await savedKey(from, role);
    }
    const { vault } = openTrustDir(from.trustDir);
    const { keys } = await vault.list();
    const bundle = join(dir, 'bundle.pem');
    await writeFile(bundle, await vault.exportPem(keys), { mode: 0o600 });
    await to.mustNotary(['key', 'import', bundle]);
    const imported = openTrustDir(to.trustDir).vault;
    const found = (await imported.list()).keys;
    const told = ({ id, role, gun }: (typeof found)[number]) => ({ id, role, gun });
    expect(found.map(told)).toEqual(keys.map(told));
    for (const key of found) {
      expect((await imported.unlock(key, passphraseOf(key.role))).key.canonicalId).toBe(key.id);
    }
  });

  it('reads the bundles that notary exports, every key of them', async () => {
    const clients = await newClients();
    await clients.generateKey('bob');
    await clients.mustNotary(['key', 'generate', 'ecdsa', '-r', 'root']);
    const bundle = join(dir, 'exported.pem');
    await clients.mustNotary(['key', 'export', '-o', bundle]);
    const { vault } = openTrustDir(clients.trustDir);
    const read = await vault.readPem(await readFile(bundle, 'utf8'));
    expect(read.map(({ role }) => role).toSorted()).toEqual(['bob', 'root']);
    for (const key of read) {
      expect((await key.unlock(passphraseOf(key.role))).key.canonicalId).toBe(key.path);
    }
  });

  it('saves keys that docker loads from their files, which hold a path once they were exported', async () => {
    const [from, to] = [await newClients(), await newClients()];
    const saved = await savedKey(from, 'alice');
    const file = join(dir, 'alice.pem');
    await writeFile(file, await openTrustDir(from.trustDir).vault.exportPem([saved]));
    await chmod(file, 0o600);
    await to.mustDocker(['key', 'load', file, '--name', 'alice']);
    const { vault } = openTrustDir(to.trustDir);
    const [loaded] = (await vault.list()).keys;
    expect(loaded).toMatchObject({ id: saved.id, role: 'alice' });
    expect(loaded && (await vault.unlock(loaded, REPOSITORY)).key.canonicalId).toBe(saved.id);
  });

  it('survives the move of old files by notary after a passphrase was changed', async () => {
    const clients = await newClients();
    const saved = await savedKey(clients, 'alice');
    const legacy = join(clients.trustDir, 'private', 'tuf_keys');
    await rm(legacy, { recursive: true, force: true });
    const { vault } = openTrustDir(clients.trustDir);
    const unlocked = await vault.unlock(saved, REPOSITORY);
    await mkdir(legacy, { mode: 0o700 });
    await copyFile(saved.path, join(legacy, `${saved.id}_alice.key`));
    await rm(saved.path);
    const changed = new Passphrase('another passphrase');
    const headers = { role: 'alice', gun: null };
    const moved = await vault.save(unlocked, { headers, passphrase: changed, replace: true });
    expect(await listed(clients)).toMatchObject([{ id: saved.id, role: 'alice' }]);
    expect((await vault.unlock(moved, changed)).key.canonicalId).toBe(saved.id);
    expect(
      (await readdir(join(clients.trustDir, 'private'))).filter((name) => name.endsWith('.key')),
    ).toEqual([`${saved.id}.key`]);
  });
});
