import { link, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeUtf8 } from '../base/index.ts';
import { systemCodeOf, TrustDirError, writeFailure } from './errors.ts';
import { readRegularFile } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import type { Machine } from './machine.ts';

const LOCK_FILE = '.trustdeck.lock';

/** Who holds a lock, as its file says; the nulls are of a file that was just created, or torn. */
interface Holder {
  readonly processId: number | null;
  readonly host: string | null;
  /** Tells one lock from the next one of the same process; null when the file cannot tell. */
  readonly token: string | null;
  readonly since: Date;
}

/**
 * Takes the lock that keeps a second trustdeck from writing to the same trust directory, and returns how to give it
 * back. Waits for another holder, takes over from one that died, and throws `locked` when the wait takes too long.
 * Docker and notary know no locks; against them only the atomic replacement of each file helps.
 */
export async function takeLock(root: string, machine: Machine): Promise<() => Promise<void>> {
  const path = join(root, LOCK_FILE);
  const token = machine.randomName();
  const deadline = machine.clock.now().getTime() + TRUST_DIR_LIMITS.lockWaitMs;
  for (;;) {
    if (await createLock(path, token, machine)) {
      return () => releaseLock(path, token);
    }
    const holder = await readHolder(path);
    if (holder === null) {
      continue;
    }
    if (isAbandoned(holder, machine)) {
      await removeAbandoned(path, holder, machine);
    } else if (machine.clock.now().getTime() >= deadline) {
      throw new TrustDirError('locked', { path, processId: holder.processId, host: holder.host });
    } else {
      await machine.delay(TRUST_DIR_LIMITS.lockPollMs);
    }
  }
}

async function createLock(path: string, token: string, machine: Machine): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify({ processId: machine.processId, host: machine.host, token }));
    } finally {
      await file.close();
    }
    // Whoever was held up before writing may have been taken for dead.
    return (await readHolder(path))?.token === token;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') {
      return false;
    }
    throw writeFailure(error, path);
  }
}

async function releaseLock(path: string, token: string): Promise<void> {
  const holder = await readHolder(path);
  // Somebody who thought us dead has taken over: the lock is theirs now.
  if (holder?.token === token) {
    await rm(path, { force: true });
  }
}

/** The holder of the lock, or null when it has just been given back. */
async function readHolder(path: string): Promise<Holder | null> {
  const file = readRegularFile(path, TRUST_DIR_LIMITS.lockFileBytes);
  return file === null ? null : { ...parseHolder(file.bytes), since: file.modifiedAt };
}

function parseHolder(bytes: Uint8Array): Omit<Holder, 'since'> {
  try {
    const value: unknown = JSON.parse(decodeUtf8(bytes) ?? '');
    const { processId, host, token } = Object(value) as Record<string, unknown>;
    return {
      processId: Number.isSafeInteger(processId) && Number(processId) > 0 ? Number(processId) : null,
      host: typeof host === 'string' ? host : null,
      token: typeof token === 'string' ? token : null,
    };
  } catch {
    return { processId: null, host: null, token: null };
  }
}

/**
 * A lock is held for the moment of writing: its process has gone, or it is too old whoever holds it. One that says
 * nothing is of a process that died while it wrote it.
 */
function isAbandoned(holder: Holder, machine: Machine): boolean {
  const age = Math.abs(machine.clock.now().getTime() - holder.since.getTime());
  if (age > (holder.token === null ? TRUST_DIR_LIMITS.lockTornMs : TRUST_DIR_LIMITS.lockStaleMs)) {
    return true;
  }
  return holder.processId !== null && holder.host === machine.host && !machine.isRunning(holder.processId);
}

/**
 * Removes an abandoned lock, unless another process was faster and holds a new one: what is moved away is looked at
 * once more, and put back when it is not the lock that was abandoned.
 */
async function removeAbandoned(path: string, abandoned: Holder, machine: Machine): Promise<void> {
  const aside = `${path}.${machine.randomName()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') {
      return;
    }
    throw writeFailure(error, path);
  }
  const moved = await readHolder(aside);
  if (moved !== null && moved.token !== abandoned.token) {
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
}
