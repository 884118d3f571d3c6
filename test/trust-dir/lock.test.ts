import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeLock } from '../../source/trust-dir/lock.ts';
import { machine, put, temporaryFolder } from './support/trust-folder.ts';

const LOCK = '.trustdeck.lock';
const NOW = new Date('2026-11-23T12:00:00Z');

/** A lock as another process leaves it. */
function putLock(folder: string, holder: object | string, since = NOW): string {
  const text = typeof holder === 'string' ? holder : JSON.stringify(holder);
  const path = put(folder, LOCK, text);
  utimesSync(path, since, since);
  return path;
}

/** A machine on which time passes only by waiting, with `delays` counting. */
function waitingMachine(running: (processId: number) => boolean = () => true) {
  let elapsed = 0;
  const waits: number[] = [];
  return {
    waits,
    ...machine({
      host: 'here',
      processId: 1,
      clock: { now: () => new Date(NOW.getTime() + elapsed) },
      isRunning: running,
      delay: async (milliseconds) => {
        elapsed += milliseconds;
        waits.push(milliseconds);
      },
    }),
  };
}

const other = { processId: 4711, host: 'here', token: 'ffffffffffff' };

describe('the lock of a trust directory', () => {
  it('is there while it is held, and gone afterwards', async () => {
    const folder = temporaryFolder();
    const release = await takeLock(folder, machine());
    expect(JSON.parse(readFileSync(join(folder, LOCK), 'utf8'))).toMatchObject({ processId: process.pid });
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is never held twice, however many want it', async () => {
    const folder = temporaryFolder();
    let holders = 0;
    const most: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const release = await takeLock(folder, machine());
        holders += 1;
        most.push(holders);
        await new Promise((resolve) => setImmediate(resolve));
        holders -= 1;
        await release();
      }),
    );
    expect(most).toEqual(Array.from({ length: 20 }, () => 1));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is waited for as long as its holder lives, and then said to be taken', async () => {
    const folder = temporaryFolder();
    const path = putLock(folder, other);
    const waiting = waitingMachine();
    await expect(takeLock(folder, waiting)).rejects.toMatchObject({
      code: 'locked',
      detail: { path, processId: 4711, host: 'here' },
    });
    expect(waiting.waits.reduce((sum, wait) => sum + wait, 0)).toBe(5_000);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(other);
  });

  it('is taken over at once from a process of this host that has gone', async () => {
    const folder = temporaryFolder();
    putLock(folder, other);
    const waiting = waitingMachine((processId) => processId !== 4711);
    const release = await takeLock(folder, waiting);
    expect(waiting.waits).toEqual([]);
    expect(JSON.parse(readFileSync(join(folder, LOCK), 'utf8'))).toMatchObject({
      processId: 1,
      host: 'here',
    });
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not taken over from another host whose process nobody here can see', async () => {
    const folder = temporaryFolder();
    putLock(folder, { ...other, host: 'there' });
    await expect(
      takeLock(
        folder,
        waitingMachine(() => false),
      ),
    ).rejects.toMatchObject({ code: 'locked' });
  });

  it.each([
    ['another host', { ...other, host: 'there' }],
    ['a number that another process has by now', other],
    ['nobody, torn as it is', '{"proc'],
    ['nobody, empty as it is', ''],
    ['nonsense', { processId: -1, host: 7, token: null }],
  ])('is taken over when it is too old and belongs to %s', async (_whom, holder) => {
    const folder = temporaryFolder();
    putLock(folder, holder, new Date(NOW.getTime() - 30_001));
    const release = await takeLock(folder, waitingMachine());
    await release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(['', '{"proc'])(
    'is soon taken over from a process that died while it wrote %j',
    async (content) => {
      const folder = temporaryFolder();
      putLock(folder, content, NOW);
      const waiting = waitingMachine(() => true);
      const release = await takeLock(folder, waiting);
      expect(waiting.waits.reduce((sum, wait) => sum + wait, 0)).toBe(1_020);
      await release();
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('is taken over when it comes from a clock that was far ahead', async () => {
    const folder = temporaryFolder();
    putLock(folder, other, new Date(NOW.getTime() + 86_400_000));
    await expect(takeLock(folder, waitingMachine())).resolves.toBeTypeOf('function');
  });

  it('is left to whoever took it over meanwhile', async () => {
    const folder = temporaryFolder();
    const release = await takeLock(folder, machine());
    writeFileSync(join(folder, LOCK), JSON.stringify(other));
    await release();
    expect(existsSync(join(folder, LOCK))).toBe(true);
  });

  it('is neither followed nor opened when it is something else', async () => {
    const linked = temporaryFolder();
    symlinkSync('elsewhere', join(linked, LOCK));
    await expect(takeLock(linked, machine())).rejects.toMatchObject({ code: 'symbolic-link' });
    const blocked = temporaryFolder();
    mkdirSync(join(blocked, LOCK));
    await expect(takeLock(blocked, machine())).rejects.toMatchObject({ code: 'not-a-file' });
  });
});
