import { p256, p384, p521 } from '@noble/curves/nist.js';

export type EcAlgorithm = keyof typeof CURVES;

const CURVES = { 'ecdsa-p256': p256, 'ecdsa-p384': p384, 'ecdsa-p521': p521 } as const;

export function isEcAlgorithm(algorithm: string): algorithm is EcAlgorithm {
  return Object.hasOwn(CURVES, algorithm);
}

export function curveOf(algorithm: EcAlgorithm): typeof p256 {
  return CURVES[algorithm];
}
