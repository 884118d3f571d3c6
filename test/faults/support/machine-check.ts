import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Passphrase } from '../../../source/base/index.ts';
import { fileJournal, type LocalKey } from '../../../source/operations/index.ts';
import { type KeyVault, openTrustDir } from '../../../source/trust-dir/index.ts';
import { PASSPHRASES } from '../../cli/support/sandbox-story.ts';
import type { World } from './place.ts';
import type { Shape } from './shape.ts';
import { APP, shapeIn } from './stories.ts';

/** Temporary files and locks that a writer leaves behind who dies, and that the next one takes away. */
const LEFT_BEHIND = /(^|\/)\.[^/]+\.tmp$|(^|\/)\.trustdeck\.lock[^/]*$/;
const METADATA = /^tuf\/.*\.json$/;
const PRIVATE_KEY = /^private\/[0-9a-f]{64}\.key$/;
const JOURNAL = /^trustdeck\/journal\/[^/.]+\.json$/;
const OTHERS = /^trustdeck\/backups\.json$|\/changelist\/[^/]+\.change$/;

export const NEW_PASSPHRASE = 'another passphrase';
const KNOWN = [
  PASSPHRASES.DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE,
  PASSPHRASES.DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE,
  NEW_PASSPHRASE,
].map((text) => new Passphrase(text));

/** What is on a machine, after everything on it was proven whole. */
export interface MachineFindings {
  /** IDs of its private keys. */
  readonly keys: readonly string[];
  readonly unfinished: number;
}

/** No file is torn, each is one that somebody knows, and every private key opens. */
export async function checkMachine({ trustDir }: World): Promise<MachineFindings> {
  const names = filesBelow(trustDir);
  for (const name of names.filter((one) => !LEFT_BEHIND.test(one))) {
    if (METADATA.test(name) || JOURNAL.test(name) || name.endsWith('backups.json')) {
      expect(() => JSON.parse(readFileSync(join(trustDir, name), 'utf8')), name).not.toThrow();
    }
    expect(
      [METADATA, JOURNAL, PRIVATE_KEY, OTHERS].some((known) => known.test(name)),
      name,
    ).toBe(true);
  }
  const { vault, runs } = openTrustDir(trustDir);
  const { keys, unreadable } = await vault.list();
  expect(unreadable).toEqual([]);
  for (const key of keys) {
    expect(await opens(vault, key), key.path).toBe(true);
  }
  const journal = await fileJournal(runs).unfinished();
  expect(journal.unreadable).toEqual([]);
  return { keys: keys.map(({ id }) => id), unfinished: journal.runs.length };
}

/** One try after the other, as each takes its time; most keys have the first of the passphrases. */
async function opens(vault: KeyVault, key: LocalKey): Promise<boolean> {
  for (const passphrase of KNOWN) {
    const [attempt] = await Promise.allSettled([vault.unlock(key, passphrase)]);
    if (attempt?.status === 'fulfilled') {
      return true;
    }
  }
  return false;
}

/** What the next one who writes leaves of locks and temporary files of the dead. */
export async function leftAfterNextWrite({ trustDir }: World): Promise<readonly string[]> {
  const { runs } = openTrustDir(trustDir);
  await runs.write('next', '');
  await runs.remove('next');
  return filesBelow(trustDir).filter((name) => LEFT_BEHIND.test(name));
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return [];
  }
}

/**
 * The repository is one that a stranger reads and verifies, either as it was or as it should be, and every key that it
 * names for the roles of people is on this machine.
 */
export async function checkRepository(
  world: World,
  keysHere: readonly string[],
  isKnown: (shape: Shape | null) => boolean,
): Promise<Shape | null> {
  const shape = await shapeIn(world);
  expect(shape?.isSound ?? true, `${APP} is sound`).toBe(true);
  expect(isKnown(shape), `not a mixture: ${JSON.stringify(shape)}`).toBe(true);
  const named = Object.values(shape?.roles ?? {}).flatMap(({ keys }) => keys);
  expect(named.filter((id) => !keysHere.includes(id))).toEqual([]);
  return shape;
}
