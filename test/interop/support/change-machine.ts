import { readFile } from 'node:fs/promises';
import { systemClock } from '../../../source/base/index.ts';
import { HttpNotaryRemote } from '../../../source/notary/index.ts';
import { Machine } from '../../operations/changes/support/change-world.ts';
import { PASSPHRASES, type RealClients } from './real-clients.ts';

/** trustdeck's operations in the real clients' own trust directory, with the passphrases of their environment. */
export async function changeMachine(clients: RealClients): Promise<Machine & { close(): Promise<void> }> {
  const { url, caFile } = clients.server;
  const remote = new HttpNotaryRemote({
    server: { url, reason: 'environment' as const },
    tls: {
      ca: [{ pem: await readFile(caFile, 'utf8'), from: caFile }],
      exclusive: true,
      clientCertificates: [],
      lookedIn: [caFile],
    },
    clock: systemClock,
    random: Math.random,
  });
  const machine = new Machine({
    folder: clients.trustDir,
    remote,
    clock: systemClock,
    passphraseOf: ({ role }) => (role === 'root' ? PASSPHRASES.root : PASSPHRASES.repository),
  });
  return Object.assign(machine, { close: () => remote.close() });
}
