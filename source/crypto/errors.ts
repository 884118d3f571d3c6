import { AppError } from '../base/index.ts';

/** What can go wrong with making keys and certificates. Reading and verifying never throw: they return why not. */
export interface CryptoErrors {
  /** RSA keys cannot be made from a seed. */
  'seed-not-supported': { readonly algorithm: string };
  /** Certificates hold ECDSA and RSA keys; Notary knows no others (facts 2.5). */
  'certificate-key-not-supported': { readonly algorithm: string };
}

export type CryptoErrorCode = keyof CryptoErrors;

export class CryptoError extends AppError<CryptoErrorCode, CryptoErrors[CryptoErrorCode]> {
  constructor(code: CryptoErrorCode, detail: CryptoErrors[CryptoErrorCode]) {
    super(code, detail);
    this.name = 'CryptoError';
  }
}
