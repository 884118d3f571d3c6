import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Passphrase } from '../../source/base/index.ts';
import { encodePrivateKey, generateKey } from '../../source/crypto/private.ts';
import { openTrustDir } from '../../source/trust-dir/index.ts';
import { gun } from '../support/sample-parts.ts';
import { put, temporaryFolder } from './support/trust-folder.ts';

/** Shared by all children, most of whose life is loading. */
const COMPILED = join(tmpdir(), 'trustdeck-test-compiled');
const WRITER = join(import.meta.dirname, 'support', 'dying-writer.ts');
const GUN = gun('registry.example.com/a');
const NESTED = gun('registry.example.com/a/metadata');
const OLD = new Passphrase('old passphrase');
const NEW = new Passphrase('new passphrase');
const LEFT_BEHIND = /tmp$|lock/;

async function perform(task: string, trustDir: string, step = 0): Promise<'done' | 'killed'> {
  const child = spawn(process.execPath, [WRITER, task, trustDir, String(step)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code, signal] = await once(child, 'close');
  expect(said === 'done' ? code : signal).toBe(said === 'done' ? 0 : 'SIGKILL');
  return said === 'done' ? 'done' : 'killed';
}

interface CrashTest {
  readonly task: string;
  readonly prepare: (trustDir: string) => Promise<void>;
  /** Has to hold whenever the task was killed, and after it. */
  readonly holds: (trustDir: string) => Promise<void>;
  /** Has to hold once it was done again. */
  readonly isDone: (trustDir: string) => Promise<boolean>;
}

/** Kills the task at its first step, then at its second, until it gets through; returns how often it was killed. */
async function killAtEveryStep({ task, prepare, holds, isDone }: CrashTest): Promise<number> {
  for (let step = 1; ; step += 1) {
    const trustDir = join(temporaryFolder(), 'trust');
    await prepare(trustDir);
    const outcome = await perform(task, trustDir, step);
    await holds(trustDir);
    if (outcome === 'killed') {
      await perform(task, trustDir);
      await holds(trustDir);
    }
    expect(await isDone(trustDir), `${task} killed at step ${step} and repeated`).toBe(true);
    // Nothing is in the way of the next one who writes, who also takes away the lock of the dead.
    await openTrustDir(trustDir).runs.write('next', '');
    const left = readdirSync(trustDir, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => LEFT_BEHIND.test(name))).toEqual([]);
    if (outcome === 'done') {
      return step - 1;
    }
  }
}

const keyOf = generateKey('ecdsa-p256');
const plainPem = encodePrivateKey(keyOf);

/** Saves two keys as the tests begin: the one that is changed, and one that nothing may happen to. */
async function putKeys(trustDir: string): Promise<void> {
  const { vault } = openTrustDir(trustDir);
  for (const role of ['targets', 'root']) {
    const key = await vault.generate('ecdsa');
    await vault.save(key, { headers: { role, gun: GUN }, passphrase: OLD });
  }
}

/** Every file that is listed as a key opens, under the old passphrase or the new one. */
async function everyKeyOpens(trustDir: string): Promise<readonly string[]> {
  const { vault } = openTrustDir(trustDir);
  const { keys, unreadable } = await vault.list();
  expect(unreadable).toEqual([]);
  const roles: string[] = [];
  for (const key of keys) {
    await vault.unlock(key, OLD).catch(() => vault.unlock(key, NEW));
    roles.push(key.role ?? '');
  }
  return roles;
}

const opensWith = async (trustDir: string, role: string, passphrase: Passphrase) => {
  const { vault } = openTrustDir(trustDir);
  const found = (await vault.list()).keys.filter((key) => key.role === role);
  await Promise.all(found.map((key) => vault.unlock(key, passphrase)));
  return found.length === 1;
};

/** Moves the key of the role targets to where old clients keep it. */
async function putLegacyKey(trustDir: string): Promise<void> {
  await putKeys(trustDir);
  const { vault } = openTrustDir(trustDir);
  const key = (await vault.list()).keys.find(({ role }) => role === 'targets');
  if (key === undefined) {
    throw new Error('no key');
  }
  put(trustDir, `private/tuf_keys/${GUN}/${key.id}_targets.key`, readFileSync(key.path));
  await vault.remove(key);
}

const runOf = async (trustDir: string) => (await openTrustDir(trustDir).runs.read()).map(({ text }) => text);

const CASES: ReadonlyMap<string, CrashTest> = new Map([
  [
    'saving a key leaves all of it or nothing',
    {
      task: 'save',
      prepare: async (trustDir) => writeFileSync(`${trustDir}.pem`, plainPem),
      holds: async (trustDir) => void (await everyKeyOpens(trustDir)),
      isDone: (trustDir) => opensWith(trustDir, 'alice', NEW),
    },
  ],
  [
    'changing a passphrase never loses the key',
    {
      task: 'change-passphrase',
      prepare: putKeys,
      holds: async (trustDir) =>
        expect((await everyKeyOpens(trustDir)).toSorted()).toEqual(['root', 'targets']),
      isDone: async (trustDir) => opensWith(trustDir, 'targets', NEW),
    },
  ],
  [
    'changing the passphrase of a key of old clients never loses it',
    {
      task: 'change-passphrase',
      prepare: putLegacyKey,
      holds: async (trustDir) =>
        expect(new Set(await everyKeyOpens(trustDir))).toEqual(new Set(['root', 'targets'])),
      isDone: async (trustDir) => opensWith(trustDir, 'targets', NEW),
    },
  ],
  [
    'removing a key takes no other',
    {
      task: 'remove-key',
      prepare: putKeys,
      holds: async (trustDir) => expect(await everyKeyOpens(trustDir)).toContain('root'),
      isDone: async (trustDir) => (await everyKeyOpens(trustDir)).join() === 'root',
    },
  ],
  [
    'writing a run leaves the old one or the new one',
    {
      task: 'write-run',
      prepare: (trustDir) => openTrustDir(trustDir).runs.write('run', 'old'),
      holds: async (trustDir) =>
        expect(['old', 'new'.repeat(10_000)]).toContain((await runOf(trustDir)).join()),
      isDone: async (trustDir) => (await runOf(trustDir)).join() === 'new'.repeat(10_000),
    },
  ],
  [
    'removing a repository keeps its anchor to the last, and its neighbours',
    {
      task: 'remove-repository',
      prepare: async (trustDir) => {
        for (const name of [GUN, NESTED]) {
          for (const file of ['root', 'timestamp', 'targets', 'targets/releases']) {
            put(trustDir, `tuf/${name}/metadata/${file}.json`, '{}');
          }
        }
      },
      holds: async (trustDir) => {
        const own = join(trustDir, 'tuf', GUN, 'metadata');
        const others = ['targets.json', 'timestamp.json', 'targets'].filter((name) =>
          existsSync(join(own, name)),
        );
        expect(existsSync(join(own, 'root.json')) || others.length === 0).toBe(true);
        expect(readdirSync(join(trustDir, 'tuf', NESTED, 'metadata'))).toHaveLength(4);
      },
      isDone: async (trustDir) => (await openTrustDir(trustDir).cache.repositories()).join() === NESTED,
    },
  ],
]);

describe('a process that is killed at any step', () => {
  it.for([...CASES])('while %s', { timeout: 180_000 }, async ([, test]) => {
    expect(await killAtEveryStep(test)).toBeGreaterThan(4);
  });
});
