import { copyFile, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealClients } from '../../support/real-clients.ts';

export const RELEASES = 'targets/releases';

/**
 * The people of one cell of the matrix, each with a machine of their own: the owner, who holds root and repository
 * keys and signs as jeff; ben, who signs on his; and those who only read, one machine per kind of client.
 */
export interface Team {
  readonly owner: RealClients;
  readonly ben: RealClients;
  /** Last looked before the change, with docker and notary. */
  readonly behind: RealClients;
  /** Last looked before the change, with trustdeck. */
  readonly behindWithUs: RealClients;
  /** Never looked before. */
  readonly fresh: RealClients;
  readonly freshWithUs: RealClients;
}

export async function teamOf(owner: RealClients): Promise<Team> {
  const [ben, behind, behindWithUs, fresh, freshWithUs] = await Promise.all(
    ['ben', 'behind', 'behind-with-us', 'fresh', 'fresh-with-us'].map((name) => owner.colleague(name)),
  );
  if (!(ben && behind && behindWithUs && fresh && freshWithUs)) {
    throw new Error('a colleague is missing');
  }
  return { owner, ben, behind, behindWithUs, fresh, freshWithUs };
}

/** Lets those who will be behind look at the repository as it is now, and those who are fresh forget all. */
export async function lookBefore(team: Team, gun: string): Promise<void> {
  await team.behind.mustDocker(['inspect', gun]);
  await cp(team.behind.trustDir, team.behindWithUs.trustDir, { recursive: true });
  for (const reader of [team.fresh, team.freshWithUs]) {
    await rm(reader.trustDir, { recursive: true, force: true });
  }
}

/**
 * Gives ben the owner's snapshot keys: with a snapshot key that is not the server's, nobody publishes without it
 * (facts 10.1), so people who work that way pass it on.
 */
export async function shareSnapshotKeys(team: Team): Promise<void> {
  const [from, to] = [team.owner, team.ben].map(({ trustDir }) => join(trustDir, 'private'));
  if (from === undefined || to === undefined) {
    return;
  }
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of (await readdir(from)).filter((file) => file.endsWith('.key'))) {
    if ((await readFile(join(from, name), 'utf8')).includes('\nrole: snapshot\n')) {
      await copyFile(join(from, name), join(to, name));
    }
  }
}

/** Copies a private key from one machine to another, as people do who own both. */
export async function carryKey(from: RealClients, to: RealClients, keyId: string): Promise<void> {
  const [source, target] = [from, to].map(({ trustDir }) => join(trustDir, 'private', `${keyId}.key`));
  if (source !== undefined && target !== undefined) {
    await mkdir(join(to.trustDir, 'private'), { recursive: true, mode: 0o700 });
    await copyFile(source, target);
  }
}
