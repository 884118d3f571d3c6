import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './run.ts';

export interface ServerCertificates {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Makes a private CA in `dir` and, signed by it, a certificate for a server on loopback. */
export async function makeServerCertificates(dir: string): Promise<ServerCertificates> {
  const caFile = join(dir, 'ca.crt');
  const caKey = join(dir, 'ca.key');
  const certFile = join(dir, 'server.crt');
  const keyFile = join(dir, 'server.key');
  const request = join(dir, 'server.csr');
  const extensions = join(dir, 'server.ext');
  await mustRun('openssl', [
    ...['req', '-x509', ...P256, '-keyout', caKey, '-out', caFile, '-days', '2'],
    ...['-subj', '/CN=trustdeck test CA', '-addext', 'basicConstraints=critical,CA:TRUE'],
  ]);
  await mustRun('openssl', ['req', ...P256, '-keyout', keyFile, '-out', request, '-subj', '/CN=localhost']);
  await writeFile(extensions, 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
  await mustRun('openssl', [
    ...['x509', '-req', '-in', request, '-CA', caFile, '-CAkey', caKey, '-CAcreateserial'],
    ...['-out', certFile, '-days', '2', '-extfile', extensions],
  ]);
  return { caFile, certFile, keyFile };
}

export interface DelegationCertificate {
  readonly certFile: string;
  /** Unencrypted PKCS#8, for `notary key import`. */
  readonly keyFile: string;
}

/** Makes a self-signed certificate for a delegation, with a key of its own, in `dir`. */
export async function makeDelegationCertificate(options: {
  readonly dir: string;
  readonly name: string;
  readonly days: number;
  readonly algorithm?: 'ec' | 'rsa';
}): Promise<DelegationCertificate> {
  const certFile = join(options.dir, `${options.name}.crt`);
  const keyFile = join(options.dir, `${options.name}.key.pem`);
  const newKey = options.algorithm === 'rsa' ? ['-newkey', 'rsa:2048', '-nodes'] : P256;
  await mustRun('openssl', [
    ...['req', '-x509', ...newKey, '-sha256', '-keyout', keyFile, '-out', certFile],
    ...['-days', String(options.days), '-subj', `/CN=${options.name}`],
    ...['-addext', 'keyUsage=critical,digitalSignature'],
  ]);
  return { certFile, keyFile };
}
