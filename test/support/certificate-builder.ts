import { createPublicKey, type KeyObject, sign } from 'node:crypto';

export interface CertificateOptions {
  /** The key inside. */
  readonly subjectKey: KeyObject;
  readonly commonName: string;
  /** DER that stands for the subject, in the place of `commonName`. */
  readonly subject?: Buffer;
  /** DER that stands for the two dates. */
  readonly validity?: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Basic constraints `CA:TRUE`; false by default. */
  readonly isCa?: boolean;
  /** Object identifiers; no such extension by default. */
  readonly extendedKeyUsage?: readonly string[];
  /** Certificates that may follow this CA. */
  readonly pathLength?: number;
  /** DER of further extensions. */
  readonly more?: readonly Buffer[];
  /** Who signs it; itself by default, which takes a private `subjectKey`. */
  readonly issuer?: { readonly commonName: string; readonly privateKey: KeyObject };
  /** The digest that is signed; SHA-256 by default. MD5 goes with RSA alone. */
  readonly digest?: keyof (typeof SIGNATURE_OIDS)['rsa'];
}

export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
export const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

const SIGNATURE_OIDS = {
  ec: { md5: '', sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' },
  rsa: { md5: '1.2.840.113549.1.1.4', sha1: '1.2.840.113549.1.1.5', sha256: '1.2.840.113549.1.1.11' },
} as const;

/** An X.509 v3 certificate in Go's PEM form. Written by hand, so that it can be made wrong in any way. */
export function certificatePem(options: CertificateOptions): string {
  const base64 = certificateDer(options).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

export function certificateDer(options: CertificateOptions): Buffer {
  const { subjectKey, commonName, digest = 'sha256' } = options;
  const issuer = options.issuer ?? { commonName, privateKey: subjectKey };
  const family = issuer.privateKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
  const algorithm = sequence(oid(SIGNATURE_OIDS[family][digest]), ...(family === 'rsa' ? [NULL] : []));
  const publicKey = subjectKey.type === 'private' ? createPublicKey(subjectKey) : subjectKey;
  const tbs = sequence(
    element(0xa0, integer(2)),
    integer(1),
    algorithm,
    name(issuer.commonName),
    options.validity ?? sequence(time(options.notBefore), time(options.notAfter)),
    options.subject ?? name(commonName),
    publicKey.export({ format: 'der', type: 'spki' }),
    element(0xa3, sequence(...extensions(options))),
  );
  const signature = sign(digest, tbs, issuer.privateKey);
  return sequence(tbs, algorithm, element(0x03, Buffer.of(0), signature));
}

function extensions(options: CertificateOptions): readonly Buffer[] {
  const { isCa = false, pathLength, extendedKeyUsage, more = [] } = options;
  const constraints = [isCa ? TRUE : null, pathLength === undefined ? null : integer(pathLength)];
  const basic = extension('2.5.29.19', sequence(...constraints.filter((part) => part !== null)), TRUE);
  const uses = extendedKeyUsage?.map(oid);
  return [basic, ...(uses === undefined ? [] : [extension('2.5.29.37', sequence(...uses))]), ...more];
}

export function extension(id: string, value: Buffer, ...critical: readonly Buffer[]): Buffer {
  return sequence(oid(id), ...critical, element(0x04, value));
}

const NULL = element(0x05);
export const TRUE = element(0x01, Buffer.of(0xff));

function name(commonName: string): Buffer {
  const attribute = sequence(oid('2.5.4.3'), element(0x0c, Buffer.from(commonName, 'utf8')));
  return sequence(element(0x31, attribute));
}

function time(date: Date): Buffer {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return element(0x18, Buffer.from(digits, 'latin1'));
}

function integer(value: number): Buffer {
  return element(0x02, Buffer.of(value));
}

export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap(base128);
  return element(0x06, Buffer.from(octets));
}

function base128(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [...base128(value >>> 7).map((octet) => octet | 0x80), low];
}

export function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, ...parts);
}

export function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag, ...lengthOctets(content.length)), content]);
}

function lengthOctets(size: number): number[] {
  const octets: number[] = [];
  for (let rest = size; rest > 0; rest >>>= 8) {
    octets.unshift(rest & 0xff);
  }
  return size < 0x80 ? [size] : [0x80 | octets.length, ...octets];
}
