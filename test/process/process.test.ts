import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const START = new URL('support/start.ts', import.meta.url).pathname;
const STACK = /^\s*(?:debug: )?\s+at /m;

let home: string;
let silent: Server;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'trustdeck-process-'));
  silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
});

afterAll(() => {
  silent.closeAllConnections();
  silent.close();
  rmSync(home, { recursive: true, force: true });
});

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdout?: 'pipe' | number;
  readonly stderr?: 'pipe' | number;
  /** Called with the process as soon as it has started. */
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
}

async function start(
  argv: readonly string[],
  { env = {}, stdout = 'pipe', stderr = 'pipe', onStart }: Options = {},
) {
  const child = spawn(process.execPath, [START, ...argv], {
    cwd: home,
    env: { HOME: home, ...env },
    stdio: ['ignore', stdout, stderr],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    text.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text.stderr += chunk;
  });
  onStart?.(child);
  const [code] = await once(child, 'close');
  return { code, ...text };
}

describe('the process', () => {
  it('ends the command under way with what failed beside it', async () => {
    const { port } = silent.address() as AddressInfo;
    const argv = ['--server', `http://127.0.0.1:${port}`, 'list', 'a/b'];
    const { code, stderr } = await start(argv, { env: { DEFECT: '1' } });
    expect(code).toBe(1);
    expect(stderr).toContain('early \ufffd[31m defect');
    expect(stderr).not.toMatch(STACK);
  });

  it('shows a stack with --debug alone', async () => {
    const { stderr } = await start(['--debug', 'key', 'list'], { env: { HOME: 'relative' } });
    expect(stderr).toMatch(/^debug: {5}at /m);
  });

  it.each(['', 'relative'])('looks for no configuration in the working folder with HOME=%j', async (HOME) => {
    const { code, stdout, stderr } = await start(['key', 'list'], { env: { HOME } });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'Error: trustdeck stopped unexpectedly: HOME is not an absolute path; set it to your home folder.\n',
    );
  });

  it('exits with 130 and three lines when it is interrupted in the middle of a request', async () => {
    const { port } = silent.address() as AddressInfo;
    const { code, stderr } = await start(['--server', `http://127.0.0.1:${port}`, 'list', 'a/b'], {
      onStart: (child) => silent.once('request', () => child.kill('SIGINT')),
    });
    expect(code).toBe(130);
    expect(stderr.split('\n').slice(0, 1)).toEqual(['Error: Interrupted']);
    expect(stderr).not.toMatch(STACK);
  });

  it('ends quietly when the reader of its output has gone', async () => {
    const { code, stderr } = await start(['completion', 'bash'], {
      onStart: (child) => child.stdout?.destroy(),
    });
    expect([code, stderr]).toEqual([0, '']);
  });

  it.runIf(process.platform === 'linux')('says that its output cannot be written', async () => {
    const { code, stderr } = await start(['completion', 'bash'], { stdout: openSync('/dev/full', 'w') });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: .*ENOSPC.*\n$/);
  });

  it.runIf(process.platform === 'linux')('ends where not even an error can be written', async () => {
    const stderr = openSync('/dev/full', 'w');
    expect((await start(['key', 'load', 'nothing'], { stderr })).code).toBe(1);
    expect((await start(['completion', 'bash'], { stdout: stderr, stderr })).code).toBe(1);
  });
});
