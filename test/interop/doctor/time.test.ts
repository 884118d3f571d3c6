import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { certificatePem } from '../../support/certificate-builder.ts';
import { makeDelegationCertificate } from '../support/certificates.ts';
import { makeKey } from '../support/loose-keys.ts';
import type { RealClients } from '../support/real-clients.ts';
import { BRIEFLY, DAY, ended, endsIn, hasPassed, inThePast, makeAged, ROOT_LIFE } from './support/aged.ts';
import { type Case, describeCases, type Treatment } from './support/cases.ts';
import { backUp, type Patient, RELEASES } from './support/healthy.ts';

const SOON = 10 * DAY;

/** Signs the root again without changing a key of people, so that it ends in `left` milliseconds. */
const rootEndsIn = ({ owner, gun }: Patient, left: number) =>
  inThePast(owner, ROOT_LIFE - left, [
    ...['key', 'rotate', gun, '--role', 'timestamp', '--server-managed', '--accept-risk', 'root-rotation'],
  ]);

/** Rotates the root key to one whose certificate ends in `left` milliseconds, as does the root. */
async function certificateEndsIn({ owner, gun }: Patient, left: number): Promise<void> {
  await inThePast(owner, ROOT_LIFE - left, [
    ...['key', 'rotate', gun, '--role', 'root', '--accept-risk', 'root-rotation'],
  ]);
  await backUp(owner);
}

/** A new root key has no copy yet. */
const BACK_UP_ROOT: Treatment = {
  kind: 'outside',
  code: 'root-key-not-backed-up',
  act: async ({ owner }) => {
    await backUp(owner);
  },
};

async function addByCertificate(
  owner: RealClients,
  { gun, name, days }: { readonly gun: string; readonly name: string; readonly days: number },
): Promise<void> {
  const { certFile, keyFile } = await makeDelegationCertificate({ dir: owner.workDir, name, days });
  await owner.importKey(keyFile, name);
  await owner.addSigner(gun, name, [certFile]);
  await owner.sign(gun, `by-${name}`, name);
  await backUp(owner);
}

const CASES: readonly Case[] = [
  {
    name: 'a signer’s role ends in ten days',
    make: makeAged,
    neighbour: (patient) => endsIn(patient, 'targets/jeff', 40 * DAY),
    harm: (patient) => endsIn(patient, 'targets/jeff', SOON),
    theySay: /targets\/jeff metadata is nearing expiry/,
    finds: ['warning role-expiring targets/jeff'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'a signer’s role has ended',
    make: makeAged,
    harm: (patient) => ended(patient, 'targets/jeff'),
    theySay: /targets\/jeff expired at/,
    finds: ['error role-expired targets/jeff'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'releases have ended',
    make: makeAged,
    harm: (patient) => ended(patient, RELEASES),
    theySay: /targets\/releases expired at/,
    finds: ['error role-expired targets/releases'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'targets end in three months',
    make: makeAged,
    neighbour: (patient) => endsIn(patient, 'targets', 200 * DAY),
    harm: (patient) => endsIn(patient, 'targets', 90 * DAY),
    theySay: /targets metadata is nearing expiry/,
    finds: ['warning role-expiring targets'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'targets have ended',
    make: makeAged,
    harm: (patient) => ended(patient, 'targets'),
    theySay: /targets expired at/,
    finds: ['error role-expired targets'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'the root ends in three months',
    make: makeAged,
    neighbour: (patient) => rootEndsIn(patient, 200 * DAY),
    harm: (patient) => rootEndsIn(patient, 90 * DAY),
    theySay: /root is nearing expiry/,
    finds: ['warning role-expiring root'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'the root has ended',
    make: makeAged,
    harm: async (patient) => {
      await rootEndsIn(patient, BRIEFLY);
      await hasPassed(Date.now() + BRIEFLY);
    },
    theySay: /Metadata for root expired/,
    finds: ['error role-expired root'],
    treat: [{ kind: 'automatic' }],
  },
  {
    name: 'the root and its certificate end in a month',
    make: makeAged,
    harm: (patient) => certificateEndsIn(patient, 30 * DAY),
    theySay: /root is nearing expiry/,
    finds: ['warning certificate-expiring root'],
    treat: [{ kind: 'choice', code: 'certificate-expiring', accept: ['root-rotation'] }, BACK_UP_ROOT],
  },
  {
    name: 'the certificate of the root has ended',
    make: makeAged,
    harm: async (patient) => {
      await certificateEndsIn(patient, BRIEFLY);
      await hasPassed(Date.now() + BRIEFLY);
    },
    theySay: /could not validate the path to a trusted root/,
    finds: ['error certificate-expired root'],
    // The server refuses every change then: it does not believe its own root any more.
    treat: [
      {
        kind: 'steps',
        way: 'begin-anew',
        code: 'certificate-expired',
        accept: ['trust-data-deleted'],
        replace: (line, { keys }) =>
          line.replace('jeff.pub', keys.jeff.file).replace('ben.pub', keys.ben.file),
      },
    ],
    // ben signs it again on his own machine: the step says so.
    givesUp: ['targets/ben by-ben', 'targets/releases by-ben'],
  },
  {
    name: 'the certificate of a signer ends in a month',
    make: makeAged,
    neighbour: ({ owner, gun }) => addByCertificate(owner, { gun, name: 'xaver', days: 90 }),
    harm: ({ owner, gun }) => addByCertificate(owner, { gun, name: 'xenia', days: 30 }),
    finds: ['warning certificate-expiring targets/xenia'],
    treat: [{ kind: 'choice', code: 'certificate-expiring' }],
  },
  {
    name: 'the certificate of a signer has ended',
    make: makeAged,
    harm: async ({ owner, gun }) => {
      const { privateKey } = await makeKey(owner, 'xenia', 'ecdsa-p384');
      await owner.importKey(privateKey, 'xenia');
      const notAfter = Date.now() + BRIEFLY;
      const certificate = certificatePem({
        subjectKey: createPrivateKey(await readFile(privateKey, 'utf8')),
        commonName: 'xenia',
        notBefore: new Date(Date.now() - DAY),
        notAfter: new Date(notAfter),
      });
      await owner.addSigner(gun, 'xenia', [await owner.writeFile('xenia.crt', certificate)]);
      await owner.sign(gun, 'by-xenia', 'xenia');
      await backUp(owner);
      await hasPassed(notAfter);
    },
    finds: ['error certificate-expired targets/xenia'],
    treat: [{ kind: 'choice', code: 'certificate-expired' }],
  },
];

describeCases('what becomes of time', CASES);
