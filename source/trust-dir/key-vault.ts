import { makeKey } from '../crypto/private.ts';
import {
  readPublicKeyText,
  rootCertificateOf,
  selfSignedPem,
  signingRequestPem,
  spkiPem,
} from './certify.ts';
import { exportKeys } from './export-keys.ts';
import { listKeys } from './key-store.ts';
import type { KeyAlgorithmChoice, KeyVault } from './key-vault-types.ts';
import { readPemKeys } from './pem-keys.ts';
import type { Place } from './place.ts';
import { removeKey } from './remove-key.ts';
import { saveKey } from './save-key.ts';
import { unlockFile } from './unlock-file.ts';
import { handleOf, hold } from './unlocked-key.ts';

/** What the algorithms that people choose from are called where keys are made. */
const ALGORITHMS = {
  ecdsa: 'ecdsa-p256',
  'ecdsa-p384': 'ecdsa-p384',
  'ecdsa-p521': 'ecdsa-p521',
  ed25519: 'ed25519',
  'rsa-2048': 'rsa-2048',
  'rsa-3072': 'rsa-3072',
  'rsa-4096': 'rsa-4096',
} as const satisfies Record<KeyAlgorithmChoice, string>;

export function openKeyVault(place: Place): KeyVault {
  const { trustDir, machine } = place;
  return {
    list: () => listKeys(trustDir),
    generate: async (algorithm) => hold(await makeKey(ALGORITHMS[algorithm])),
    unlock: async (key, passphrase) => hold(await unlockFile(trustDir, key, passphrase)),
    readPem: async (text) => readPemKeys(text),
    save: (key, options) => saveKey(place, handleOf(key), options),
    remove: (key) => removeKey(place, key),
    exportPem: async (keys) => exportKeys(trustDir, keys),
    publicPem: (key, role) => spkiPem(handleOf(key), role),
    rootCertificate: (key, { gun, now }) =>
      rootCertificateOf(handleOf(key), { gun, now, serial: machine.randomBytes(16) }),
    selfSigned: (key, options) =>
      selfSignedPem(handleOf(key), { ...options, serial: machine.randomBytes(16) }),
    signingRequest: (key, { subject }) => signingRequestPem(handleOf(key), subject),
    readPublicKey: async (text, { now }) => readPublicKeyText(text, now),
  };
}
