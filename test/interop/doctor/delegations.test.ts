import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newSignerKey } from '../matrix/support/signer-keys.ts';
import { delegationChanges, writeChangelist } from '../support/changelist-file.ts';
import { uploadDelegation } from '../support/hand-signed.ts';
import { ed25519Pem, makeEd25519Key } from '../support/loose-keys.ts';
import { digestOf, type RealClients } from '../support/real-clients.ts';
import { YEAR } from './support/aged.ts';
import { type Case, describeCases } from './support/cases.ts';
import { backUp, makeHealthy, type Patient, RELEASES } from './support/healthy.ts';

const NIGHTLY = 'targets/jeff/nightly';

/** Jeff has a second key, on his desktop, which alone has signed his role. */
async function withDesktop(owner: RealClients, gun: string): Promise<Patient> {
  const patient = await makeHealthy(owner, { gun });
  const desktop = await owner.colleague('desktop');
  const { file } = await newSignerKey(desktop, 'jeff');
  await owner.addSigner(gun, 'jeff', [file]);
  await desktop.tag(gun, 'by-desktop', { roles: ['targets/jeff'] });
  await desktop.publish(gun);
  return patient;
}

async function desktopKeyOf({ owner, gun, keys }: Patient): Promise<string> {
  const ids = await owner.delegationKeyIds(gun, 'targets/jeff');
  return ids.find((id) => id !== keys.jeff.id) ?? '';
}

/** Below jeff, a role for nightly builds with a key here and one of a build machine, which alone has signed it. */
async function withNightly(owner: RealClients, gun: string): Promise<Patient> {
  const patient = await makeHealthy(owner, { gun });
  const machine = await owner.colleague('build-machine');
  const keys = [await newSignerKey(owner, 'nightly'), await newSignerKey(machine, 'nightly')];
  await owner.addDelegation(gun, NIGHTLY, { keys: keys.map(({ file }) => file), paths: ['nightly-'] });
  await owner.publish(gun);
  await machine.tag(gun, 'nightly-1', { roles: [NIGHTLY] });
  await machine.publish(gun);
  return patient;
}

async function nightlyKeys({ owner, gun }: Patient) {
  const machine = await owner.colleague('build-machine');
  const there = await machine.mustNotary(['key', 'list']);
  const ids = await owner.delegationKeyIds(gun, NIGHTLY);
  return { there: ids.filter((id) => there.stdout.includes(id)), all: ids };
}

/** A third signer, whose Ed25519 key a test can sign with by itself. */
async function withEddy(owner: RealClients, gun: string): Promise<Patient> {
  const patient = await makeHealthy(owner, { gun, backedUp: false });
  const keys = [{ keyType: 'ed25519', publicBytes: EDDY.publicBytes }];
  const file = join(owner.trustDir, 'private', `${EDDY.id}.key`);
  await writeFile(file, ed25519Pem(EDDY, 'eddy'), { mode: 0o600 });
  await owner.mustNotary(['key', 'passwd', EDDY.id]);
  await writeChangelist(
    owner.changelistDir(gun),
    ['targets/eddy', RELEASES].flatMap((role) => delegationChanges({ role, keys })),
  );
  await owner.publish(gun);
  await owner.sign(gun, 'by-eddy', 'eddy');
  await backUp(owner);
  return patient;
}

const EDDY = makeEd25519Key();

const CASES: readonly Case[] = [
  {
    name: 'the key that signed a signer’s role is removed from it',
    make: withDesktop,
    harm: async (patient) => {
      const desktop = await desktopKeyOf(patient);
      await patient.owner.removeDelegation(patient.gun, 'targets/jeff', [desktop]);
    },
    theySay: /Error getting targets\/jeff: valid signatures did not meet threshold/,
    finds: [
      'error delegation-signatures-below-threshold targets/jeff',
      'warning releases-key-without-signer targets/releases',
    ],
    treat: [
      { kind: 'choice', code: 'delegation-signatures-below-threshold', way: 'jeff' },
      { kind: 'choice', code: 'releases-key-without-signer', way: 'remove' },
    ],
  },
  {
    name: 'every key of a signer is removed from his role',
    harm: ({ owner, gun, keys }) => owner.removeDelegation(gun, 'targets/jeff', [keys.jeff.id]),
    theySay: /Error getting targets\/jeff: valid signatures did not meet threshold/,
    finds: [
      'error delegation-keys-below-threshold targets/jeff',
      'warning releases-key-without-signer targets/releases',
    ],
    treat: [{ kind: 'choice', code: 'delegation-keys-below-threshold', way: 'jeff' }],
  },
  {
    name: 'the key that signed a role below a signer’s is removed from it',
    make: withNightly,
    harm: async (patient) => {
      const { there } = await nightlyKeys(patient);
      await patient.owner.removeDelegation(patient.gun, NIGHTLY, there);
    },
    theySay: /Error getting targets\/jeff\/nightly: valid signatures did not meet threshold/,
    finds: [`error delegation-signatures-below-threshold ${NIGHTLY}`],
    treat: [
      { kind: 'choice', code: 'delegation-signatures-below-threshold', accept: ['unverified-content'] },
    ],
  },
  {
    name: 'every key of a role below a signer’s is removed',
    make: withNightly,
    harm: async (patient) => {
      const { all } = await nightlyKeys(patient);
      await patient.owner.removeDelegation(patient.gun, NIGHTLY, all);
    },
    theySay: /Error getting targets\/jeff\/nightly: valid signatures did not meet threshold/,
    finds: [`error delegation-keys-below-threshold ${NIGHTLY}`],
    treat: [{ kind: 'choice', code: 'delegation-keys-below-threshold', accept: ['unverified-content'] }],
  },
  {
    name: 'a program that writes other files than Notary does signs a role',
    make: withEddy,
    harm: async ({ owner, gun }) => {
      const sha256 = Buffer.from(digestOf('by-eddy'), 'hex').toString('base64');
      await uploadDelegation(owner, {
        ...{ gun, role: 'targets/eddy', key: EDDY, version: 2, isMalformed: true },
        expires: new Date(Date.now() + YEAR),
        targets: `"by-eddy":{"hashes":{"sha256":"${sha256}"},"length":1234}`,
      });
    },
    theySay: /targets\/eddy/,
    finds: ['error role-unusable targets/eddy'],
    treat: [{ kind: 'choice', code: 'role-unusable' }],
    givesUp: ['targets/eddy by-eddy'],
  },
  {
    name: 'a signer rotates by hand and does not finish',
    harm: async ({ owner, gun }) => {
      const desktop = await owner.colleague('desktop');
      const { file } = await newSignerKey(desktop, 'jeff');
      await owner.addSigner(gun, 'jeff', [file]);
      await desktop.mustNotary(['witness', gun, 'targets/jeff', 'targets/releases', '--publish']);
    },
    finds: ['notice rotation-unfinished targets/jeff'],
    treat: [{ kind: 'choice', code: 'rotation-unfinished' }],
  },
];

describeCases('what becomes of other delegations', CASES);
