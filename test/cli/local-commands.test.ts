import { cpSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRepositoryFixture, trustDirectoryFixture } from '../../fixtures/load.ts';
import { Shell } from './support/run.ts';

describe('commands about this machine', () => {
  let shell: Shell;
  beforeEach(() => {
    shell = new Shell();
  });
  afterEach(() => shell.dispose());

  describe('repo', () => {
    const settings = () => join(shell.home, '.config', 'trustdeck', 'settings.json');

    it('remembers what was added, and forgets it', async () => {
      expect(await shell.run(['repo', 'list'])).toMatchObject({
        stdout: 'No repositories yet. Add one with trustdeck repo add REPO.\n',
      });
      expect(await shell.run(['repo', 'add', 'registry.example.com/a', 'alpine'])).toMatchObject({
        code: 0,
        stdout: 'Added registry.example.com/a.\nAdded docker.io/library/alpine.\n',
      });
      expect((await shell.run(['repo', 'add', 'alpine', '--json'])).json()).toEqual([
        { gun: 'docker.io/library/alpine', added: false },
      ]);
      expect((await shell.run(['repo', 'list', '--json'])).json()).toEqual([
        { gun: 'docker.io/library/alpine', origins: ['added'] },
        { gun: 'registry.example.com/a', origins: ['added'] },
      ]);
      expect(await shell.run(['repo', 'forget', 'alpine'])).toMatchObject({ code: 0 });
      expect((await shell.run(['repo', 'list', '--json'])).json()).toHaveLength(1);
      expect(statSync(settings()).mode & 0o077).toBe(0);
    });

    it('adds nothing when one name is wrong', async () => {
      expect(await shell.run(['repo', 'add', 'registry.example.com/a', '../b'])).toMatchObject({ code: 2 });
      expect(existsSync(settings())).toBe(false);
    });

    it('forgets only what was added by hand, and says so', async () => {
      await shell.run(['repo', 'add', 'alpine']);
      const { code, stdout, stderr } = await shell.run(['repo', 'forget', 'debian', 'alpine']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: 'Forgot docker.io/library/alpine.\n' });
      expect(stderr).toContain('Error: docker.io/library/debian was not added by hand\n');
    });

    it.each(['not json', '{"repositories":"all"}', '{"repositories":["../../etc"]}'])(
      'neither uses nor overwrites settings that are not its own: %s',
      async (text) => {
        await mkdir(join(shell.home, '.config', 'trustdeck'), { recursive: true });
        writeFileSync(settings(), text);
        const { code, stderr } = await shell.run(['repo', 'add', 'alpine']);
        expect(code).toBe(1);
        expect(stderr).toContain('settings.json is not understood');
        expect(readFileSync(settings(), 'utf8')).toBe(text);
      },
    );
  });

  describe('key list', () => {
    it('says whose keys docker made, and what they sign, from the cache alone', async () => {
      const fixture = loadRepositoryFixture('several-signers');
      cpSync(fixture.trustDir, shell.trustDir, { recursive: true });
      const { code, json, stderr } = await shell.run([
        'key',
        'list',
        '--json',
        '--trust-dir',
        shell.trustDir,
      ]);
      expect(code).toBe(0);
      expect(stderr).not.toContain('Error');
      const keys = json() as {
        role: string;
        owner: string;
        algorithm: string;
        usedBy: { gun: string; role: string }[];
      }[];
      expect(keys[0]).toMatchObject({ role: 'root', owner: 'root', algorithm: 'ecdsa-p256' });
      expect(keys.find(({ role }) => role === 'targets')).toMatchObject({
        owner: 'repository',
        usedBy: [{ gun: fixture.gun, role: 'targets' }],
      });
      for (const key of keys.filter(({ role }) => !['root', 'targets', 'snapshot'].includes(role))) {
        expect(key.usedBy.map(({ role }) => role).sort()).toEqual([
          `targets/${key.owner}`,
          'targets/releases',
        ]);
      }
    });

    it('lists what it knows by the file alone', async () => {
      cpSync(trustDirectoryFixture('legacy-keys'), shell.trustDir, { recursive: true });
      const { code, stdout } = await shell.run(['key', 'list', '--trust-dir', shell.trustDir]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^OWNER +ROLE +KEY ID/);
      expect(stdout).toContain('private/');
    });
  });

  it('status shows what notary staged', async () => {
    cpSync(trustDirectoryFixture('staged-changes'), shell.trustDir, { recursive: true });
    const [{ gun }] = (await shell.run(['repo', 'list', '--json', '--trust-dir', shell.trustDir])).json() as [
      { gun: string },
    ];
    const { stdout } = await shell.run(['status', gun, '--trust-dir', shell.trustDir]);
    expect(stdout).toMatch(/^# +ACTION +SCOPE +TYPE +PATH$/m);
    expect(stdout).toMatch(/^0 +\w+ +targets/m);
  });
});
