import { newSignerKey } from '../matrix/support/signer-keys.ts';
import { type Case, describeCases } from './support/cases.ts';
import { RELEASES } from './support/healthy.ts';

const CASES: readonly Case[] = [
  {
    name: 'the key of who signed last is removed from releases',
    healthy: { lastSigner: 'ben' },
    harm: ({ owner, gun, keys }) => owner.removeDelegation(gun, RELEASES, [keys.ben.id]),
    theySay: /Error getting targets\/releases: valid signatures did not meet threshold/,
    finds: [
      'error releases-signatures-below-threshold targets/releases',
      'warning signer-not-in-releases targets/releases',
    ],
    treat: [
      { kind: 'choice', code: 'releases-signatures-below-threshold', way: 'jeff' },
      { kind: 'choice', code: 'signer-not-in-releases' },
    ],
  },
  {
    name: 'a signer leaves who signed last',
    healthy: { lastSigner: 'ben' },
    harm: async ({ owner, gun, keys }) => {
      await owner.removeDelegation(gun, RELEASES, [keys.ben.id]);
      await owner.removeDelegation(gun, 'targets/ben');
    },
    theySay: /Error getting targets\/releases: valid signatures did not meet threshold/,
    finds: ['error releases-signatures-below-threshold targets/releases'],
    treat: [{ kind: 'choice', code: 'releases-signatures-below-threshold', way: 'jeff' }],
    givesUp: ['targets/ben by-ben'],
  },
  {
    name: 'every key is removed from releases',
    harm: async ({ owner, gun, keys }) => {
      await owner.removeDelegation(gun, RELEASES, [keys.ben.id]);
      await owner.removeDelegation(gun, RELEASES, [keys.jeff.id]);
    },
    theySay: /Error getting targets\/releases: valid signatures did not meet threshold/,
    finds: ['error releases-keys-below-threshold targets/releases'],
    treat: [
      { kind: 'choice', code: 'releases-keys-below-threshold', way: 'jeff' },
      { kind: 'choice', code: 'signer-not-in-releases' },
    ],
  },
  {
    name: 'releases is removed',
    harm: ({ owner, gun }) => owner.removeDelegation(gun, RELEASES),
    finds: ['warning releases-missing'],
    treat: [{ kind: 'choice', code: 'releases-missing' }],
  },
  {
    name: 'a delegation is added and releases forgotten',
    harm: async ({ owner, gun }) => {
      const zoe = await newSignerKey(owner, 'zoe');
      await owner.addDelegation(gun, 'targets/zoe', { keys: [zoe.file] });
      await owner.publish(gun);
    },
    finds: ['warning signer-not-in-releases targets/releases'],
    treat: [{ kind: 'choice', code: 'signer-not-in-releases' }],
  },
  {
    name: 'the role of a signer is removed and the key in releases forgotten',
    harm: ({ owner, gun }) => owner.removeDelegation(gun, 'targets/ben'),
    finds: ['warning releases-key-without-signer targets/releases'],
    treat: [{ kind: 'choice', code: 'releases-key-without-signer', way: 'remove' }],
    givesUp: ['targets/ben by-ben'],
  },
  {
    name: 'the role of a signer is removed who signed last',
    healthy: { lastSigner: 'ben' },
    harm: ({ owner, gun }) => owner.removeDelegation(gun, 'targets/ben'),
    finds: ['warning releases-key-without-signer targets/releases'],
    // What ben alone signs by then is signed again by who is left, in the same publish.
    treat: [{ kind: 'choice', code: 'releases-key-without-signer', way: 'remove' }],
    givesUp: ['targets/ben by-ben'],
  },
];

describeCases('what becomes of releases', CASES);
