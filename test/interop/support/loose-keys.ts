import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealClients } from './real-clients.ts';
import { mustRun } from './run.ts';

/** Keys that neither `docker trust key generate` nor `notary key generate` makes: they only make ECDSA P-256. */

export interface LooseKey {
  /** Unencrypted PKCS#8. */
  readonly privateKey: string;
  /** SPKI in PEM, as `docker trust signer add --key` wants it. */
  readonly publicKey: string;
}

/** Arguments of `openssl genpkey` by algorithm. */
const GENERATE = {
  /** Too short for every verifier. */
  'rsa-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  'rsa-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'ecdsa-p384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'ecdsa-p521': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
} as const;

/** Makes a key with openssl in the clients' working folder. */
export async function makeKey(
  clients: RealClients,
  name: string,
  algorithm: keyof typeof GENERATE,
): Promise<LooseKey> {
  const privateKey = join(clients.workDir, `${name}.pem`);
  const publicKey = join(clients.workDir, `${name}.pub`);
  await mustRun('openssl', ['genpkey', ...GENERATE[algorithm], '-out', privateKey]);
  await mustRun('openssl', ['pkey', '-in', privateKey, '-pubout', '-out', publicKey]);
  await chmod(privateKey, 0o600);
  return { privateKey, publicKey };
}

/** Encrypts a PKCS#8 key the one way in which notary can read it (facts 8.1). */
export async function encryptForNotary(
  clients: RealClients,
  options: { readonly file: string; readonly passphrase: string; readonly role: string },
): Promise<string> {
  const { stdout } = await mustRun('openssl', [
    ...['pkcs8', '-topk8', '-in', options.file, '-v2', 'aes-256-cbc', '-v2prf', 'hmacWithSHA1'],
    ...['-passout', `pass:${options.passphrase}`],
  ]);
  const withRole = stdout.replace('-----\n', `-----\nrole: ${options.role}\n\n`);
  return clients.writeFile(`${options.role}.encrypted.pem`, withRole);
}

export interface Ed25519Key {
  readonly id: string;
  readonly publicBytes: Buffer;
  readonly privateKey: KeyObject;
}

/** An Ed25519 key in Notary's form: 32 raw bytes, and an ID over them. */
export function makeEd25519Key(): Ed25519Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicBytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const described = `{"keytype":"ed25519","keyval":{"private":null,"public":"${publicBytes.toString('base64')}"}}`;
  return { id: createHash('sha256').update(described).digest('hex'), publicBytes, privateKey };
}

/** The only PEM form in which Notary takes an Ed25519 key unencrypted: public key, seed, public key (facts 8.1). */
export function ed25519Pem(key: Ed25519Key, role: string): string {
  const seed = key.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const body = Buffer.concat([key.publicBytes, seed, key.publicBytes]).toString('base64');
  const lines = body.match(/.{1,64}/g) ?? [];
  return [
    '-----BEGIN ED25519 PRIVATE KEY-----',
    `role: ${role}`,
    '',
    ...lines,
    '-----END ED25519 PRIVATE KEY-----',
    '',
  ].join('\n');
}
