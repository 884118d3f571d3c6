import { chmodSync, readFileSync, renameSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type KeyMachine, keyMachine } from './key-machine.ts';

const PASSPHRASE = 'correct horse';

async function openToOthers(machine: KeyMachine) {
  await machine.key('jeff', PASSPHRASE);
  const [found] = await machine.list();
  const path = join(machine.trustDir.path, 'private', `${found?.id}.key`);
  chmodSync(path, 0o644);
  chmodSync(dirname(path), 0o755);
  const [key] = await machine.list();
  if (key === undefined) {
    throw new Error('no key');
  }
  return { path, key };
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the file of a private key that others can read', () => {
  it('is made private, with its folder, without a passphrase, and is the same file', async () => {
    const machine = keyMachine();
    const { path, key } = await openToOthers(machine);
    const before = readFileSync(path);
    expect(key.exposed).toBe(true);
    await machine.keyWork.tighten(key);
    expect([path, dirname(path)].map(modeOf)).toEqual([0o600, 0o700]);
    expect(readFileSync(path)).toEqual(before);
    expect(await machine.list()).toMatchObject([{ id: key.id, exposed: false }]);
    expect(machine.asked).toEqual([]);
  });

  it('leaves other keys as they are', async () => {
    const machine = keyMachine();
    const { path, key } = await openToOthers(machine);
    const other = await machine.key('ben', PASSPHRASE);
    const otherPath = join(dirname(path), `${other.id}.key`);
    chmodSync(otherPath, 0o640);
    await machine.keyWork.tighten(key);
    expect([path, otherPath].map(modeOf)).toEqual([0o600, 0o640]);
  });

  it('that has gone is told of, and not made anew', async () => {
    const machine = keyMachine();
    const { path, key } = await openToOthers(machine);
    unlinkSync(path);
    await expect(machine.keyWork.tighten(key)).rejects.toMatchObject({ code: 'key-not-found' });
    expect(await machine.list()).toEqual([]);
  });

  it('is not followed to where a link leads', async () => {
    const machine = keyMachine();
    const { path, key } = await openToOthers(machine);
    const elsewhere = join(machine.folder, 'somebody-elses');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    await expect(machine.keyWork.tighten(key)).rejects.toMatchObject({ code: 'symbolic-link' });
    expect(modeOf(elsewhere)).toBe(0o644);
  });
});
