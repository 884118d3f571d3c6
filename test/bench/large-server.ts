import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemClock } from '../../source/base/index.ts';
import { bulkScenario, startSandbox } from '../../source/sandbox/index.ts';

const REPOSITORIES = 1_000;
const MANY_TAGS = 5_000;
const THIS_FILE = resolve(import.meta.dirname, 'large-server.ts');

export interface LargeServer {
  /** Options that make trustdeck show the repositories of this server. */
  readonly args: readonly string[];
  /** What the list shows of its first repository, the one with the many tags. */
  readonly firstName: string;
  close(): Promise<void>;
}

/**
 * A sandbox with 1,000 repositories, the first with 5,000 tags, and a trust directory in `dir` that knows them all. It
 * runs in a process of its own: here it would answer the app and time its frames on the same thread.
 */
export async function startLargeServer({ dir }: { readonly dir: string }): Promise<LargeServer> {
  const child = fork(THIS_FILE, [dir]);
  return {
    args: await argsFrom(child),
    firstName: 'app-0001',
    close: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

function argsFrom(child: ChildProcess): Promise<string[]> {
  return new Promise((found, failed) => {
    child.once('message', (message) => found(Array.isArray(message) ? message.map(String) : []));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the large server ended with ${code}`)));
  });
}

/** What the process of the server does: it tells its parent how to reach it, and ends with it. */
async function serve(dir: string): Promise<void> {
  const now = systemClock.now();
  const [large, small] = [
    bulkScenario({ repositories: 1, tags: MANY_TAGS, now }),
    bulkScenario({ repositories: REPOSITORIES, tags: 3, now }),
  ];
  const repositories = [...large.repositories, ...small.repositories.slice(1)];
  const sandbox = await startSandbox({ clock: systemClock, scenario: { ...small, repositories } });
  const trustDir = join(dir, 'trust');
  for (const { gun } of repositories) {
    await mkdir(join(trustDir, 'tuf', gun, 'metadata'), { recursive: true, mode: 0o700 });
  }
  process.once('disconnect', () => void sandbox.close());
  process.send?.(['--trust-dir', trustDir, '--server', sandbox.url]);
}

const [, script, dir] = process.argv;
if (script === THIS_FILE && dir !== undefined) {
  await serve(dir);
}
