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
  return {
    owner,
    ben: await owner.colleague('ben'),
    behind: await owner.colleague('behind'),
    behindWithUs: await owner.colleague('behind-with-us'),
    fresh: await owner.colleague('fresh'),
    freshWithUs: await owner.colleague('fresh-with-us'),
  };
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
export async function shareSnapshotKeys({ owner, ben }: Team): Promise<void> {
  const folder = join(owner.trustDir, 'private');
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.key'))) {
    if ((await readFile(join(folder, name), 'utf8')).includes('\nrole: snapshot\n')) {
      await carryKey(owner, ben, name.slice(0, -'.key'.length));
    }
  }
}

/** Copies a private key from one machine to another, as people do who own both. */
export async function carryKey(from: RealClients, to: RealClients, keyId: string): Promise<void> {
  const folder = join(to.trustDir, 'private');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await copyFile(join(from.trustDir, 'private', `${keyId}.key`), join(folder, `${keyId}.key`));
}
