import { toBase64, utf8 } from '../base/index.ts';
import type { SignedPart } from './build-documents.ts';
import { canonicalText, servedForm } from './canonical-json.ts';
import type { TufKey } from './key.ts';

/** Somebody who can sign: the public key as documents name it, and the private one behind a function. */
export interface Signer {
  readonly key: TufKey;
  sign(message: Uint8Array): { readonly method: string; readonly signature: Uint8Array };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u001f]/;

/**
 * The file to serve: `signed` signed raw in canonical form, and then escaped as Go does (facts 3.3, the safe recipe).
 * Throws a RangeError on control characters and on numbers that are not safe integers: Notary has no served form
 * for either (facts 3.1), so names are to be checked before.
 */
export function signDocument(signed: SignedPart, signers: readonly Signer[]): Uint8Array {
  const canonical = canonicalText(signed);
  if (CONTROL.test(canonical)) {
    throw new RangeError('control characters cannot be served');
  }
  const message = utf8(canonical);
  const signatures = signers.map(({ key, sign }) => {
    const { method, signature } = sign(message);
    return servedForm(JSON.stringify({ keyid: key.id, method, sig: toBase64(signature) }));
  });
  return utf8(`{"signed":${servedForm(canonical)},"signatures":[${signatures.join(',')}]}`);
}
