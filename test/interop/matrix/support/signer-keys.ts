import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDelegationCertificate } from '../../support/certificates.ts';
import { makeKey } from '../../support/loose-keys.ts';
import type { RealClients } from '../../support/real-clients.ts';
import { mustTrustdeck } from './command.ts';

/** A signer's key: its private half in a machine's trust directory, its public half in a file. */
export interface SignerKey {
  /** Canonical ID, which also names the file of the private key. */
  readonly id: string;
  /** What `docker trust signer add --key` is given. */
  readonly file: string;
}

/** A kind of key that a signer can have, and the tool that makes it. */
export interface KeyType {
  readonly name: string;
  /** Whether docker and notary take the public half from a file; what they do not take that way they still verify. */
  readonly addable: boolean;
  /** Makes a key called `name`, and returns the file of its public half. */
  readonly make: (clients: RealClients, name: string) => Promise<string>;
}

const CERTIFICATE_DAYS = 400;

export const P256: KeyType = {
  name: 'ecdsa-p256',
  addable: true,
  make: (clients, name) => clients.generateKey(name),
};

export const KEY_TYPES: readonly KeyType[] = [
  P256,
  { name: 'ecdsa-p384', addable: true, make: (clients, name) => loaded(clients, name, 'ecdsa-p384') },
  { name: 'rsa-2048', addable: true, make: (clients, name) => loaded(clients, name, 'rsa-2048') },
  {
    name: 'ed25519',
    addable: false,
    make: async (clients, name) => {
      await mustTrustdeck(clients, ['key', 'generate', name, '--algorithm', 'ed25519']);
      return join(clients.workDir, `${name}.pub`);
    },
  },
  {
    name: 'ecdsa-x509',
    addable: true,
    make: async (clients, name) => {
      await mustTrustdeck(clients, ['key', 'generate', name, '--self-signed', String(CERTIFICATE_DAYS)]);
      return join(clients.workDir, `${name}.crt`);
    },
  },
  {
    name: 'rsa-x509',
    addable: true,
    make: async (clients, name) => {
      const { certFile, keyFile } = await makeDelegationCertificate({
        ...{ dir: clients.workDir, name, days: CERTIFICATE_DAYS, algorithm: 'rsa' },
      });
      await clients.importKey(keyFile, name);
      return certFile;
    },
  },
];

/** A new key of this type on the machine of `clients`. */
export async function newSignerKey(clients: RealClients, name: string, type = P256): Promise<SignerKey> {
  const before = new Set(await privateKeyIds(clients));
  const file = await type.make(clients, name);
  const [id, ...more] = (await privateKeyIds(clients)).filter((found) => !before.has(found));
  if (id === undefined || more.length > 0) {
    throw new Error(`making ${name} as ${type.name} did not make one private key`);
  }
  return { id, file };
}

/** IDs of all private keys of a machine, in order. */
export async function privateKeyIds(clients: RealClients): Promise<readonly string[]> {
  const names = await readdir(join(clients.trustDir, 'private')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.key'))
    .map((name) => name.slice(0, -'.key'.length))
    .toSorted();
}

async function loaded(
  clients: RealClients,
  name: string,
  algorithm: Parameters<typeof makeKey>[2],
): Promise<string> {
  const { privateKey, publicKey } = await makeKey(clients, name, algorithm);
  await clients.mustDocker(['key', 'load', '--name', name, privateKey]);
  return publicKey;
}
