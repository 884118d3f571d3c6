/** An elliptic curve that Notary knows. */
export interface EllipticCurve {
  readonly algorithm: 'ecdsa-p224' | 'ecdsa-p256' | 'ecdsa-p384' | 'ecdsa-p521';
  /** Bytes of a coordinate, and of each half of a signature. */
  readonly octets: number;
  /** What stands before the coordinates in a SubjectPublicKeyInfo with a named curve and an uncompressed point. */
  readonly spkiPrefix: Uint8Array;
}

/** By the name that OpenSSL gives them. Any other curve, such as secp256k1, counts as weak (facts 2.1). */
export const ELLIPTIC_CURVES: ReadonlyMap<string, EllipticCurve> = new Map([
  ['secp224r1', curve('ecdsa-p224', 28, '304e301006072a8648ce3d020106052b81040021033a0004')],
  ['prime256v1', curve('ecdsa-p256', 32, '3059301306072a8648ce3d020106082a8648ce3d03010703420004')],
  ['secp384r1', curve('ecdsa-p384', 48, '3076301006072a8648ce3d020106052b8104002203620004')],
  ['secp521r1', curve('ecdsa-p521', 66, '30819b301006072a8648ce3d020106052b810400230381860004')],
]);

function curve(algorithm: EllipticCurve['algorithm'], octets: number, spkiPrefix: string): EllipticCurve {
  return { algorithm, octets, spkiPrefix: Buffer.from(spkiPrefix, 'hex') };
}
