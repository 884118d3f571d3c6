import { createHash, generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

interface IdentityOptions {
  readonly name: string;
  readonly hosts?: readonly string[];
  /** Self-signed without. */
  readonly issuer?: Identity;
  readonly authority?: boolean;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const DAY = 86_400_000;

/** Makes a key and its certificate; nothing secret is ever committed. */
export function createIdentity(options: IdentityOptions): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = `01${createHash('sha256').update(publicKey).digest('hex').slice(0, 30)}`;
  certificate.validity.notBefore = options.notBefore ?? new Date(Date.now() - DAY);
  certificate.validity.notAfter = options.notAfter ?? new Date(Date.now() + 30 * DAY);
  const subject = [{ name: 'commonName', value: options.name }];
  certificate.setSubject(subject);
  certificate.setIssuer(
    options.issuer ? forge.pki.certificateFromPem(options.issuer.certificate).subject.attributes : subject,
  );
  certificate.setExtensions([
    { name: 'basicConstraints', cA: options.authority ?? false, critical: true },
    ...(options.hosts ? [{ name: 'subjectAltName', altNames: options.hosts.map(altName) }] : []),
  ]);
  const signer = forge.pki.privateKeyFromPem(options.issuer?.key ?? privateKey);
  certificate.sign(signer, forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(certificate), key: privateKey };
}

function altName(host: string): { type: number; value?: string; ip?: string } {
  return /^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host };
}
