import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture, repositoryFixtureNames, trustDirectoryFixture } from '../../fixtures/load.ts';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { copyOf, put, putPipe, temporaryFolder } from './support/trust-folder.ts';

const KEY_ID = 'ab'.repeat(32);
const pem = (type: string, headers = '') =>
  `-----BEGIN ${type}-----\n${headers}MAA=\n-----END ${type}-----\n`;
const listOf = (trustDir: string) => openTrustDir(trustDir).keys.list();
const filesBelow = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** As `notary key list` tells them. */
const rows = async (trustDir: string) =>
  (await listOf(trustDir)).keys.map(({ role, gun, id }) => ({ role, gun, id }));

describe('keys of real clients', () => {
  it('are all found, each with its role and encrypted', async () => {
    const { trustDir } = loadRepositoryFixture('several-keys-per-signer');
    const { keys, unreadable } = await listOf(trustDir);
    expect(unreadable).toEqual([]);
    expect(keys.map((key) => key.role).toSorted()).toEqual([
      'build-machine',
      'desktop',
      'laptop',
      'root',
      'targets',
    ]);
    expect(keys.every((key) => key.encrypted && basename(key.path) === `${key.id}.key`)).toBe(true);
    expect(keys.filter((key) => key.gun !== null).map((key) => [key.role, key.gun])).toEqual([
      ['targets', 'registry.example.com/several-keys-per-signer'],
    ]);
  });

  it.each(repositoryFixtureNames())('are readable in %s', async (name) => {
    const { trustDir } = loadRepositoryFixture(name);
    const { keys, unreadable } = await listOf(trustDir);
    expect(unreadable).toEqual([]);
    expect(keys.map((key) => `${key.id}.key`)).toEqual(readdirSync(join(trustDir, 'private')).sort());
  });

  it('are read in the layout of old clients as notary reads them, and stay where they are', async () => {
    const trustDir = copyOf(trustDirectoryFixture('legacy-keys'));
    const before = filesBelow(trustDir);
    const listed = JSON.parse(
      readFileSync(join(trustDirectoryFixture('legacy-keys'), '../notary-key-list.json'), 'utf8'),
    );
    const expected = listed.map((row: { role: string; id: string }) => [row.id, row.role]);
    const found = await rows(trustDir);
    expect(found.map((key) => [key.id, key.role]).toSorted()).toEqual(expected.toSorted());
    expect(found.find((key) => key.role === 'targets')?.gun).toBe('registry.example.com/legacy');
    expect(filesBelow(trustDir)).toEqual(before);
  });

  it('are the same after notary has moved them', async () => {
    const legacy = await rows(trustDirectoryFixture('legacy-keys'));
    const migrated = await rows(trustDirectoryFixture('migrated-keys'));
    const byId = (left: { id: string }, right: { id: string }) => left.id.localeCompare(right.id);
    expect(migrated.toSorted(byId)).toEqual(legacy.toSorted(byId));
  });

  it.each(['legacy-keys', 'migrated-keys'] as const)('tell encrypted from plain in %s', async (name) => {
    const { keys } = await listOf(trustDirectoryFixture(name));
    expect(keys.filter((key) => !key.encrypted).map((key) => key.role)).toEqual(['alice']);
  });
});

describe('key files', () => {
  it.each([
    ['ENCRYPTED PRIVATE KEY', '', true],
    ['PRIVATE KEY', '', false],
    ['EC PRIVATE KEY', '', false],
    ['RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n', true],
    ['ED25519 PRIVATE KEY', 'role: eddy\n\n', false],
  ])('of type %s are keys', async (type, headers, encrypted) => {
    const trustDir = temporaryFolder();
    put(trustDir, `private/${KEY_ID}.key`, pem(type, headers));
    expect((await listOf(trustDir)).keys).toMatchObject([{ id: KEY_ID, encrypted }]);
  });

  it.each([
    ['garbage', Buffer.from([0xff, 0x00, 0x80]), 'not-pem'],
    ['nothing', '', 'not-pem'],
    ['a torn key', pem('PRIVATE KEY').slice(0, 40), 'not-pem'],
    ['a public key', pem('PUBLIC KEY'), 'not-a-private-key'],
    ['a key without content', pem('PRIVATE KEY').replace('MAA=\n', ''), 'not-a-private-key'],
    ['more than any key', Buffer.alloc(64 * 1024 + 1), 'too-large'],
  ])('with %s are named with the reason', async (_what, content, reason) => {
    const trustDir = temporaryFolder();
    const path = put(trustDir, `private/${KEY_ID}.key`, content);
    expect(await listOf(trustDir)).toEqual({ keys: [], unreadable: [{ path, reason }] });
  });

  it.each(['notes.key', `${KEY_ID}_root.key`, `${KEY_ID.toUpperCase()}.key`, `x${KEY_ID}.key`, '.key'])(
    'called %s are named as such',
    async (name) => {
      const trustDir = temporaryFolder();
      const path = put(trustDir, `private/${name}`, pem('PRIVATE KEY'));
      expect((await listOf(trustDir)).unreadable).toEqual([{ path, reason: 'name-is-not-a-key-id' }]);
    },
  );

  it('that are links, pipes or folders are never opened', async () => {
    const trustDir = temporaryFolder();
    const outside = put(temporaryFolder(), 'secret.key', pem('PRIVATE KEY'));
    mkdirSync(join(trustDir, 'private', `${KEY_ID}.key`), { recursive: true });
    const link = join(trustDir, 'private', `${'cd'.repeat(32)}.key`);
    symlinkSync(outside, link);
    const pipe = putPipe(trustDir, `private/${'ef'.repeat(32)}.key`);
    expect(await listOf(trustDir)).toEqual({
      keys: [],
      unreadable: [
        { path: link, reason: 'unreadable' },
        { path: pipe, reason: 'unreadable' },
      ].toSorted((left, right) => left.path.localeCompare(right.path)),
    });
  });

  it('of other kinds are nobody’s business', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, 'private/.DS_Store', 'x');
    put(trustDir, 'private/README', pem('PRIVATE KEY'));
    expect(await listOf(trustDir)).toEqual({ keys: [], unreadable: [] });
  });

  it('show when others can read them', async () => {
    const trustDir = temporaryFolder();
    const path = put(trustDir, `private/${KEY_ID}.key`, pem('PRIVATE KEY'));
    expect((await listOf(trustDir)).keys).toMatchObject([{ exposed: false }]);
    for (const mode of [0o640, 0o604, 0o620, 0o602]) {
      chmodSync(path, mode);
      expect((await listOf(trustDir)).keys).toMatchObject([{ exposed: true }]);
    }
  });
});

describe('the key folder', () => {
  it('may be missing, with or without the trust directory', async () => {
    expect(await listOf(temporaryFolder())).toEqual({ keys: [], unreadable: [] });
    expect(await listOf(join(temporaryFolder(), 'none'))).toEqual({ keys: [], unreadable: [] });
  });

  it('is not followed out of the trust directory', async () => {
    const trustDir = temporaryFolder();
    const outside = temporaryFolder();
    put(outside, `${KEY_ID}.key`, pem('PRIVATE KEY'));
    symlinkSync(outside, join(trustDir, 'private'));
    await expect(listOf(trustDir)).rejects.toMatchObject({ code: 'symbolic-link' });
  });

  it('is an error when it is no folder', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, 'private', 'x');
    await expect(listOf(trustDir)).rejects.toMatchObject({ code: 'not-a-directory' });
    await expect(listOf(join(trustDir, 'private'))).rejects.toMatchObject({ code: 'not-a-directory' });
  });

  it('is found through a link to the trust directory itself', async () => {
    const { trustDir } = loadRepositoryFixture('one-signer');
    const link = join(temporaryFolder(), 'trust');
    symlinkSync(trustDir, link);
    expect((await listOf(link)).keys).toHaveLength(3);
  });
});
