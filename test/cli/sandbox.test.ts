import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Shell } from './support/run.ts';

/** Runs `sandbox` until `use` is done with its URL, then interrupts it. */
async function whileSandboxRuns(
  shell: Shell,
  argv: readonly string[],
  use: (url: string) => Promise<void>,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const stop = new AbortController();
  const url = Promise.withResolvers<string>();
  const finished = shell.run(['sandbox', ...argv], {
    signal: stop.signal,
    onStdout: (text) => {
      const [line, rest] = text.split('\n');
      if (rest !== undefined && line !== undefined) {
        url.resolve(line);
      }
    },
  });
  finished.then(({ stderr }) => url.reject(new Error(stderr)));
  try {
    await use(await url.promise);
  } finally {
    stop.abort();
  }
  return finished;
}

describe('the sandbox and the demo', () => {
  let shell: Shell;
  beforeEach(() => {
    shell = new Shell();
  });
  afterEach(() => shell.dispose());

  it('prints its URL first, serves the samples, and ends when it is interrupted', async () => {
    const { code, stderr } = await whileSandboxRuns(shell, [], async (url) => {
      const listed = await shell.run(['repo', 'list', '--json', '--server', url]);
      const guns = (listed.json() as { gun: string }[]).map(({ gun }) => gun);
      expect(guns).toContain('registry.example.com/admin/api');
      const inspected = await shell.run(['inspect', ...guns, '--server', url, '--quiet']);
      expect(inspected).toMatchObject({ code: 0, stderr: '' });
      expect(JSON.parse(inspected.stdout)).toHaveLength(guns.length);
    });
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
  });

  it('speaks TLS with a CA of its own, which a client has to be told', async () => {
    const dir = join(shell.home, 'sandbox');
    await whileSandboxRuns(shell, ['--tls', '--dir', dir], async (url) => {
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const argv = ['signer', 'list', 'registry.example.com/admin/api', '--server', url];
      const trusted = await shell.run([...argv, '--tlscacert', join(dir, 'ca.crt')]);
      expect(trusted).toMatchObject({ code: 0, stderr: '' });
      const untrusted = await shell.run([...argv, '--trust-dir', 'another']);
      expect(untrusted.code).toBe(5);
      expect(untrusted.stderr).toContain('--tlscacert');
    });
  });

  it('says that a port is taken', async () => {
    await whileSandboxRuns(shell, [], async (url) => {
      const { code, stderr } = await shell.run(['sandbox', '--port', new URL(url).port]);
      expect(code).toBe(1);
      expect(stderr).toContain('Something else listens there.');
    });
  });

  it('tells the demo as text without a terminal, and leaves nothing behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('trustdeck-demo-'));
    const before = left();
    const { code, stdout, stderr } = await shell.run(['--demo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^ok +registry\.example\.com\/admin\/api/m);
    expect(stdout).toMatch(
      /^x +registry\.example\.com\/admin\/demo .*targets\/releases needs 1 signature that counts and has 0$/m,
    );
    expect(left()).toEqual(before);
    expect(readdirSync(shell.home)).toEqual([]);
  });
});
