import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture } from '../../fixtures/load.ts';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { gun, role } from '../support/sample-parts.ts';
import { withoutRoot } from '../support/without-root.ts';
import { document, machine, put, temporaryFolder } from './support/trust-folder.ts';

const GUN = gun('registry.example.com/a/b');
const METADATA = `tuf/${GUN}/metadata`;
const NOW = new Date('2026-11-23T12:00:00Z');

const accepted = (version: number) =>
  ['root', 'timestamp', 'snapshot', 'targets', 'targets/releases', 'targets/team/member'].map((name) => ({
    role: role(name),
    bytes: document(version, name),
  }));
const below = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('writing the metadata cache', () => {
  it('makes files and folders as docker and notary do, for their owner alone', async () => {
    const trustDir = join(temporaryFolder(), 'new', 'trust');
    await openTrustDir(trustDir).cache.write(GUN, accepted(1));
    const real = loadRepositoryFixture('one-signer');
    const realFiles = below(join(real.trustDir, 'tuf', real.gun, 'metadata'));
    expect(below(join(trustDir, METADATA))).toEqual(
      realFiles
        .map((name) => name.replace('alice.json', 'team'))
        .concat('targets/team/member.json')
        .toSorted(),
    );
    for (const name of ['', ...below(trustDir)]) {
      expect(modeOf(join(trustDir, name))).toBe(name.endsWith('.json') ? 0o600 : 0o700);
    }
  });

  it.runIf(process.platform === 'linux')(
    'refuses a place where no folder can be made, without a hang',
    async () => {
      const { cache } = openTrustDir('/proc/trustdeck/trust');
      await expect(cache.write(GUN, accepted(1))).rejects.toMatchObject({ code: 'unwritable' });
    },
  );

  it('gives back what was written, byte for byte', async () => {
    const { cache } = openTrustDir(temporaryFolder());
    await cache.write(GUN, accepted(1));
    await cache.write(GUN, accepted(2).slice(0, 2));
    const { files } = await cache.read(GUN);
    const expected = [...accepted(2).slice(0, 2), ...accepted(1).slice(2)];
    expect(files).toEqual(new Map(expected.map((file) => [file.role, file.bytes])));
  });

  it('leaves files alone that are the same, and notes that the timestamp is current', async () => {
    const trustDir = temporaryFolder();
    const { cache } = openTrustDir(trustDir, machine({ clock: { now: () => NOW } }));
    await cache.write(GUN, accepted(1));
    const paths = below(trustDir).map((name) => join(trustDir, name));
    const old = new Date('2026-01-01T00:00:00Z');
    for (const path of paths) {
      utimesSync(path, old, old);
    }
    const before = paths.map((path) => statSync(path).ino);
    await cache.write(GUN, accepted(1));
    expect(paths.map((path) => statSync(path).ino)).toEqual(before);
    expect(paths.filter((path) => statSync(path).mtime > old)).toEqual([
      join(trustDir, METADATA, 'timestamp.json'),
    ]);
    expect((await cache.read(GUN)).savedAt).toEqual(NOW);
  });

  it('does nothing when there is nothing to write', async () => {
    const trustDir = join(temporaryFolder(), 'trust');
    await openTrustDir(trustDir).cache.write(GUN, []);
    expect(existsSync(trustDir)).toBe(false);
  });

  it('clears away what a writer left that died, and nothing else', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, `${METADATA}/.root.json.0123456789ab.tmp`, 'torn');
    put(trustDir, `${METADATA}/targets/.releases.json.0123456789ab.tmp`, 'torn');
    put(trustDir, `${METADATA}/mine.tmp`, 'kept');
    await openTrustDir(trustDir).cache.write(GUN, accepted(1));
    const names = below(trustDir);
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([`${METADATA}/mine.tmp`]);
    expect(names.filter((name) => name.includes('lock'))).toEqual([]);
  });

  it.each(['tuf', 'tuf/registry.example.com', `tuf/${GUN}`, METADATA, `${METADATA}/targets`])(
    'writes nothing outside through a link at %s',
    async (link) => {
      const trustDir = temporaryFolder();
      const outside = temporaryFolder();
      mkdirSync(join(trustDir, link, '..'), { recursive: true });
      symlinkSync(outside, join(trustDir, link));
      await expect(openTrustDir(trustDir).cache.write(GUN, accepted(1))).rejects.toMatchObject({
        code: 'symbolic-link',
      });
      expect(readdirSync(outside)).toEqual([]);
    },
  );

  it('writes nothing through a link that leads nowhere yet', async () => {
    const trustDir = temporaryFolder();
    const outside = temporaryFolder();
    symlinkSync(join(outside, 'not-yet'), join(trustDir, 'tuf'));
    await expect(openTrustDir(trustDir).cache.write(GUN, accepted(1))).rejects.toMatchObject({
      code: 'symbolic-link',
    });
    expect(readdirSync(outside)).toEqual([]);
  });

  it('does not overwrite a file elsewhere by way of a link in its place', async () => {
    const trustDir = temporaryFolder();
    const outside = put(temporaryFolder(), 'precious', 'precious');
    mkdirSync(join(trustDir, METADATA), { recursive: true });
    symlinkSync(outside, join(trustDir, METADATA, 'snapshot.json'));
    await expect(openTrustDir(trustDir).cache.write(GUN, accepted(1))).rejects.toMatchObject({
      code: 'symbolic-link',
    });
    expect(readFileSync(outside, 'utf8')).toBe('precious');
  });

  it('refuses a GUN that could reach the root of another through a delegation', async () => {
    const { cache } = openTrustDir(temporaryFolder());
    await expect(cache.write(gun('a/metadata/targets'), accepted(1))).rejects.toMatchObject({
      code: 'ambiguous-name',
    });
    await expect(cache.read(gun('a/metadata/targets'))).rejects.toMatchObject({ code: 'ambiguous-name' });
  });

  it.each([
    ['the trust directory', ''],
    ['the metadata folder', METADATA],
    ['a folder of delegations', `${METADATA}/targets`],
  ])('fails when %s is a file', async (_what, path) => {
    const trustDir = join(temporaryFolder(), 'trust');
    put(trustDir, path, 'x');
    await expect(openTrustDir(trustDir).cache.write(GUN, accepted(1))).rejects.toMatchObject({
      code: 'not-a-directory',
    });
  });

  it('goes on after a failed write', async () => {
    const trustDir = temporaryFolder();
    const { cache } = openTrustDir(trustDir);
    const failing = cache.write(gun('a/metadata/targets'), accepted(1));
    const following = cache.write(GUN, accepted(1));
    await expect(failing).rejects.toThrow();
    await expect(following).resolves.toBeUndefined();
  });

  it('fails in a folder that may not be written to', async () => {
    const trustDir = temporaryFolder();
    chmodSync(trustDir, 0o555);
    const write = withoutRoot(() => openTrustDir(trustDir).cache.write(GUN, accepted(1)));
    await expect(write).rejects.toMatchObject({
      code: 'unwritable',
      detail: { systemCode: 'EACCES' },
    });
  });
});

describe('two processes that write', () => {
  it('do not go back behind what the other one found', async () => {
    const trustDir = temporaryFolder();
    const [slow, quick] = [openTrustDir(trustDir).cache, openTrustDir(trustDir).cache];
    await slow.write(GUN, accepted(1));
    await Promise.all([slow.read(GUN), quick.read(GUN)]);
    await quick.write(GUN, accepted(3));
    await slow.write(GUN, accepted(2));
    expect((await slow.read(GUN)).files.get(role('timestamp'))).toEqual(document(3, 'timestamp'));
  });

  it('replace what the other one found by something newer', async () => {
    const trustDir = temporaryFolder();
    const [slow, quick] = [openTrustDir(trustDir).cache, openTrustDir(trustDir).cache];
    await quick.write(GUN, accepted(2));
    await slow.write(GUN, accepted(3));
    expect((await quick.read(GUN)).files.get(role('timestamp'))).toEqual(document(3, 'timestamp'));
  });

  it('may go back where the chain was verified against what is there', async () => {
    const { cache } = openTrustDir(temporaryFolder());
    await cache.write(GUN, accepted(9));
    await cache.read(GUN);
    await cache.write(GUN, accepted(2));
    expect((await cache.read(GUN)).files.get(role('timestamp'))).toEqual(document(2, 'timestamp'));
  });
});
