import { mkdirSync, renameSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  currentFile,
  loadRepositoryFixture,
  repositoryFixtureNames,
  trustDirectoryFixture,
} from '../../fixtures/load.ts';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { UPDATE_LIMITS } from '../../source/tuf/index.ts';
import { gun, role } from '../support/sample-parts.ts';
import { copyOf, document, put, putPipe, temporaryFolder } from './support/trust-folder.ts';

const GUN = gun('registry.example.com/a/b');
const METADATA = `tuf/${GUN}/metadata`;
const readIn = (trustDir: string, name = GUN) => openTrustDir(trustDir).cache.read(name);
const repositoriesIn = (trustDir: string) => openTrustDir(trustDir).cache.repositories();

describe('cached metadata', () => {
  it.each(repositoryFixtureNames())('of docker and notary is what the server served: %s', async (name) => {
    const fixture = loadRepositoryFixture(name);
    const { files } = await readIn(fixture.trustDir, gun(fixture.gun));
    expect([...files.keys()]).toEqual(expect.arrayContaining(['root', 'timestamp', 'snapshot', 'targets']));
    for (const base of ['root', 'timestamp', 'snapshot', 'targets'].map(role)) {
      expect(files.get(base)).toEqual(currentFile(fixture.files, base));
    }
  });

  it('holds delegations at any depth', async () => {
    const { trustDir, gun: name } = loadRepositoryFixture('nested-delegations');
    const { files } = await readIn(trustDir, gun(name));
    expect([...files.keys()].filter((found) => found.startsWith('targets/')).toSorted()).toEqual([
      'targets/alice',
      'targets/releases',
      'targets/team',
      'targets/team/backend',
      'targets/team/backend/nightly',
    ]);
  });

  it('says when its timestamp was saved', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, `${METADATA}/root.json`, document(1));
    expect((await readIn(trustDir)).savedAt).toBeNull();
    const file = put(trustDir, `${METADATA}/timestamp.json`, document(1));
    const savedAt = new Date('2026-01-02T03:04:05Z');
    utimesSync(file, savedAt, savedAt);
    expect((await readIn(trustDir)).savedAt).toEqual(savedAt);
  });

  it('keeps a repository apart from one nested below it', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, 'tuf/a/metadata/root.json', document(1));
    put(trustDir, 'tuf/a/b/metadata/root.json', document(2));
    put(trustDir, 'tuf/a/metadata/metadata/root.json', document(3));
    for (const [name, version] of [
      ['a', 1],
      ['a/b', 2],
      ['a/metadata', 3],
    ] as const) {
      expect((await readIn(trustDir, gun(name))).files).toEqual(new Map([['root', document(version)]]));
    }
  });

  it('passes over files that no role could have', async () => {
    const trustDir = temporaryFolder();
    for (const name of [
      'Root.json',
      'notes.txt',
      '.json',
      'targets/A b.json',
      'targets/\u001b[2J.json',
      'x/y.json',
    ]) {
      put(trustDir, `${METADATA}/${name}`, 'x');
    }
    put(trustDir, `${METADATA}/targets/a.json`, document(1));
    expect([...(await readIn(trustDir)).files.keys()]).toEqual(['targets/a']);
  });

  it('is empty without a folder', async () => {
    const empty = { files: new Map(), savedAt: null };
    expect(await readIn(temporaryFolder())).toEqual(empty);
    expect(await readIn(join(temporaryFolder(), 'none'))).toEqual(empty);
    expect(await readIn(temporaryFolder(), gun('n'.repeat(255)))).toEqual(empty);
  });

  it('is refused, not taken for absent, when a file of it cannot be read', async () => {
    const outside = put(temporaryFolder(), 'root.json', document(1));
    const cases: readonly (readonly [string, (file: string, trustDir: string) => void])[] = [
      ['symbolic-link', (file) => symlinkSync(outside, file)],
      ['symbolic-link', (file) => symlinkSync('nowhere', file)],
      ['not-a-file', (_file, trustDir) => putPipe(trustDir, `${METADATA}/root.json`)],
      [
        'file-too-large',
        (file) => {
          writeFileSync(file, '');
          truncateSync(file, UPDATE_LIMITS.metadataBytes + 1);
        },
      ],
    ];
    for (const [code, spoil] of cases) {
      const trustDir = temporaryFolder();
      mkdirSync(join(trustDir, METADATA), { recursive: true });
      spoil(join(trustDir, METADATA, 'root.json'), trustDir);
      await expect(readIn(trustDir)).rejects.toMatchObject({ name: 'TrustDirError', code });
    }
  });

  it.each(['tuf', 'tuf/registry.example.com', `tuf/${GUN}`, METADATA, `${METADATA}/targets`])(
    'is not followed out of the trust directory at %s',
    async (link) => {
      const trustDir = temporaryFolder();
      const outside = temporaryFolder();
      put(trustDir, `${METADATA}/root.json`, document(1));
      put(trustDir, `${METADATA}/targets/a.json`, document(1));
      renameSync(join(trustDir, link), join(outside, 'moved'));
      symlinkSync(join(outside, 'moved'), join(trustDir, link));
      await expect(readIn(trustDir)).rejects.toMatchObject({ code: 'symbolic-link' });
    },
  );

  it.each([
    ['the trust directory', ''],
    ['the folder of repositories', 'tuf'],
    ['a repository', `tuf/${GUN}`],
    ['the metadata folder', METADATA],
  ])('is an error when %s is a file', async (_what, path) => {
    const trustDir = join(temporaryFolder(), 'trust');
    put(trustDir, path, 'x');
    await expect(readIn(trustDir)).rejects.toMatchObject({ code: 'not-a-directory' });
  });
});

describe('repositories', () => {
  it('are those that docker and notary worked on', async () => {
    expect(await repositoriesIn(trustDirectoryFixture('staged-changes'))).toEqual([
      'registry.example.com/staged-changes',
    ]);
    expect(await repositoriesIn(trustDirectoryFixture('legacy-keys'))).toEqual([]);
  });

  it('nest, and may be called like the folders in them', async () => {
    const trustDir = temporaryFolder();
    const guns = [
      'a',
      'a/b',
      'a/b/c',
      'a/metadata',
      'a/changelist',
      'host:5000/a',
      'metadata',
      'metadata/targets',
      'ü/x',
    ];
    for (const name of guns) {
      put(trustDir, `tuf/${name}/metadata/root.json`, document(1));
      put(trustDir, `tuf/${name}/metadata/targets/releases.json`, document(1));
    }
    expect(await repositoriesIn(trustDir)).toEqual(guns.toSorted());
    for (const name of guns) {
      expect((await readIn(trustDir, gun(name))).files.size).toBe(2);
    }
  });

  it('are not made by delegations whose names look like repositories', async () => {
    const trustDir = temporaryFolder();
    put(trustDir, 'tuf/a/metadata/root.json', document(1));
    put(trustDir, 'tuf/a/metadata/targets/metadata/root.json', document(1));
    expect(await repositoriesIn(trustDir)).toEqual(['a']);
  });

  it('are not made by looking at a name, but by what is staged', async () => {
    const trustDir = temporaryFolder();
    mkdirSync(join(trustDir, 'tuf/looked-at/metadata'), { recursive: true });
    mkdirSync(join(trustDir, 'tuf/looked-at/changelist'), { recursive: true });
    put(trustDir, 'tuf/staged/changelist/1.change', '{}');
    expect(await repositoriesIn(trustDir)).toEqual(['staged']);
  });

  it('have names that can be one', async () => {
    const trustDir = temporaryFolder();
    for (const name of ['with space', 'with%percent', 'tab\there', 'good']) {
      put(trustDir, `tuf/${name}/metadata/root.json`, document(1));
    }
    mkdirSync(Buffer.concat([Buffer.from(join(trustDir, 'tuf/')), Buffer.from([0xff, 0xfe])]));
    expect(await repositoriesIn(trustDir)).toEqual(['good']);
  });

  it('are not looked for behind links', async () => {
    const trustDir = copyOf(trustDirectoryFixture('staged-changes'));
    symlinkSync(trustDir, join(trustDir, 'tuf', 'loop'));
    expect(await repositoriesIn(trustDir)).toEqual(['registry.example.com/staged-changes']);
  });

  it('are none without a trust directory', async () => {
    expect(await repositoriesIn(join(temporaryFolder(), 'none'))).toEqual([]);
  });
});
