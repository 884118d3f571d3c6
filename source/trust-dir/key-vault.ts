import { utf8 } from '../base/index.ts';
import { encodePem } from '../crypto/index.ts';
import {
  issueRootCertificate,
  issueSelfSigned,
  makeKey,
  makeSigningRequest,
  type PrivateKeyHandle,
  publicKeyInfo,
  readCertificateFor,
  readPublicKeyFile,
} from '../crypto/private.ts';
import { keyIdOf, makeTufKey } from '../tuf/index.ts';
import { exportKeys } from './export-keys.ts';
import { openKeyBlock } from './key-block.ts';
import { keyPlace, readKeyBlock } from './key-place.ts';
import { listKeys } from './key-store.ts';
import type { KeyAlgorithmChoice, KeyVault } from './key-vault-types.ts';
import { readPemKeys } from './pem-keys.ts';
import type { Place } from './place.ts';
import { removeKey } from './remove-key.ts';
import { saveKey } from './save-key.ts';
import { tightenKey } from './tighten-key.ts';
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

const SERIAL_BYTES = 16;

/**
 * The private keys of a trust directory. Files reject with `TrustDirError`; certificates, requests and public keys with
 * the `CryptoError` that says why.
 */
export function openKeyVault(place: Place): KeyVault {
  const { trustDir, machine } = place;
  const serial = (): Uint8Array => machine.randomBytes(SERIAL_BYTES);
  return {
    list: () => listKeys(trustDir),
    generate: async (algorithm) => hold(await makeKey(ALGORITHMS[algorithm])),
    unlock: async (key, passphrase) => {
      const { path } = keyPlace(trustDir, key);
      return hold(await openKeyBlock(readKeyBlock(path), { path, expected: key.id, passphrase }));
    },
    readPem: async (text, options) => readPemKeys(text, options?.path ?? null),
    save: (key, options) => saveKey(place, handleOf(key), options),
    remove: (key) => removeKey(place, key),
    tighten: (key) => tightenKey(place, key),
    exportPem: async (keys) => exportKeys(trustDir, keys),
    publicPem: (key, role) => publicPem(handleOf(key), role),
    rootCertificate: (key, { gun, now }) => {
      const handle = handleOf(key);
      const pem = issueRootCertificate(handle, { commonName: gun, now, serial: serial() });
      return makeTufKey(`${handle.keyType}-x509`, utf8(pem));
    },
    selfSigned: (key, options) => issueSelfSigned(handleOf(key), { ...options, serial: serial() }),
    signingRequest: (key, options) => makeSigningRequest(handleOf(key), options),
    readPublicKey: async (text, options) => {
      const { keyType, publicBytes } = readPublicKeyFile(text, options);
      return makeTufKey(keyType, publicBytes);
    },
    readCertificate: async (text, { now, keys }) => {
      const { file, holder } = readCertificateFor(
        ({ keyType, publicBytes }) => {
          const id = keyIdOf(keyType, publicBytes);
          return keys.find((key) => key.id === id) ?? null;
        },
        text,
        { now },
      );
      return { key: makeTufKey(file.keyType, file.publicBytes), localKey: holder };
    },
  };
}

/** The public half in PEM, with the `role` header by which docker notes a signer's name. */
function publicPem(handle: PrivateKeyHandle, role: string | null): string {
  const headers = new Map(role === null ? [] : [['role', role] as const]);
  return encodePem({ type: 'PUBLIC KEY', headers, bytes: publicKeyInfo(handle) });
}
