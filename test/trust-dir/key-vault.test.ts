import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture, trustDirectoryFixture } from '../../fixtures/load.ts';
import { encodePem, parsePem } from '../../source/crypto/index.ts';
import { encodePrivateKey, generateKey } from '../../source/crypto/private.ts';
import type { KeyAlgorithmChoice } from '../../source/trust-dir/index.ts';
import { keyIdOf } from '../../source/tuf/index.ts';
import { gun } from '../support/sample-parts.ts';
import { copyOf, put, temporaryFolder } from './support/trust-folder.ts';
import {
  fixturePassphrase,
  OTHER_PASSPHRASE,
  onlyKey,
  PASSPHRASE,
  signsForItself,
  vaultOf,
} from './support/vault.ts';

const GUN = gun('registry.example.com/a');
const ALGORITHMS: readonly KeyAlgorithmChoice[] = [
  'ecdsa',
  'ecdsa-p384',
  'ecdsa-p521',
  'ed25519',
  'rsa-2048',
];
const ALICE = { role: 'alice', gun: null };
const keyFiles = (trustDir: string) =>
  readdirSync(trustDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.key'))
    .sort();
const everything = (trustDir: string) => readdirSync(trustDir, { recursive: true, encoding: 'utf8' }).sort();

async function savedKey(trustDir: string, role = 'alice') {
  const vault = vaultOf(trustDir);
  const key = await vault.generate('ecdsa');
  return vault.save(key, { headers: { role, gun: null }, passphrase: PASSPHRASE });
}

describe('a key that was made here', () => {
  it.each(ALGORITHMS)('is saved, found and unlocked again: %s', async (algorithm) => {
    const trustDir = temporaryFolder();
    const vault = vaultOf(trustDir);
    const made = await vault.generate(algorithm);
    const saved = await vault.save(made, { headers: ALICE, passphrase: PASSPHRASE });
    expect(saved).toEqual(await onlyKey(trustDir));
    expect(saved).toMatchObject({ id: made.key.canonicalId, role: 'alice', gun: null, encrypted: true });
    const unlocked = await vaultOf(trustDir).unlock(saved, PASSPHRASE);
    expect(unlocked.key).toEqual(made.key);
    expect(unlocked.algorithm).toBe(made.algorithm);
    expect(signsForItself(unlocked)).toBe(true);
  });

  it('stands in a file that only its owner reads, as notary writes it', async () => {
    const trustDir = join(temporaryFolder(), 'not', 'there', 'yet');
    const vault = vaultOf(trustDir);
    const made = await vault.generate('ecdsa');
    const { path } = await vault.save(made, {
      headers: { role: 'targets', gun: GUN },
      passphrase: PASSPHRASE,
    });
    expect(path).toBe(join(trustDir, 'private', `${made.key.canonicalId}.key`));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(trustDir, 'private')).mode & 0o777).toBe(0o700);
    const start = `-----BEGIN ENCRYPTED PRIVATE KEY-----\ngun: ${GUN}\nrole: targets\n\n`;
    expect(readFileSync(path, 'utf8').startsWith(start)).toBe(true);
    expect(everything(trustDir)).toEqual(['private', `private/${made.key.canonicalId}.key`]);
  });

  it.each([
    ['root', false],
    ['alice', false],
    ['delegation', false],
    ['targets/releases', false],
    ['targets', true],
    ['snapshot', true],
    ['timestamp', true],
  ])('for the role %s keeps its GUN: %s', async (role, keeps) => {
    const vault = vaultOf(temporaryFolder());
    const key = await vault.generate('ecdsa');
    const saved = await vault.save(key, { headers: { role, gun: GUN }, passphrase: PASSPHRASE });
    expect(saved.gun).toBe(keeps ? GUN : null);
    expect(readFileSync(saved.path, 'utf8').includes('gun:')).toBe(keeps);
  });

  it('shows its private half to nobody who looks at it', async () => {
    const key = await vaultOf(temporaryFolder()).generate('ecdsa');
    expect(Object.keys(key).sort()).toEqual(['algorithm', 'key', 'sign']);
    expect(inspect(key, { depth: 9, showHidden: true })).not.toMatch(/KeyObject|PRIVATE/);
  });

  it('is saved by the vault that knows it and by no forgery', async () => {
    const vault = vaultOf(temporaryFolder());
    const key = await vault.generate('ecdsa');
    await expect(vault.save({ ...key }, { headers: ALICE, passphrase: PASSPHRASE })).rejects.toThrow(
      TypeError,
    );
  });
});

describe('keys of real clients', () => {
  it('are unlocked with the passphrases that these gave them, and sign', async () => {
    const { trustDir } = loadRepositoryFixture('several-keys-per-signer');
    const vault = vaultOf(trustDir);
    const { keys } = await vault.list();
    const unlocked = await Promise.all(keys.map((key) => vault.unlock(key, fixturePassphrase(key.role))));
    expect(unlocked.map(({ key }) => key.canonicalId)).toEqual(keys.map(({ id }) => id));
    expect(unlocked.every(signsForItself)).toBe(true);
  });

  it('are unlocked in the places and encryption of old clients', async () => {
    const vault = vaultOf(trustDirectoryFixture('legacy-keys'));
    const { keys } = await vault.list();
    const unlocked = await Promise.all(keys.map((key) => vault.unlock(key, fixturePassphrase(key.role))));
    expect(unlocked.map(({ key }) => key.canonicalId)).toEqual(keys.map(({ id }) => id));
    expect(unlocked.map(({ algorithm }) => algorithm).toSorted()).toEqual([
      'ecdsa-p256',
      'ecdsa-p256',
      'ecdsa-p256',
      'rsa-2048',
    ]);
  });
});

describe('unlocking', () => {
  it.each([OTHER_PASSPHRASE, null])('refuses a wrong passphrase, and none', async (passphrase) => {
    const trustDir = temporaryFolder();
    const { path } = await savedKey(trustDir);
    await expect(vaultOf(trustDir).unlock(await onlyKey(trustDir), passphrase)).rejects.toMatchObject({
      name: 'TrustDirError',
      code: 'key-wrong-passphrase',
      detail: { path },
    });
  });

  it('needs none for a key that is not encrypted', async () => {
    const handle = generateKey('ecdsa-p256');
    const id = keyIdOf(handle.keyType, handle.publicBytes);
    const trustDir = temporaryFolder();
    put(trustDir, `private/${id}.key`, encodePrivateKey(handle));
    const unlocked = await vaultOf(trustDir).unlock(await onlyKey(trustDir), null);
    expect(unlocked.key.canonicalId).toBe(id);
  });

  it('refuses a key that is not the one its file is named for', async () => {
    const trustDir = temporaryFolder();
    const { path, id } = await savedKey(trustDir);
    const claimed = 'ab'.repeat(32);
    put(trustDir, `private/${claimed}.key`, readFileSync(path));
    const key = await onlyKey(trustDir, (found) => found.id !== id);
    await expect(vaultOf(trustDir).unlock(key, PASSPHRASE)).rejects.toMatchObject({
      code: 'key-damaged',
      detail: { path: key.path, found: id },
    });
  });

  it('tells a damaged file from a wrong passphrase', async () => {
    const trustDir = temporaryFolder();
    const { path } = await savedKey(trustDir);
    const [block] = parsePem(readFileSync(path, 'utf8'));
    if (block === undefined) {
      throw new Error('no PEM');
    }
    const damaged = Buffer.from(block.bytes);
    damaged[damaged.length - 20] = (damaged.at(-20) ?? 0) ^ 1;
    writeFileSync(path, encodePem({ ...block, bytes: damaged }));
    await expect(vaultOf(trustDir).unlock(await onlyKey(trustDir), PASSPHRASE)).rejects.toMatchObject({
      code: 'key-damaged',
    });
  });

  it('names the format of a key that it does not read', async () => {
    const trustDir = temporaryFolder();
    const id = 'cd'.repeat(32);
    const path = put(
      trustDir,
      `private/${id}.key`,
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n-----END PRIVATE KEY-----\n',
    );
    await expect(vaultOf(trustDir).unlock(await onlyKey(trustDir), null)).rejects.toMatchObject({
      code: 'key-format-unreadable',
      detail: { path, found: 'X25519 key' },
    });
  });

  it('says when the file has gone, or is cut off', async () => {
    const trustDir = temporaryFolder();
    const key = await savedKey(trustDir);
    writeFileSync(key.path, readFileSync(key.path, 'utf8').slice(0, 200));
    await expect(vaultOf(trustDir).unlock(key, PASSPHRASE)).rejects.toMatchObject({ code: 'key-damaged' });
    await vaultOf(trustDir).remove(key);
    await expect(vaultOf(trustDir).unlock(key, PASSPHRASE)).rejects.toMatchObject({ code: 'key-not-found' });
  });
});

describe('a key whose path leads elsewhere', () => {
  it('is neither read nor removed outside of the trust directory', async () => {
    const outside = temporaryFolder();
    const trustDir = join(outside, 'trust');
    const key = await savedKey(trustDir);
    const other = put(outside, `other/private/${key.id}.key`, readFileSync(key.path));
    const vault = vaultOf(trustDir);
    for (const path of [other, `${trustDir}/private/../../other/private/${key.id}.key`]) {
      await expect(vault.unlock({ ...key, path }, PASSPHRASE)).rejects.toMatchObject({
        code: 'key-not-found',
      });
      await expect(vault.remove({ ...key, path })).rejects.toMatchObject({ code: 'key-not-found' });
    }
    expect(statSync(other).isFile()).toBe(true);
  });

  it('is not followed through a link', async () => {
    const outside = temporaryFolder();
    const trustDir = join(outside, 'trust');
    const key = await savedKey(trustDir);
    put(outside, `other/${key.id}.key`, readFileSync(key.path));
    symlinkSync(join(outside, 'other'), join(trustDir, 'private', 'sub'));
    const lured = { ...key, path: join(trustDir, 'private', 'sub', `${key.id}.key`) };
    await expect(vaultOf(trustDir).unlock(lured, PASSPHRASE)).rejects.toMatchObject({
      code: 'symbolic-link',
    });
    await expect(vaultOf(trustDir).remove(lured)).rejects.toMatchObject({ code: 'symbolic-link' });
    expect(readdirSync(join(outside, 'other'))).toEqual([`${key.id}.key`]);
  });

  it('is not taken for another key', async () => {
    const trustDir = temporaryFolder();
    const first = await savedKey(trustDir);
    const second = await savedKey(trustDir);
    const mixed = { ...first, path: second.path };
    await expect(vaultOf(trustDir).remove(mixed)).rejects.toMatchObject({ code: 'key-not-found' });
    expect(keyFiles(trustDir)).toHaveLength(2);
  });
});

describe('saving over what is there', () => {
  it('changes the passphrase of the same role, in place', async () => {
    const trustDir = temporaryFolder();
    const vault = vaultOf(trustDir);
    const saved = await savedKey(trustDir);
    const unlocked = await vault.unlock(saved, PASSPHRASE);
    const changed = await vault.save(unlocked, {
      headers: ALICE,
      passphrase: OTHER_PASSPHRASE,
      replace: true,
    });
    expect(changed).toEqual(saved);
    await expect(vault.unlock(saved, PASSPHRASE)).rejects.toMatchObject({ code: 'key-wrong-passphrase' });
    expect((await vault.unlock(saved, OTHER_PASSPHRASE)).key).toEqual(unlocked.key);
    expect(everything(trustDir)).toHaveLength(2);
  });

  it('refuses the same key for another role, and leaves it', async () => {
    const trustDir = temporaryFolder();
    const vault = vaultOf(trustDir);
    const saved = await savedKey(trustDir);
    const unlocked = await vault.unlock(saved, PASSPHRASE);
    const before = readFileSync(saved.path);
    const options = { headers: { role: 'bob', gun: null }, passphrase: OTHER_PASSPHRASE };
    await expect(vault.save(unlocked, options)).rejects.toMatchObject({
      code: 'key-exists',
      detail: { path: saved.path, keyId: saved.id, role: 'alice' },
    });
    expect(readFileSync(saved.path)).toEqual(before);
    await expect(vault.save(unlocked, { ...options, replace: true })).resolves.toMatchObject({ role: 'bob' });
  });

  it('refuses to write over what is no key, unless told to', async () => {
    const trustDir = temporaryFolder();
    const vault = vaultOf(trustDir);
    const made = await vault.generate('ecdsa');
    const path = put(trustDir, `private/${made.key.canonicalId}.key`, 'not PEM');
    const options = { headers: ALICE, passphrase: PASSPHRASE };
    await expect(vault.save(made, options)).rejects.toMatchObject({
      code: 'key-exists',
      detail: { path, role: null },
    });
    await vault.save(made, { ...options, replace: true });
    expect((await vault.unlock(await onlyKey(trustDir), PASSPHRASE)).key).toEqual(made.key);
  });

  it('moves a key of old clients to today’s place, and takes the old file away', async () => {
    const trustDir = copyOf(trustDirectoryFixture('legacy-keys'));
    const vault = vaultOf(trustDir);
    const legacy = await onlyKey(trustDir, ({ role }) => role === 'targets');
    const unlocked = await vault.unlock(legacy, fixturePassphrase('targets'));
    const others = keyFiles(trustDir).filter((name) => !legacy.path.endsWith(name));
    const headers = { role: 'targets', gun: gun(legacy.gun ?? '') };
    const saved = await vault.save(unlocked, { headers, passphrase: PASSPHRASE, replace: true });
    expect(saved.path).toBe(join(trustDir, 'private', `${legacy.id}.key`));
    expect(keyFiles(trustDir)).toEqual([...others, `private/${legacy.id}.key`].toSorted());
    expect((await vault.unlock(saved, PASSPHRASE)).key).toEqual(unlocked.key);
  });

  it('sees that old clients keep the key for another role', async () => {
    const trustDir = copyOf(trustDirectoryFixture('legacy-keys'));
    const vault = vaultOf(trustDir);
    const legacy = await onlyKey(trustDir, ({ role }) => role === 'targets');
    const unlocked = await vault.unlock(legacy, fixturePassphrase('targets'));
    const before = keyFiles(trustDir);
    await expect(vault.save(unlocked, { headers: ALICE, passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'key-exists',
    });
    expect(keyFiles(trustDir)).toEqual(before);
  });

  it('keeps the old file when the new one cannot be made', async () => {
    const trustDir = temporaryFolder();
    const saved = await savedKey(trustDir);
    const unlocked = await vaultOf(trustDir).unlock(saved, PASSPHRASE);
    await expect(
      vaultOf(trustDir).save(unlocked, {
        headers: { role: 'a\nb', gun: null },
        passphrase: OTHER_PASSPHRASE,
      }),
    ).rejects.toThrow(RangeError);
    expect((await vaultOf(trustDir).unlock(saved, PASSPHRASE)).key).toEqual(unlocked.key);
  });
});

describe('removing', () => {
  it('takes exactly that file', async () => {
    const trustDir = copyOf(trustDirectoryFixture('legacy-keys'));
    const before = keyFiles(trustDir);
    const key = await onlyKey(trustDir, ({ role }) => role === 'alice');
    await vaultOf(trustDir).remove(key);
    expect(keyFiles(trustDir)).toEqual(before.filter((name) => !key.path.endsWith(name)));
    await expect(vaultOf(trustDir).remove(key)).rejects.toMatchObject({ code: 'key-not-found' });
  });

  it('makes nothing where nothing is', async () => {
    const trustDir = temporaryFolder();
    const key = await savedKey(trustDir);
    const nowhere = join(temporaryFolder(), 'nowhere');
    await expect(vaultOf(nowhere).remove(key)).rejects.toMatchObject({ code: 'key-not-found' });
    expect(() => statSync(nowhere)).toThrow();
  });
});
