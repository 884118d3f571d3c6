import { DerError } from '../der.ts';
import { CryptoError } from '../errors.ts';

/**
 * Runs a reader of a private key of the given format. What is not the DER that the format asks for becomes the error
 * `key-damaged`; a `CryptoError` of the reader's own passes.
 */
export function readingKey<Result>(format: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) {
      throw new CryptoError('key-damaged', { format, reason: error.message }, { cause: error });
    }
    throw error;
  }
}

export function unreadable(found: string): CryptoError {
  return new CryptoError('key-format-unreadable', { found });
}
