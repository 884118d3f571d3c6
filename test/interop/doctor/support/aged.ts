import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { CODE_SIGNING, certificatePem } from '../../../support/certificate-builder.ts';
import { encryptForNotary, makeKey } from '../../support/loose-keys.ts';
import { PASSPHRASES, type RealClients } from '../../support/real-clients.ts';
import { trustdeck } from '../../support/trustdeck.ts';
import { makeHealthy, type Patient, startOneByOne } from './healthy.ts';

const SECOND = 1_000;
export const DAY = 86_400 * SECOND;
export const YEAR = 365 * DAY;

/** How long trustdeck, docker and notary sign for (facts 4.4). */
export const TARGETS_LIFE = 3 * YEAR;
export const ROOT_LIFE = 10 * YEAR;

/** Time enough for the server to take what soon ends; it refuses what has ended. */
export const BRIEFLY = 4 * SECOND;

/**
 * A healthy repository under a root certificate from long ago, with long to go: so that whoever signs it with a clock of
 * the past, for as long as everybody does, makes today what ends soon.
 */
export async function makeAged(owner: RealClients, gun: string): Promise<Patient> {
  const { privateKey } = await makeKey(owner, 'old-root', 'ecdsa-p384');
  const certificate = certificatePem({
    subjectKey: createPrivateKey(await readFile(privateKey, 'utf8')),
    commonName: gun,
    notBefore: new Date(Date.now() - 2 * ROOT_LIFE),
    notAfter: new Date(Date.now() + ROOT_LIFE),
    extendedKeyUsage: [CODE_SIGNING],
  });
  const file = { file: privateKey, passphrase: PASSPHRASES.root, role: 'root' };
  const key = await encryptForNotary(owner, file);
  const cert = await owner.writeFile('old-root.crt', certificate);
  await startOneByOne(async () => {
    await owner.mustNotary(['init', gun, '--rootkey', key, '--rootcert', cert, '--publish']);
    await owner.rotate(gun, 'snapshot', { serverManaged: true });
  });
  return makeHealthy(owner, { gun });
}

/** Runs trustdeck as it was `ago` milliseconds before, and rejects with what it said when it fails. */
export async function inThePast(clients: RealClients, ago: number, args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await trustdeck(clients, [...args, '--yes'], { clockAhead: -ago });
  if (exitCode !== 0) {
    throw new Error(`trustdeck ${args.join(' ')} ended with ${String(exitCode)}: ${stdout}${stderr}`);
  }
}

/** Signs a role again so that it ends in `left` milliseconds. */
export function endsIn({ owner, gun }: Patient, role: string, left: number): Promise<void> {
  return inThePast(owner, TARGETS_LIFE - left, ['witness', gun, role]);
}

/** Signs a role again so that it ends, and waits until it has. */
export async function ended(patient: Patient, role: string): Promise<void> {
  await endsIn(patient, role, BRIEFLY);
  await hasPassed(Date.now() + BRIEFLY);
}

/** Resolves when a moment has passed; metadata says it in whole seconds. */
export async function hasPassed(moment: number): Promise<void> {
  await delay(Math.max(0, moment + SECOND - Date.now()));
}
