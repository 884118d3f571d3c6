import { randomBytes } from 'node:crypto';
import { decodeUtf8, utf8 } from '../base/index.ts';
import { parseCertificates } from '../crypto/index.ts';
import {
  encodePrivateKey,
  generateKey,
  issueCertificate,
  type PrivateKeyHandle,
  readPrivateKey,
} from '../crypto/private.ts';
import type { TlsFiles } from './http/listener.ts';
import type { PrivateFolder } from './storage/private-folder.ts';

/** A certificate and key for the listener, and the CA that clients have to trust for it. */
export interface LoopbackTls extends TlsFiles {
  /** PEM. */
  readonly caCertificate: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 2 * 365;
const SERVER_DAYS = 365;
const SERIAL_BYTES = 16;

/** Clients whose clock is a little slow should not refuse a certificate made a moment ago. */
const BACKDATED_DAYS = 1;

const CA_NAME = 'trustdeck sandbox CA';

const CA_FILE = 'ca.crt';
const CA_KEY_FILE = 'ca.key';

/** The CA's certificate is for everybody to read, also when the folder is opened up. */
const PUBLIC_FILE = 0o644;

interface Authority {
  readonly certificate: string;
  readonly key: PrivateKeyHandle;
}

/**
 * Makes a certificate for `localhost` and `127.0.0.1`. Its CA stays the same as long as the folder does, so that it
 * has to be trusted once only; without a folder everything is new each time.
 */
export function loopbackTls(folder: PrivateFolder | null, now: Date): LoopbackTls {
  const authority = storedAuthority(folder, now) ?? makeAuthority(folder, now);
  const key = generateKey('ecdsa-p256');
  const certificate = issueCertificate({
    ...validity(now, SERVER_DAYS),
    commonName: 'localhost',
    serial: randomBytes(SERIAL_BYTES),
    profile: 'tls-server',
    alternativeNames: ['localhost', '127.0.0.1'],
    key,
    issuer: { commonName: CA_NAME, key: authority.key },
  });
  return { certificate, privateKey: encodePrivateKey(key), caCertificate: authority.certificate };
}

/** The folder's CA, or null when there is none that lasts as long as the server's certificate. */
function storedAuthority(folder: PrivateFolder | null, now: Date): Authority | null {
  const certificate = decodeUtf8(folder?.read(CA_FILE) ?? new Uint8Array(0)) ?? '';
  const key = readPrivateKey(decodeUtf8(folder?.read(CA_KEY_FILE) ?? new Uint8Array(0)) ?? '');
  const [parsed] = parseCertificates(utf8(certificate));
  const lasts = parsed !== undefined && parsed.notAfter >= validity(now, SERVER_DAYS).notAfter;
  return key !== null && lasts ? { certificate, key } : null;
}

function makeAuthority(folder: PrivateFolder | null, now: Date): Authority {
  const key = generateKey('ecdsa-p256');
  const certificate = issueCertificate({
    ...validity(now, CA_DAYS),
    commonName: CA_NAME,
    serial: randomBytes(SERIAL_BYTES),
    profile: 'authority',
    key,
  });
  folder?.write(CA_KEY_FILE, utf8(encodePrivateKey(key)));
  folder?.write(CA_FILE, utf8(certificate), PUBLIC_FILE);
  return { certificate, key };
}

function validity(now: Date, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const at = (offset: number): Date => new Date(now.getTime() + offset * DAY_MS);
  return { notBefore: at(-BACKDATED_DAYS), notAfter: at(days) };
}
