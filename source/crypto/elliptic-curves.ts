/** An elliptic curve that Notary knows. */
export interface EllipticCurve {
  readonly algorithm: 'ecdsa-p224' | 'ecdsa-p256' | 'ecdsa-p384' | 'ecdsa-p521';
  /** Bytes of a coordinate, and of each half of a signature. */
  readonly octets: number;
  /** The number of points that its base point makes, in `octets` bytes: every secret is below it, and not zero. */
  readonly order: Uint8Array;
  /** What stands before the coordinates in a SubjectPublicKeyInfo with a named curve and an uncompressed point. */
  readonly spkiPrefix: Uint8Array;
}

/** By the name that OpenSSL gives them. Any other curve, such as secp256k1, counts as weak (facts 2.1). */
export const ELLIPTIC_CURVES: ReadonlyMap<string, EllipticCurve> = new Map([
  [
    'secp224r1',
    curve(
      'ecdsa-p224',
      'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d',
      '304e301006072a8648ce3d020106052b81040021033a0004',
    ),
  ],
  [
    'prime256v1',
    curve(
      'ecdsa-p256',
      'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
      '3059301306072a8648ce3d020106082a8648ce3d03010703420004',
    ),
  ],
  [
    'secp384r1',
    curve(
      'ecdsa-p384',
      'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
      '3076301006072a8648ce3d020106052b8104002203620004',
    ),
  ],
  [
    'secp521r1',
    curve(
      'ecdsa-p521',
      '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
      '30819b301006072a8648ce3d020106052b810400230381860004',
    ),
  ],
]);

function curve(algorithm: EllipticCurve['algorithm'], orderHex: string, spkiPrefix: string): EllipticCurve {
  const order = Buffer.from(orderHex, 'hex');
  return { algorithm, octets: order.length, order, spkiPrefix: Buffer.from(spkiPrefix, 'hex') };
}
