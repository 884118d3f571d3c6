import type { Passphrase } from '../../base/index.ts';

/** As docker and notary ask of people; what the environment gives may be shorter (facts 8.3). */
const MIN_PASSPHRASE_BYTES = 8;

/** What is wrong with a new passphrase that a person has typed; null when it will do. */
export function passphraseProblem(passphrase: Passphrase): 'too-short' | null {
  return Buffer.byteLength(passphrase.reveal().trim(), 'utf8') < MIN_PASSPHRASE_BYTES ? 'too-short' : null;
}
