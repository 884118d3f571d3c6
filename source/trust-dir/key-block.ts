import type { ErrorOf, Passphrase } from '../base/index.ts';
import { encodePem, type PemBlock } from '../crypto/index.ts';
import {
  CryptoError,
  type CryptoErrors,
  encryptPrivateKey,
  type PrivateKeyHandle,
  readPrivateKeyBlock,
} from '../crypto/private.ts';
import { type KeyId, keyIdOf } from '../tuf/index.ts';
import { TrustDirError } from './errors.ts';
import type { KeyFileHeaders } from './key-vault-types.ts';
import type { Machine } from './machine.ts';

export interface OpeningOptions {
  /** Where the block is from; null for no file. */
  readonly path: string | null;
  /** Which of several keys in that file, from 1. */
  readonly number?: number | null;
  /** The key that it has to be; null for any. */
  readonly expected: KeyId | null;
  readonly passphrase: Passphrase | null;
}

/** The roles whose keys are of one GUN; from the files of all others notary drops that header (facts 8.1). */
const ROLES_OF_ONE_GUN: ReadonlySet<string> = new Set(['targets', 'snapshot', 'timestamp']);
const OTHER_KEY = 'It holds another key than the one that it is named for.';

/** The private key in a PEM block. Rejects with `key-wrong-passphrase`, `key-format-unreadable` or `key-damaged`. */
export async function openKeyBlock(block: PemBlock, options: OpeningOptions): Promise<PrivateKeyHandle> {
  const { path, number = null, expected, passphrase } = options;
  const place = { path, number };
  const handle = await decrypted(block, passphrase).catch((error: unknown) => {
    throw openingFailure(error, place);
  });
  const found = keyIdOf(handle.keyType, handle.publicBytes);
  if (expected !== null && found !== expected) {
    throw new TrustDirError('key-damaged', { ...place, reason: OTHER_KEY, found });
  }
  return handle;
}

async function decrypted(block: PemBlock, passphrase: Passphrase | null): Promise<PrivateKeyHandle> {
  return readPrivateKeyBlock(block).decrypt(passphrase);
}

/** The same failure with the file that it is about; what is none comes back unchanged. */
function openingFailure(cause: unknown, place: Pick<OpeningOptions, 'path' | 'number'>): unknown {
  if (!(cause instanceof CryptoError)) {
    return cause;
  }
  const error = cause as ErrorOf<CryptoErrors>;
  switch (error.code) {
    case 'key-wrong-passphrase':
      return new TrustDirError('key-wrong-passphrase', place, { cause });
    case 'key-format-unreadable':
      return new TrustDirError('key-format-unreadable', { ...place, found: error.detail.found }, { cause });
    case 'key-damaged': {
      const reason = `As ${error.detail.format}: ${error.detail.reason}.`;
      return new TrustDirError('key-damaged', { ...place, reason, found: null }, { cause });
    }
    default:
      return cause;
  }
}

/** The text of a key's file as docker and notary write it (facts 8.1). */
export async function keyFileText(
  handle: PrivateKeyHandle,
  { headers, passphrase }: { readonly headers: KeyFileHeaders; readonly passphrase: Passphrase },
  machine: Pick<Machine, 'randomBytes'>,
): Promise<string> {
  const { role, gun } = writtenHeaders(headers);
  if (/[\r\n]/.test(role)) {
    throw new RangeError('not a role');
  }
  const bytes = await encryptPrivateKey(handle, passphrase, { randomBytes: machine.randomBytes });
  const entries = [
    ...(role === '' ? [] : [['role', role] as const]),
    ...(gun === null ? [] : [['gun', gun] as const]),
  ];
  return encodePem({ type: 'ENCRYPTED PRIVATE KEY', headers: new Map(entries), bytes });
}

/** What is left of headers when a file is written. */
export function writtenHeaders<Text extends string>(headers: {
  readonly role: string;
  readonly gun: Text | null;
}): { readonly role: string; readonly gun: Text | null } {
  const { role, gun } = headers;
  return { role, gun: ROLES_OF_ONE_GUN.has(role) ? gun : null };
}
