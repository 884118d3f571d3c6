import type { KeyObject } from 'node:crypto';

/** What is known about a key that `algorithmOf` does not accept, for a refusal to name. */
export function describeRefused({
  asymmetricKeyType: type,
  asymmetricKeyDetails: details,
}: KeyObject): string {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = details ?? {};
  return type === 'rsa'
    ? `RSA key of ${modulusLength} bits with the exponent ${publicExponent}`
    : `${type ?? 'unknown'} key on the curve ${namedCurve ?? 'of its own parameters'}`;
}
