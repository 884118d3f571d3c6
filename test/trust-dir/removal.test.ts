import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trustDirectoryFixture } from '../../fixtures/load.ts';
import { openTrustDir, thisMachine } from '../../source/trust-dir/index.ts';
import { gun, role } from '../support/sample-parts.ts';
import { copyOf, machine, put, temporaryFolder } from './support/trust-folder.ts';

const A = gun('registry.example.com/a');
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

function putRepository(trustDir: string, name: string): readonly string[] {
  const paths = [
    `tuf/${name}/changelist/00000000000000000001_x.change`,
    `tuf/${name}/metadata/root.json`,
    `tuf/${name}/metadata/targets.json`,
    `tuf/${name}/metadata/targets/releases.json`,
    `tuf/${name}/metadata/targets/team/nightly.json`,
    `tuf/${name}/metadata/timestamp.json`,
  ];
  for (const path of paths) {
    put(trustDir, path, '{}');
  }
  return paths;
}

describe('removing a repository', () => {
  it.each([
    'registry.example.com/a/b',
    'registry.example.com/a/metadata',
    'registry.example.com/a/metadata/deeper',
    'registry.example.com/a/changelist',
    'registry.example.com/ab',
    'registry.example.com',
  ])('leaves %s, whose folder is in, above or beside its own', async (other) => {
    const trustDir = temporaryFolder();
    putRepository(trustDir, A);
    const kept = putRepository(trustDir, other);
    const { cache } = openTrustDir(trustDir);
    await cache.remove(A);
    expect(filesBelow(trustDir)).toEqual([...kept].sort());
    expect(await cache.repositories()).toEqual([other]);
    expect((await cache.read(A)).files.size).toBe(0);
  });

  it('leaves no empty folders, and the keys', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, 'private/x.key', 'key');
    putRepository(trustDir, A);
    await openTrustDir(trustDir).cache.remove(A);
    expect(readdirSync(trustDir, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
      'private',
      'private/x.key',
      'tuf',
    ]);
  });

  it('is no error where nothing is, and makes nothing', async () => {
    const trustDir = join(temporaryFolder(), 'nowhere');
    await openTrustDir(trustDir).cache.remove(A);
    expect(existsSync(trustDir)).toBe(false);
  });

  it('follows no link out of the trust directory', async () => {
    const outside = temporaryFolder();
    const trustDir = join(outside, 'trust');
    put(outside, 'other/metadata/root.json', '{}');
    put(trustDir, 'tuf/registry.example.com/x', '');
    symlinkSync(join(outside, 'other'), join(trustDir, 'tuf', A));
    await expect(openTrustDir(trustDir).cache.remove(A)).rejects.toMatchObject({ code: 'symbolic-link' });
    expect(existsSync(join(outside, 'other/metadata/root.json'))).toBe(true);
  });
});

describe('dropping cached files', () => {
  const RELEASES = role('targets/releases');
  const file = { role: RELEASES, bytes: Buffer.from('{}') };

  it('takes only those, whatever lies beside them', async () => {
    const trustDir = temporaryFolder();
    const paths = putRepository(trustDir, A);
    const others = putRepository(trustDir, `${A}/metadata`);
    await openTrustDir(trustDir).cache.drop(A, [file]);
    const gone = `tuf/${A}/metadata/targets/releases.json`;
    expect(filesBelow(trustDir)).toEqual([...paths, ...others].filter((path) => path !== gone).sort());
  });

  it('leaves a file that another process has written meanwhile', async () => {
    const trustDir = temporaryFolder();
    const newer = put(trustDir, `tuf/${A}/metadata/targets/releases.json`, '{"newer":true}');
    await openTrustDir(trustDir).cache.drop(A, [file]);
    expect(existsSync(newer)).toBe(true);
  });

  it('is no error where nothing is, and makes nothing', async () => {
    const trustDir = join(temporaryFolder(), 'nowhere');
    await openTrustDir(trustDir).cache.drop(A, [file]);
    expect(existsSync(trustDir)).toBe(false);
    const empty = temporaryFolder();
    await openTrustDir(empty).cache.drop(A, [file]);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('waits for whoever writes', async () => {
    const trustDir = temporaryFolder();
    putRepository(trustDir, A);
    const path = join(trustDir, '.trustdeck.lock');
    const held = JSON.stringify({ processId: process.pid, host: thisMachine.host, token: 'other' });
    put(trustDir, '.trustdeck.lock', held);
    const polls: boolean[] = [];
    const delay = async () => {
      polls.push(existsSync(join(trustDir, `tuf/${A}/metadata/targets/releases.json`)));
      rmSync(path);
    };
    await openTrustDir(trustDir, machine({ delay })).cache.drop(A, [file]);
    expect(polls).toEqual([true]);
    expect(existsSync(join(trustDir, `tuf/${A}/metadata/targets/releases.json`))).toBe(false);
  });

  it('follows no link', async () => {
    const trustDir = temporaryFolder();
    const outside = put(temporaryFolder(), 'releases.json', '{}');
    put(trustDir, `tuf/${A}/metadata/root.json`, '{}');
    symlinkSync(join(outside, '..'), join(trustDir, `tuf/${A}/metadata/targets`));
    await expect(openTrustDir(trustDir).cache.drop(A, [file])).rejects.toMatchObject({
      code: 'symbolic-link',
    });
    expect(existsSync(outside)).toBe(true);
  });
});

describe('staged changes', () => {
  const STAGED = gun('registry.example.com/staged-changes');

  it('are removed by name, and only those', async () => {
    const { changelist } = openTrustDir(copyOf(trustDirectoryFixture('staged-changes')));
    const { changes } = await changelist.read(STAGED);
    const [first, second, ...rest] = changes.map(({ file }) => file);
    await changelist.remove(STAGED, [first ?? '', second ?? '', 'gone already']);
    expect((await changelist.read(STAGED)).changes.map(({ file }) => file)).toEqual(rest);
    expect(rest.length).toBeGreaterThan(2);
  });

  it.each(['../metadata/root.json', '..', '', 'a/b', '/etc/passwd'])('are never %j', async (file) => {
    const trustDir = temporaryFolder();
    const paths = putRepository(trustDir, A);
    await expect(openTrustDir(trustDir).changelist.remove(A, [file])).rejects.toThrow(RangeError);
    expect(filesBelow(trustDir)).toEqual([...paths].sort());
  });

  it('say what they do, all that notary can stage', async () => {
    const { changelist } = openTrustDir(trustDirectoryFixture('staged-changes'));
    const { changes } = await changelist.read(STAGED);
    expect(changes.map(({ edits }) => edits?.map(({ kind }) => kind))).toEqual([
      ['put-target'],
      ['remove-target'],
      ['add-delegation'],
      ['add-delegation'],
      ['remove-keys'],
      ['remove-delegation'],
      ['purge-keys'],
      ['resign'],
    ]);
  });

  it('with a payload that is no base64 are no changes', async () => {
    const trustDir = temporaryFolder();
    const change = { action: 'create', role: 'targets', type: 'target', path: 'v1', data: 'e30' };
    put(trustDir, `tuf/${A}/changelist/1.change`, JSON.stringify(change));
    expect(await openTrustDir(trustDir).changelist.read(A)).toEqual({
      changes: [],
      unreadable: ['1.change'],
    });
  });
});
