import { ELLIPTIC_CURVES, type EllipticCurve } from '../elliptic-curves.ts';

/** Object identifiers of the curves that Notary knows, by the name that OpenSSL gives them. */
const CURVE_OIDS: ReadonlyMap<string, string> = new Map([
  ['1.3.132.0.33', 'secp224r1'],
  ['1.2.840.10045.3.1.7', 'prime256v1'],
  ['1.3.132.0.34', 'secp384r1'],
  ['1.3.132.0.35', 'secp521r1'],
]);

/** Curves and algorithms that keys come with and Notary does not know, so that a refusal can name them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['1.3.132.0.10', 'secp256k1'],
  ['1.2.840.10045.3.1.1', 'prime192v1'],
  ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
  ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
  ['1.3.36.3.3.2.8.1.1.13', 'brainpoolP512r1'],
  ['1.2.840.113549.1.1.10', 'RSASSA-PSS'],
  ['1.2.840.10040.4.1', 'DSA'],
  ['1.2.840.113549.1.3.1', 'Diffie-Hellman'],
  ['1.3.101.110', 'X25519'],
  ['1.3.101.111', 'X448'],
  ['1.3.101.113', 'Ed448'],
]);

/** A known curve by its object identifier, or null. */
export function curveByOid(oid: string): EllipticCurve | null {
  return ELLIPTIC_CURVES.get(CURVE_OIDS.get(oid) ?? '') ?? null;
}

/** The object identifier of the curve of `algorithm`, or null when there is none. */
export function curveOidOf(algorithm: string): string | null {
  for (const [oid, name] of CURVE_OIDS) {
    if (ELLIPTIC_CURVES.get(name)?.algorithm === algorithm) {
      return oid;
    }
  }
  return null;
}

/** The name of a curve or algorithm that is not read, or its object identifier where it has none here. */
export function nameOfOid(oid: string): string {
  return NAMES.get(oid) ?? oid;
}
