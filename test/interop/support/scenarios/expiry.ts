import { setTimeout as delay } from 'node:timers/promises';
import { delegationChanges, writeChangelist } from '../changelist-file.ts';
import { uploadDelegation } from '../hand-signed.ts';
import { makeEd25519Key } from '../loose-keys.ts';
import type { RealClients } from '../real-clients.ts';
import type { Scenario } from './scenario.ts';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/** Delegations that end soon, or have: clients always sign for three years, so that these are signed by hand. */
export const expiryScenarios: readonly Scenario[] = [
  {
    name: 'role-near-expiry',
    shows: 'a delegation that expires in ten days',
    setUp: async (clients, gun) => {
      await delegationUntil(clients, gun, new Date(Date.now() + 10 * DAY));
    },
  },
  {
    name: 'role-expired',
    shows: 'a delegation that has expired beside others that have not',
    setUp: async (clients, gun) => {
      // The server refuses what has expired already; two seconds are enough to upload it.
      await delegationUntil(clients, gun, new Date(Date.now() + 2 * SECOND));
      await delay(2 * SECOND);
    },
    unusable: { 'targets/brief': 'role-expired' },
  },
];

async function delegationUntil(clients: RealClients, gun: string, expires: Date): Promise<void> {
  await clients.newSigner(gun, 'alice');
  await clients.sign(gun, 'v1', 'alice');
  const key = makeEd25519Key();
  const role = 'targets/brief';
  const keys = [{ keyType: 'ed25519', publicBytes: key.publicBytes }];
  await writeChangelist(clients.changelistDir(gun), delegationChanges({ role, keys }));
  await clients.publish(gun);
  await uploadDelegation(clients, { gun, role, key, expires });
}
