import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { mustTrustdeck } from '../../matrix/support/command.ts';
import { newSignerKey, type SignerKey } from '../../matrix/support/signer-keys.ts';
import type { RealClients } from '../../support/real-clients.ts';

export const RELEASES = 'targets/releases';

/**
 * A repository that nothing is wrong with: the signers jeff and ben by `docker trust`, one tag each. Root, repository
 * and jeff's key are on the owner's machine, ben's on his.
 */
export interface Patient {
  readonly gun: string;
  readonly owner: RealClients;
  readonly ben: RealClients;
  readonly keys: { readonly jeff: SignerKey; readonly ben: SignerKey };
}

export interface HealthyOptions {
  readonly gun: string;
  /** Who has signed releases as they are now; the owner as jeff without it. */
  readonly lastSigner?: 'jeff' | 'ben';
  /** Whether the owner's keys are backed up; they are without it. */
  readonly backedUp?: boolean;
}

export async function makeHealthy(
  owner: RealClients,
  { gun, lastSigner = 'jeff', backedUp = true }: HealthyOptions,
): Promise<Patient> {
  const ben = await owner.colleague('ben');
  const keys = { jeff: await newSignerKey(owner, 'jeff'), ben: await newSignerKey(ben, 'ben') };
  await startOneByOne(() => owner.addSigner(gun, 'jeff', [keys.jeff.file]));
  await owner.addSigner(gun, 'ben', [keys.ben.file]);
  const patient = { gun, owner, ben, keys };
  const last = { machine: patient[lastSigner === 'jeff' ? 'owner' : 'ben'], name: lastSigner };
  const first = lastSigner === 'jeff' ? { machine: ben, name: 'ben' } : { machine: owner, name: 'jeff' };
  await first.machine.sign(gun, `by-${first.name}`, first.name);
  await last.machine.sign(gun, `by-${last.name}`, last.name);
  if (backedUp) {
    await backUp(owner);
  }
  return patient;
}

let lastStart: Promise<unknown> = Promise.resolve();

/**
 * Begins a repository when no other is being begun: notary-server with everything in memory has been seen to end by
 * itself when many ask it for new keys at the same moment.
 */
export function startOneByOne(start: () => Promise<void>): Promise<void> {
  const started = lastStart.then(start);
  lastStart = started.catch(() => undefined);
  return started;
}

/** Backs up every key of a machine, so that nothing is to be said of that; resolves with the file. */
export async function backUp(clients: RealClients): Promise<string> {
  const file = join(clients.workDir, `backup-${randomUUID()}.pem`);
  await mustTrustdeck(clients, ['key', 'backup', '-o', file]);
  return file;
}
