import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keyFileFixtures, loadRepositoryFixture, trustDirectoryFixture } from '../../fixtures/load.ts';
import { Passphrase, toBase64 } from '../../source/base/index.ts';
import { parsePem } from '../../source/crypto/index.ts';
import { gun } from '../support/sample-parts.ts';
import { temporaryFolder } from './support/trust-folder.ts';
import { fixturePassphrase, onlyKey, PASSPHRASE, signsForItself, vaultOf } from './support/vault.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const vault = vaultOf('/nowhere');
const files = keyFileFixtures();
const readable = files.filter(({ refusal }) => refusal === null);
const refused = files.filter(({ refusal }) => refusal !== null);

describe('private keys in PEM', () => {
  it.each(readable)('are read from $name', async ({ pem, passphrase, publicKey, algorithm }) => {
    const keys = await vault.readPem(`some words before\n${pem}and after`);
    expect(keys).toMatchObject([{ encrypted: passphrase !== null }]);
    const unlocked = await keys[0]?.unlock(passphrase === null ? null : new Passphrase(passphrase));
    expect(unlocked?.algorithm).toBe(algorithm);
    expect(toBase64(unlocked?.key.publicBytes ?? new Uint8Array())).toBe(publicKey);
  });

  it.each(refused)('of $name are found and refused by name', async ({ pem, passphrase, refusal }) => {
    const [key] = await vault.readPem(pem);
    await expect(key?.unlock(passphrase === null ? null : new Passphrase(passphrase))).rejects.toMatchObject({
      name: 'TrustDirError',
      code: 'key-format-unreadable',
      detail: { path: null, found: expect.stringContaining(refusal ?? '') },
    });
  });

  it('need a passphrase when they are encrypted', async () => {
    const encrypted = readable.filter(({ passphrase }) => passphrase !== null);
    for (const { pem } of encrypted) {
      const [key] = await vault.readPem(pem);
      await expect(key?.unlock(null)).rejects.toMatchObject({ code: 'key-wrong-passphrase' });
    }
    expect(encrypted.length).toBeGreaterThan(10);
  });

  it('may stand among certificates and public keys', async () => {
    const [first, second] = readable;
    const made = await vault.generate('ecdsa');
    const certificate = vault.selfSigned(made, { subject: 'CN=alice', days: 1, now: NOW });
    const text = [certificate, first?.pem, vault.publicPem(made, 'alice'), second?.pem].join('');
    expect(await vault.readPem(text)).toHaveLength(2);
    for (const nothing of ['', 'words', certificate, vault.publicPem(made, null)]) {
      await expect(vault.readPem(nothing)).rejects.toMatchObject({ code: 'key-format-unreadable' });
    }
  });

  it.each([
    [
      'of a plain key',
      'PRIVATE',
      'role: alice\ngun: registry.example.com/a\npath: x',
      ['alice', 'registry.example.com/a', 'x'],
    ],
    ['that say nothing', 'PRIVATE', 'role:\ngun:', [null, null, null]],
    [
      'of an old bundle',
      'PRIVATE',
      `path: tuf_keys/registry.example.com/a/${'ab'.repeat(32)}_targets`,
      ['targets', 'registry.example.com/a'],
    ],
    ['of an old root key', 'PRIVATE', `path: root_keys/${'ab'.repeat(32)}_root`, ['root', null]],
  ])('tell by headers %s', async (_which, _type, headers, [role, keyGun]) => {
    const body = readable
      .find(({ name }) => name === 'openssl-pkcs8-ecdsa-p521')
      ?.pem.split('\n')
      .slice(1, -2);
    const text = `-----BEGIN PRIVATE KEY-----\n${headers}\n\n${body?.join('\n')}\n-----END PRIVATE KEY-----\n`;
    expect(await vault.readPem(text)).toMatchObject([{ role, gun: keyGun }]);
  });
});

describe('a bundle', () => {
  it('holds the files verbatim, each with the path that notary goes by', async () => {
    const { trustDir } = loadRepositoryFixture('several-keys-per-signer');
    const source = vaultOf(trustDir);
    const { keys } = await source.list();
    const bundle = await source.exportPem(keys);
    const blocks = parsePem(bundle);
    for (const [index, key] of keys.entries()) {
      const [block] = parsePem(readFileSync(key.path, 'utf8'));
      expect(blocks[index]?.bytes).toEqual(block?.bytes);
      expect(blocks[index]?.headers).toEqual(new Map([...(block?.headers ?? []), ['path', key.id]]));
    }
    const read = await vault.readPem(bundle);
    const unlocked = await Promise.all(read.map((key) => key.unlock(fixturePassphrase(key.role))));
    expect(unlocked.map(({ key }) => key.canonicalId)).toEqual(keys.map(({ id }) => id));
    expect(unlocked.every(signsForItself)).toBe(true);
  });

  it('names role and GUN of keys that only their places told', async () => {
    const source = vaultOf(trustDirectoryFixture('legacy-keys'));
    const { keys } = await source.list();
    const read = await vault.readPem(await source.exportPem(keys));
    expect(read.map(({ role, gun: keyGun, path }) => ({ role, gun: keyGun, path }))).toEqual(
      keys.map(({ id, role, gun: keyGun }) => ({ role, gun: keyGun, path: id })),
    );
  });

  it('refuses a key that is another one than its path says', async () => {
    const trustDir = temporaryFolder();
    const source = vaultOf(trustDir);
    const made = await source.generate('ecdsa');
    await source.save(made, { headers: { role: 'alice', gun: null }, passphrase: PASSPHRASE });
    const bundle = await source.exportPem([await onlyKey(trustDir)]);
    const [key] = await vault.readPem(bundle.replace(/path: .*/, `path: ${'ab'.repeat(32)}`));
    await expect(key?.unlock(PASSPHRASE)).rejects.toMatchObject({
      code: 'key-damaged',
      detail: { path: null, found: made.key.canonicalId },
    });
  });
});

describe('what is made of a key for others', () => {
  it('is a public key with the name by which docker notes it, and reads back', async () => {
    const key = await vault.generate('ecdsa');
    const pem = vault.publicPem(key, 'alice');
    expect(pem.startsWith('-----BEGIN PUBLIC KEY-----\nrole: alice\n\n')).toBe(true);
    expect(await vault.readPublicKey(pem, { now: NOW })).toEqual(key.key);
    expect(vault.publicPem(key, null)).not.toContain('role');
  });

  it('is a certificate for the root role, another one each time', async () => {
    const key = await vault.generate('ecdsa');
    const options = { gun: gun('registry.example.com/a'), now: NOW };
    const first = vault.rootCertificate(key, options);
    expect(first).toMatchObject({ keyType: 'ecdsa-x509', canonicalId: key.key.id });
    expect(vault.rootCertificate(key, options).id).not.toBe(first.id);
    const read = await vault.readPublicKey(Buffer.from(first.publicBytes).toString(), { now: NOW });
    expect(read).toEqual(first);
  });

  it('is a certificate of a subject’s own, and a request for one', async () => {
    const key = await vault.generate('ecdsa');
    const pem = vault.selfSigned(key, { subject: 'CN=jeff,O=Example', days: 30, now: NOW });
    expect(await vault.readPublicKey(pem, { now: NOW })).toMatchObject({ canonicalId: key.key.id });
    const later = new Date(NOW.getTime() + 31 * 86_400_000);
    await expect(vault.readPublicKey(pem, { now: later })).rejects.toMatchObject({
      code: 'certificate-expired',
    });
    const request = vault.signingRequest(key, { subject: 'CN=jeff,O=Example' });
    expect(parsePem(request)).toMatchObject([{ type: 'CERTIFICATE REQUEST' }]);
  });
});
