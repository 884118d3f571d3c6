import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const PROGRAM = resolve(import.meta.dirname, '../../bin/trustdeck.js');

/** The built program (`npm run build`) finds what is in files of their own, in the form in which it needs it. */
describe('packages beside the bundle', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'trustdeck-packages-'));
  });

  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const run = (args: readonly string[]) =>
    execFileSync(process.execPath, [PROGRAM, ...args], {
      encoding: 'utf8',
      cwd: home,
      env: { HOME: home, DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE: 'a passphrase' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 20_000,
    });

  it('write the settings file', () => {
    expect(run(['repo', 'add', 'registry.example.com/team/app'])).toBe(
      'Added registry.example.com/team/app.\n',
    );
    expect(run(['repo', 'forget', 'registry.example.com/team/app'])).toMatch(/registry\.example\.com/);
  });

  it('make keys and certificates', () => {
    expect(run(['key', 'generate', 'jeff', '--self-signed', '30', '--csr', 'jeff.csr'])).toMatch(/jeff\.crt/);
  });
});
