import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { gun, role } from '../support/sample-parts.ts';
import { document, temporaryFolder } from './support/trust-folder.ts';

const GUN = gun('registry.example.com/a');
const ROLES = ['root', 'timestamp', 'snapshot', 'targets', 'targets/releases'];
const WRITER = join(import.meta.dirname, 'support', 'endless-writer.ts');

/** Runs a writer in a process of its own and kills it right after its `writes`-th write, in the midst of the next. */
async function killedAfter(trustDir: string, writes: number): Promise<void> {
  const writer = spawn(process.execPath, [WRITER, trustDir, GUN, ...ROLES], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = 0;
  for await (const chunk of writer.stdout) {
    seen += String(chunk).split('\n').length - 1;
    if (seen >= writes) {
      break;
    }
  }
  const gone = once(writer, 'exit');
  writer.kill('SIGKILL');
  await gone;
}

describe('a writer that is killed', () => {
  it('leaves each file as it was or as it should be, and nothing in the way of the next', async () => {
    const trustDir = temporaryFolder();
    for (const writes of [1, 2, 3, 4, 5, 6]) {
      await killedAfter(trustDir, writes);
      const { cache } = openTrustDir(trustDir);
      const { files } = await cache.read(GUN);
      expect([...files.keys()].toSorted()).toEqual(ROLES.toSorted());
      for (const bytes of files.values()) {
        const { signed, padding } = JSON.parse(Buffer.from(bytes).toString('utf8'));
        expect(padding).toBe(String(signed.version % 10).repeat(100_000));
      }
      const next = ROLES.map((name) => ({ role: role(name), bytes: document(writes) }));
      await cache.write(GUN, next);
      expect((await cache.read(GUN)).files).toEqual(new Map(next.map((file) => [file.role, file.bytes])));
      const left = readdirSync(trustDir, { recursive: true, encoding: 'utf8' });
      expect(left.filter((name) => /tmp$|lock/.test(name))).toEqual([]);
    }
  });
});
