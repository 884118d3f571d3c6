import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../source/base/index.ts';
import { bulkScenario, startSandbox } from '../../source/sandbox/index.ts';

const REPOSITORIES = 1_000;
const MANY_TAGS = 5_000;

export interface LargeServer {
  /** Options that make trustdeck show the repositories of this server. */
  readonly args: readonly string[];
  /** What the list shows of its first repository, the one with the many tags. */
  readonly firstName: string;
  close(): Promise<void>;
}

/** A sandbox with 1,000 repositories, the first with 5,000 tags, and a trust directory in `dir` that knows them all. */
export async function startLargeServer({ dir }: { readonly dir: string }): Promise<LargeServer> {
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
  return {
    args: ['--trust-dir', trustDir, '--server', sandbox.url],
    firstName: 'app-0001',
    close: () => sandbox.close(),
  };
}
