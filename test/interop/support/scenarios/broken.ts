import type { RealClients } from '../real-clients.ts';
import type { Scenario } from './scenario.ts';

const RELEASES = 'targets/releases';

/** States that the real clients get repositories into, and mention at most in a warning. */
export const brokenScenarios: readonly Scenario[] = [
  {
    name: 'releases-signatures-below-threshold',
    shows: 'releases signed only by a key that was removed from it',
    setUp: async (clients, gun) => {
      await signedByJeff(clients, gun);
      await clients.removeDelegation(gun, RELEASES, await clients.delegationKeyIds(gun, 'targets/jeff'));
    },
    unusable: { [RELEASES]: 'signatures-below-threshold', 'targets/ben': 'not-published' },
  },
  {
    name: 'releases-keys-below-threshold',
    shows: 'releases without any key',
    setUp: async (clients, gun) => {
      await signedByJeff(clients, gun);
      for (const name of ['jeff', 'ben']) {
        await clients.removeDelegation(gun, RELEASES, await clients.delegationKeyIds(gun, `targets/${name}`));
      }
    },
    unusable: { [RELEASES]: 'keys-below-threshold', 'targets/ben': 'not-published' },
  },
  {
    name: 'releases-witnessed',
    shows: 'releases repaired by a witness',
    setUp: async (clients, gun) => {
      const ben = await signedByJeff(clients, gun);
      await clients.removeDelegation(gun, RELEASES, await clients.delegationKeyIds(gun, 'targets/jeff'));
      await ben.mustNotary(['witness', gun, RELEASES, '--publish']);
    },
    unusable: { 'targets/ben': 'not-published' },
  },
  {
    name: 'removed-signer',
    shows: 'a signer removed, who left a delegation with null keys behind',
    setUp: async (clients, gun) => {
      const ben = await signedByJeff(clients, gun);
      await ben.sign(gun, 'v2', 'ben');
      const jeff = await clients.delegationKeyIds(gun, 'targets/jeff');
      await clients.removeDelegation(gun, RELEASES, jeff);
      await clients.removeDelegation(gun, 'targets/jeff', jeff);
    },
    unusable: { 'targets/jeff': 'keys-below-threshold' },
  },
  {
    name: 'all-delegations-removed',
    shows: 'every delegation removed, which leaves null where the list was',
    setUp: async (clients, gun) => {
      await signedByJeff(clients, gun);
      for (const role of ['targets/jeff', 'targets/ben', RELEASES]) {
        await clients.removeDelegation(gun, role);
      }
    },
  },
  {
    name: 'broken-parent',
    shows: 'a delegation with children whose own signatures no longer count',
    setUp: async (clients, gun) => {
      await clients.newSigner(gun, 'alice');
      await clients.sign(gun, 'v1', 'alice');
      const [first, second] = [await clients.generateKey('first'), await clients.generateKey('second')];
      await clients.addDelegation(gun, 'targets/team', { keys: [first] });
      await clients.publish(gun);
      const [firstId] = await clients.delegationKeyIds(gun, 'targets/team');
      await clients.addDelegation(gun, 'targets/team/member', {
        keys: [await clients.generateKey('member')],
      });
      await clients.publish(gun);
      await clients.tag(gun, 'm1', { roles: ['targets/team/member'] });
      await clients.publish(gun);
      await clients.addDelegation(gun, 'targets/team', { keys: [second] });
      await clients.removeDelegation(gun, 'targets/team', firstId === undefined ? [] : [firstId]);
    },
    unusable: { 'targets/team': 'signatures-below-threshold', 'targets/team/member': 'parent-unusable' },
  },
];

/** Two signers, and a tag by the first of them alone: the second's key is on another machine, which is returned. */
async function signedByJeff(clients: RealClients, gun: string): Promise<RealClients> {
  const ben = await clients.colleague('ben');
  await clients.newSigner(gun, 'jeff');
  await clients.addSigner(gun, 'ben', [await ben.generateKey('ben')]);
  await clients.sign(gun, 'v1', 'jeff');
  return ben;
}
