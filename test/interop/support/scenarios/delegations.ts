import { readFileSync } from 'node:fs';
import { makeDelegationCertificate } from '../certificates.ts';
import { delegationChanges, writeChangelist } from '../changelist-file.ts';
import type { RealClients } from '../real-clients.ts';
import type { Scenario } from './scenario.ts';

/** Delegations beyond docker's convention: certificates, nesting, paths, thresholds. */
export const delegationScenarios: readonly Scenario[] = [
  {
    name: 'x509-delegation',
    shows: 'delegations whose keys come as X.509 certificates, ECDSA and RSA',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await addByCertificate(clients, gun, { name: 'xenia', days: 800, algorithm: 'ec' });
      await addByCertificate(clients, gun, { name: 'xaver', days: 800, algorithm: 'rsa' });
    },
    unusable: { 'targets/alice': 'not-published' },
  },
  {
    name: 'x509-near-expiry',
    shows: 'a delegation certificate with 30 days left',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun]);
      await addByCertificate(clients, gun, { name: 'xenia', days: 30, algorithm: 'ec' });
    },
  },
  {
    name: 'nested-delegations',
    shows: 'delegations three levels deep, one level of them without targets',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      for (const role of ['targets/team', 'targets/team/backend', 'targets/team/backend/nightly']) {
        const key = await clients.generateKey(role.replaceAll('/', '-'));
        await clients.addDelegation(gun, role, { keys: [key] });
        await clients.publish(gun);
      }
      await clients.tag(gun, 'v1', { roles: ['targets/releases', 'targets/alice', 'targets/team'] });
      await clients.tag(gun, 'nightly-1', { roles: ['targets/team/backend/nightly'] });
      await clients.publish(gun);
    },
  },
  {
    name: 'path-restricted',
    shows: 'delegations limited to prefixes, and a child whose paths are not all within its parent',
    setUp: async (clients, gun) => {
      await clients.mustNotary(['init', gun]);
      const [stable, patch] = [await clients.generateKey('stable'), await clients.generateKey('patch')];
      await clients.addDelegation(gun, 'targets/stable', { keys: [stable], paths: ['v1.', 'v2.'] });
      await clients.publish(gun);
      await clients.addDelegation(gun, 'targets/stable/patch', { keys: [patch], paths: ['v1.5.', 'v2.'] });
      await clients.tag(gun, 'v1.0', { roles: ['targets/stable'] });
      await clients.publish(gun);
      await clients.tag(gun, 'v1.5.1', { roles: ['targets/stable/patch'] });
      await clients.publish(gun);
      await clients.mustNotary([
        'delegation',
        'remove',
        gun,
        'targets/stable',
        '--paths',
        'v2.',
        '--publish',
      ]);
    },
  },
  {
    name: 'paths-narrowed',
    shows: 'a delegation that still holds targets outside the paths it has now',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.sign(gun, 'latest', 'alice');
      await clients.sign(gun, 'v1.0', 'alice');
      for (const role of ['targets/alice', 'targets/releases']) {
        await clients.mustNotary(['delegation', 'remove', gun, role, '--all-paths', '--publish']);
        await clients.mustNotary(['delegation', 'add', gun, role, '--paths', 'v1.', '--publish']);
      }
    },
  },
  {
    name: 'threshold-two',
    shows: 'a delegation that needs two signatures and has them',
    setUp: async (clients, gun) => {
      const keys = [await clients.newSigner(gun, 'alice'), await clients.newSigner(gun, 'bob')];
      const changes = delegationChanges({
        role: 'targets/board',
        keys: keys.map((file) => ({ keyType: 'ecdsa', publicBytes: spkiOf(file) })),
        threshold: 2,
      });
      await writeChangelist(clients.changelistDir(gun), changes);
      await clients.publish(gun);
      await clients.tag(gun, 'v1', { roles: ['targets/board'] });
      await clients.publish(gun);
    },
    unusable: {
      'targets/alice': 'not-published',
      'targets/bob': 'not-published',
      'targets/releases': 'not-published',
    },
  },
];

async function addByCertificate(
  clients: RealClients,
  gun: string,
  options: { readonly name: string; readonly days: number; readonly algorithm: 'ec' | 'rsa' },
): Promise<void> {
  const made = await makeDelegationCertificate({ dir: clients.workDir, ...options });
  const role = `targets/${options.name}`;
  await clients.importKey(made.keyFile, options.name);
  await clients.addDelegation(gun, role, { keys: [made.certFile] });
  await clients.addDelegation(gun, 'targets/releases', { keys: [made.certFile] });
  await clients.publish(gun);
  await clients.sign(gun, `${options.name}-1`, options.name);
}

/** The DER inside a public key file, whose `role` header Node's own reader would refuse. */
function spkiOf(file: string): Buffer {
  const lines = readFileSync(file, 'utf8').split('\n');
  return Buffer.from(lines.filter((line) => !/[-:]/.test(line)).join(''), 'base64');
}
