import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './support/trust-folder.ts';
import { onlyKey, PASSPHRASE, vaultOf } from './support/vault.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;

/** A trust directory whose one key, with its folder, is open to everybody. */
async function exposed() {
  const trustDir = temporaryFolder();
  const vault = vaultOf(trustDir);
  const made = await vault.generate('ecdsa');
  const key = await vault.save(made, { headers: { role: 'jeff', gun: null }, passphrase: PASSPHRASE });
  chmodSync(key.path, 0o644);
  chmodSync(dirname(key.path), 0o755);
  chmodSync(trustDir, 0o755);
  return { trustDir, vault, key };
}

describe('a key that others can read', () => {
  it('is kept to its owner, with the folder it is in', async () => {
    const { trustDir, vault, key } = await exposed();
    expect(await onlyKey(trustDir)).toMatchObject({ exposed: true });
    const before = readFileSync(key.path);
    await vault.tighten(key);
    expect(await onlyKey(trustDir)).toMatchObject({ exposed: false });
    expect([modeOf(key.path), modeOf(dirname(key.path))]).toEqual([0o600, 0o700]);
    expect(readFileSync(key.path)).toEqual(before);
  });

  it('leaves the trust directory itself, and other keys, as they are', async () => {
    const { trustDir, vault, key } = await exposed();
    const other = join(dirname(key.path), `${'a'.repeat(64)}.key`);
    writeFileSync(other, 'another', { mode: 0o644 });
    await vault.tighten(key);
    expect([modeOf(trustDir), modeOf(other)]).toEqual([0o755, 0o644]);
  });

  it('in a folder of old clients has each folder down to it kept to its owner', async () => {
    const { trustDir, vault, key } = await exposed();
    const folder = join(trustDir, 'private', 'tuf_keys', 'registry.example.com', 'app');
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    renameSync(key.path, join(folder, `${key.id}_targets.key`));
    await vault.tighten(await onlyKey(trustDir));
    for (const each of ['private', 'private/tuf_keys', 'private/tuf_keys/registry.example.com/app']) {
      expect(modeOf(join(trustDir, each))).toBe(0o700);
    }
  });

  it('can be kept to its owner twice', async () => {
    const { vault, key } = await exposed();
    await vault.tighten(key);
    await vault.tighten(key);
    expect(modeOf(key.path)).toBe(0o600);
  });
});

describe('what is not the file of a listed key', () => {
  it('is left alone when a link stands in its place', async () => {
    const { trustDir, vault, key } = await exposed();
    const outside = join(temporaryFolder(), 'outside');
    writeFileSync(outside, 'somebody else’s', { mode: 0o644 });
    rmSync(key.path);
    symlinkSync(outside, key.path);
    await expect(vault.tighten(key)).rejects.toMatchObject({ code: 'symbolic-link' });
    expect(modeOf(outside)).toBe(0o644);
    expect(modeOf(join(trustDir, 'private'))).toBe(0o755);
  });

  it('is left alone when the folder is a link to another one', async () => {
    const { trustDir, vault, key } = await exposed();
    const outside = temporaryFolder();
    const moved = join(outside, 'private');
    renameSync(join(trustDir, 'private'), moved);
    symlinkSync(moved, join(trustDir, 'private'));
    await expect(vault.tighten(key)).rejects.toMatchObject({ code: 'symbolic-link' });
    expect([modeOf(moved), modeOf(join(moved, `${key.id}.key`))]).toEqual([0o755, 0o644]);
  });

  it('is left alone when it is a folder', async () => {
    const { vault, key } = await exposed();
    rmSync(key.path);
    mkdirSync(key.path, { mode: 0o755 });
    await expect(vault.tighten(key)).rejects.toMatchObject({ code: 'not-a-file' });
    expect(modeOf(key.path)).toBe(0o755);
  });

  it.each(['../outside.key', '../../outside.key'])('is left alone when it is %s', async (path) => {
    const { trustDir, vault, key } = await exposed();
    const outside = join(trustDir, 'private', path);
    await expect(vault.tighten({ ...key, path: outside })).rejects.toMatchObject({ code: 'key-not-found' });
  });

  it('is named when it has gone', async () => {
    const { vault, key } = await exposed();
    rmSync(key.path);
    await expect(vault.tighten(key)).rejects.toMatchObject({
      code: 'key-not-found',
      detail: { path: key.path },
    });
  });

  it('is not looked for in a trust directory that does not exist, which is not made', async () => {
    const { key } = await exposed();
    const trustDir = join(temporaryFolder(), 'none');
    await expect(vaultOf(trustDir).tighten(key)).rejects.toMatchObject({ code: 'key-not-found' });
    expect(() => statSync(trustDir)).toThrow();
  });
});
