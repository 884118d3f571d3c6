import { utf8 } from '../base/index.ts';
import { bits, type DerNode, implicit, octets, oid, sequence, toDer, yes } from './der-writing.ts';

/**
 * What a certificate is for. `signing` is what Notary makes for root keys, extension for extension (facts 2.5), and
 * serves delegations as well.
 */
export type CertificateProfile = 'signing' | 'authority' | 'tls-server';

interface Profile {
  /** Key usage: the bits of its first octet, and how many at the end are unused. */
  readonly keyUsage: readonly [bits: number, unused: number];
  readonly extendedKeyUsage: string | null;
  readonly isCa: boolean;
}

const KEY_USAGE = '2.5.29.15';
const ALTERNATIVE_NAMES = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';

const PROFILES: Readonly<Record<CertificateProfile, Profile>> = {
  // Digital signature and key encipherment; code signing.
  signing: { keyUsage: [0xa0, 5], extendedKeyUsage: '1.3.6.1.5.5.7.3.3', isCa: false },
  // Signs certificates and revocation lists.
  authority: { keyUsage: [0x06, 1], extendedKeyUsage: null, isCa: true },
  // Digital signature and key encipherment; TLS server.
  'tls-server': { keyUsage: [0xa0, 5], extendedKeyUsage: '1.3.6.1.5.5.7.3.1', isCa: false },
};

const DNS_NAME_TAG = 2;
const IP_ADDRESS_TAG = 7;
const IPV4 = /^\d+(?:\.\d+){3}$/;

/** The extensions of a profile, in Go's order. `names` are DNS names and IPv4 addresses. */
export function profileExtensions(profile: CertificateProfile, names: readonly string[]): DerNode {
  const { keyUsage, extendedKeyUsage, isCa } = PROFILES[profile];
  const [usage, unused] = keyUsage;
  return sequence(
    extension(KEY_USAGE, bits(Buffer.of(usage), unused), { critical: true }),
    ...(extendedKeyUsage === null ? [] : [extension(EXTENDED_KEY_USAGE, sequence(oid(extendedKeyUsage)))]),
    extension(BASIC_CONSTRAINTS, sequence(...(isCa ? [yes()] : [])), { critical: true }),
    ...(names.length === 0 ? [] : [extension(ALTERNATIVE_NAMES, sequence(...names.map(alternativeName)))]),
  );
}

function extension(id: string, value: DerNode, { critical = false } = {}): DerNode {
  return sequence(oid(id), ...(critical ? [yes()] : []), octets(toDer(value)));
}

function alternativeName(name: string): DerNode {
  return IPV4.test(name)
    ? implicit(IP_ADDRESS_TAG, Uint8Array.from(name.split('.'), Number))
    : implicit(DNS_NAME_TAG, utf8(name));
}
