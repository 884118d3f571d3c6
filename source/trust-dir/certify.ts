import { createPublicKey } from 'node:crypto';
import { utf8 } from '../base/index.ts';
import { encodePem, parseCertificates, parsePem } from '../crypto/index.ts';
import { CryptoError, issueCertificate, type PrivateKeyHandle, publicKeyInfo } from '../crypto/private.ts';
import { type Gun, makeTufKey, type TufKey } from '../tuf/index.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ROOT_CERTIFICATE_DAYS = 10 * 365;

/** The public half in PEM, with the `role` header by which docker notes a signer's name. */
export function spkiPem(handle: PrivateKeyHandle, role: string | null): string {
  const headers = new Map(role === null ? [] : [['role', role] as const]);
  return encodePem({ type: 'PUBLIC KEY', headers, bytes: publicKeyInfo(handle) });
}

/** The certificate by which a root role names a key (facts 2.5). Throws `certificate-key-not-supported` for Ed25519. */
export function rootCertificateOf(
  handle: PrivateKeyHandle,
  { gun, now, serial }: { readonly gun: Gun; readonly now: Date; readonly serial: Uint8Array },
): TufKey {
  const pem = issue(handle, { commonName: gun, days: ROOT_CERTIFICATE_DAYS, now, serial });
  return makeTufKey(`${handle.keyType}-x509`, utf8(pem));
}

export function selfSignedPem(
  handle: PrivateKeyHandle,
  options: {
    readonly subject: string;
    readonly days: number;
    readonly now: Date;
    readonly serial: Uint8Array;
  },
): string {
  return issue(handle, { ...options, commonName: options.subject.replace(/^CN=/i, '') });
}

export function signingRequestPem(_handle: PrivateKeyHandle, _subject: string): string {
  return '';
}

export function readPublicKeyText(text: string, now: Date): TufKey {
  const block = parsePem(text)[0];
  if (block?.type === 'CERTIFICATE') {
    const leaf = parseCertificates(utf8(text))[0];
    if (leaf !== undefined && leaf.notAfter <= now) {
      const { commonName, notAfter } = leaf;
      throw new CryptoError('certificate-expired', { commonName, notAfter });
    }
    return makeTufKey('ecdsa-x509', utf8(encodePem({ ...block, headers: new Map() })));
  }
  if (block?.type !== 'PUBLIC KEY') {
    throw new TrustDirError('public-key-unreadable', {
      reason: block === undefined ? 'not-pem' : 'unknown-block',
    });
  }
  const native = createPublicKey({ key: Buffer.from(block.bytes), format: 'der', type: 'spki' });
  return native.asymmetricKeyType === 'ed25519'
    ? makeTufKey('ed25519', block.bytes.subarray(-32))
    : makeTufKey(native.asymmetricKeyType === 'rsa' ? 'rsa' : 'ecdsa', block.bytes);
}

function issue(
  handle: PrivateKeyHandle,
  request: {
    readonly commonName: string;
    readonly days: number;
    readonly now: Date;
    readonly serial: Uint8Array;
  },
): string {
  const { commonName, days, now, serial } = request;
  const notAfter = new Date(now.getTime() + days * DAY_MS);
  return issueCertificate({ commonName, notBefore: now, notAfter, serial, profile: 'signing', key: handle });
}
