import type { KeyAlgorithmChoice } from '../../operations/index.ts';
import type { TypedOptions } from '../command.ts';

/** As typed; `rsa` alone is what is recommended today. */
const ALGORITHMS: ReadonlyMap<string, KeyAlgorithmChoice> = new Map<string, KeyAlgorithmChoice>([
  ['ecdsa', 'ecdsa'],
  ['ecdsa-p384', 'ecdsa-p384'],
  ['ecdsa-p521', 'ecdsa-p521'],
  ['ed25519', 'ed25519'],
  ['rsa', 'rsa-3072'],
  ['rsa-2048', 'rsa-2048'],
  ['rsa-3072', 'rsa-3072'],
  ['rsa-4096', 'rsa-4096'],
]);

/** The algorithm of a key to be made. */
export function algorithmOf({ algorithm = 'ecdsa' }: TypedOptions): KeyAlgorithmChoice {
  return ALGORITHMS.get(algorithm) ?? 'ecdsa';
}
