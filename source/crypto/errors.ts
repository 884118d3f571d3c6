import { AppError } from '../base/index.ts';

/** What can go wrong with private keys and what is made of them. Verifying never throws: it returns why not. */
export interface CryptoErrors {
  /** Certificates hold ECDSA and RSA keys; Notary knows no others (facts 2.5). */
  'certificate-key-not-supported': { readonly algorithm: string };
  /** The passphrase does not open the key; so it is with none given for a key that is encrypted. */
  'key-wrong-passphrase': { readonly format: string };
  /** A private key in a form that is not read here, such as an unknown cipher, curve or type of file. */
  'key-format-unreadable': { readonly found: string };
  /** A private key in a known form whose bytes do not hold what the form asks for. */
  'key-damaged': { readonly format: string; readonly reason: string };
  /** Not a distinguished name; `reason` says what is wrong where. */
  'subject-invalid': { readonly subject: string; readonly reason: string };
  'certificate-days-invalid': { readonly days: number; readonly max: number };
  'public-key-unreadable': { readonly reason: PublicKeyFault; readonly found: string };
  /** RSA below 2048 bits, or a curve that Notary does not know. */
  'weak-key': { readonly found: string };
  'certificate-expired': { readonly commonName: string; readonly notAfter: Date };
  'certificate-not-yet-valid': { readonly commonName: string; readonly notBefore: Date };
  /** Signed over SHA-1. */
  'certificate-weak-signature': { readonly commonName: string };
  /** Something else in PEM where a certificate is expected; `found` is the type of its first block. */
  'not-a-certificate': { readonly found: string };
  /** The certificate is for none of the keys that it may be for. */
  'certificate-other-key': { readonly commonName: string };
}

export type PublicKeyFault =
  | 'no-pem'
  | 'private-key'
  | 'unknown-block'
  | 'malformed'
  | 'unknown-algorithm'
  | 'not-leaf-first';

export type CryptoErrorCode = keyof CryptoErrors;

export class CryptoError<Code extends CryptoErrorCode = CryptoErrorCode> extends AppError<
  Code,
  CryptoErrors[Code]
> {
  constructor(code: Code, detail: CryptoErrors[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'CryptoError';
  }
}
