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
/** Enough for a write to take several calls of the system. */
const PADDING = 3_000_000;
const WRITER = join(import.meta.dirname, 'support', 'endless-writer.ts');

/** The version of a document that a writer wrote, which is all of it or none. */
function wholeVersion(bytes: Uint8Array): number {
  const { signed, padding } = JSON.parse(Buffer.from(bytes).toString('utf8'));
  expect(padding === String(signed.version % 10).repeat(PADDING)).toBe(true);
  return signed.version;
}

/** Reads a repository over and over while a process of its own writes it, and kills that after some versions. */
async function readWhileWritten(trustDir: string, versions: number): Promise<void> {
  const writer = spawn(process.execPath, [WRITER, trustDir, GUN, String(PADDING), ...ROLES], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(writer, 'exit');
  try {
    await once(writer.stdout, 'data');
    const { cache } = openTrustDir(trustDir);
    const seen = new Set<number>();
    while (seen.size < versions) {
      const { files } = await cache.read(GUN);
      expect([...files.keys()].toSorted()).toEqual(ROLES.toSorted());
      for (const bytes of files.values()) {
        seen.add(wholeVersion(bytes));
      }
    }
  } finally {
    writer.kill('SIGKILL');
    await gone;
  }
}

describe('a writer that is watched and then killed', () => {
  it('shows and leaves each file as it was or as it should be, and nothing in the way of the next', async () => {
    for (const versions of [2, 3, 4]) {
      const trustDir = temporaryFolder();
      await readWhileWritten(trustDir, versions);
      const { cache } = openTrustDir(trustDir);
      const { files } = await cache.read(GUN);
      expect([...files.values()].map(wholeVersion)).toHaveLength(ROLES.length);
      const next = ROLES.map((name) => ({ role: role(name), bytes: document(versions) }));
      await cache.write(GUN, next);
      expect((await cache.read(GUN)).files).toEqual(new Map(next.map((file) => [file.role, file.bytes])));
      const left = readdirSync(trustDir, { recursive: true, encoding: 'utf8' });
      expect(left.filter((name) => /tmp$|lock/.test(name))).toEqual([]);
    }
  });
});
