import { createDecipheriv } from 'node:crypto';

/** A cipher in CBC mode. */
export interface BlockCipher {
  /** For people. */
  readonly name: string;
  readonly keyBytes: number;
  /** Also the size of the initialisation vector. */
  readonly blockBytes: number;
  /** Decrypts whole blocks and leaves the padding on. */
  readonly decrypt: (key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array) => Uint8Array;
}

/** By the names that `DEK-Info` headers give them. */
export const BLOCK_CIPHERS: ReadonlyMap<string, BlockCipher> = new Map(
  [
    aes('AES-128-CBC', 16),
    aes('AES-192-CBC', 24),
    aes('AES-256-CBC', 32),
    cipher({ name: 'DES-EDE3-CBC', native: 'des-ede3-cbc', keyBytes: 24, blockBytes: 8 }),
    // OpenSSL 3 keeps single DES away; triple DES with one key thrice is the same.
    cipher({ name: 'DES-CBC', native: 'des-ede3-cbc', keyBytes: 8, blockBytes: 8 }),
  ].map((each) => [each.name, each]),
);

/** Takes the padding of PKCS#7 off, or returns null when there is none as it should be. */
export function unpadded(plain: Uint8Array, blockBytes: number): Uint8Array | null {
  const count = plain.at(-1) ?? 0;
  const isPadding = plain.subarray(-count).every((octet) => octet === count);
  return count >= 1 && count <= blockBytes && count <= plain.length && isPadding
    ? plain.subarray(0, plain.length - count)
    : null;
}

function aes(name: string, keyBytes: number): BlockCipher {
  return cipher({ name, native: name.toLowerCase(), keyBytes, blockBytes: 16 });
}

function cipher(about: {
  readonly name: string;
  readonly native: string;
  readonly keyBytes: number;
  readonly blockBytes: number;
}): BlockCipher {
  const { name, native, keyBytes, blockBytes } = about;
  return {
    name,
    keyBytes,
    blockBytes,
    decrypt: (key, iv, ciphertext) => {
      const nativeKey = name === 'DES-CBC' ? Buffer.concat([key, key, key]) : key;
      const decipher = createDecipheriv(native, nativeKey, iv).setAutoPadding(false);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
    },
  };
}
