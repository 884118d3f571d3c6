import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS, GROUPS } from '../../source/cli/command-table.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/trustdeck.js');

/** Runs the built program (`npm run build`) with a cache folder of its own. */
describe('the code cache', () => {
  let home: string;
  let folder: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trustdeck-code-'));
    folder = join(home, 'trustdeck', 'code');
  });

  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const run = (args: readonly string[], cacheHome = home) =>
    execFileSync(process.execPath, [PROGRAM, ...args], {
      encoding: 'utf8',
      env: { HOME: home, XDG_CACHE_HOME: cacheHome },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 20_000,
    });
  const cached = () => readdirSync(folder).map((name) => join(folder, name));
  const only = () => {
    const [file, ...others] = cached();
    expect(others).toEqual([]);
    return file ?? '';
  };

  it('is kept in a folder that only its owner reads, a file for each command', () => {
    run(['--version']);
    run(['completion', 'bash']);
    expect(cached().map((file) => file.split('-').at(-1))).toEqual(['completion', 'other']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(cached().map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('is kept apart for commands of two words', () => {
    for (const group of GROUPS.keys()) {
      const [command = ''] = COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(`${group} `));
      run([...command.split(' '), '--help']);
      expect(cached().filter((file) => file.endsWith(`-${command.replace(' ', '-')}`))).toHaveLength(1);
    }
  });

  it('is used by the next start, and left as it is', () => {
    run(['--version']);
    const before = statSync(only()).mtimeMs;
    run(['--version']);
    expect(statSync(only()).mtimeMs).toBe(before);
  });

  it('is not used, and made again, when it is broken', () => {
    const version = run(['--version']);
    const good = readFileSync(only()).length;
    writeFileSync(only(), 'not code');
    expect(run(['--version'])).toBe(version);
    expect(readFileSync(only()).length).toBeGreaterThan(good / 2);
  });

  it('holds nothing of other builds', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'v22.0.0-x64-0123456789abcdef-inspect'), 'of yesterday');
    run(['--version']);
    expect(only()).not.toContain('0123456789abcdef');
  });

  it('is not written after a command that failed', () => {
    expect(() => run(['no-such-command'])).toThrow();
    expect(() => readdirSync(folder)).toThrow(/ENOENT/);
  });

  it('is written after a doctor who found something: that is when people ask one', () => {
    const ask = () => run(['doctor', 'registry.example.com/team/app', '--server', 'https://127.0.0.1:1']);
    expect(ask).toThrow(expect.objectContaining({ status: 3 }));
    expect(only()).toMatch(/-doctor$/);
  });

  it('is done without where nothing can be written', () => {
    expect(run(['--version'], '/proc/no/such/place')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
