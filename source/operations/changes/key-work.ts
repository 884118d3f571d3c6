import type { Gun, KeyId, TufKey } from '../../tuf/index.ts';
import type { LocalKey } from '../ports.ts';
import type { KeyAlgorithmChoice, PassphraseSource } from './key-ports.ts';

export interface Asking {
  readonly passphrases: PassphraseSource;
  readonly signal: AbortSignal;
}

export interface GenerateKeyRequest {
  /** `root`, `targets`, `snapshot`, `delegation` or a signer's name: the role header of the file. */
  readonly role: string;
  readonly gun: Gun | null;
  readonly algorithm: KeyAlgorithmChoice;
  /** Where the public key goes; null for nowhere. Must not exist. */
  readonly publicKeyFile: string | null;
  /** Distinguished name for certificate and signing request; null for `CN=` and the name. */
  readonly subject: string | null;
  /** Where a certificate signing request goes; null for none. */
  readonly signingRequestFile: string | null;
  /** Days that a self-signed certificate is valid; written beside or instead of the public key. null for none. */
  readonly selfSigned: { readonly days: number; readonly file: string } | null;
}

/** A file that was written for the person. */
export interface WrittenFile {
  readonly kind: 'public-key' | 'signing-request' | 'certificate' | 'backup' | 'export';
  readonly path: string;
}

export interface GeneratedKey {
  readonly key: LocalKey;
  readonly publicKey: TufKey;
  readonly files: readonly WrittenFile[];
}

/** What would become of one key of a file to load, import or restore. */
export interface IncomingKey {
  readonly keyId: KeyId;
  readonly publicKey: TufKey;
  readonly role: string;
  readonly gun: Gun | null;
  readonly algorithm: string;
  readonly format: string;
  /** `same` is here already under the same role; `conflict` under another one. */
  readonly action: 'add' | 'same' | 'conflict';
}

/** Keys read and decrypted, still in memory only. */
export interface IncomingKeys {
  readonly keys: readonly IncomingKey[];
  /** Blocks that could not be read, with the reason; nothing of them would be added. */
  readonly unreadable: readonly { readonly index: number; readonly error: unknown }[];
  /** Writes those to be added, each under the passphrase that it came with, or a new one when it came without. */
  save(asking: Asking): Promise<readonly LocalKey[]>;
}

/** Everything that is done to private keys on this machine. Rejects with the adapters' errors and `OperationError`. */
export interface KeyWork {
  generate(request: GenerateKeyRequest, asking: Asking): Promise<GeneratedKey>;
  /** A new key for a plan, in memory until the plan that names it is carried out. */
  newKey(algorithm: KeyAlgorithmChoice): Promise<TufKey>;
  /** Reads a public key or certificate to be trusted. */
  readPublicKey(path: string): Promise<TufKey>;
  /** Checks that a certificate that came back from a CA is for a key on this machine; gives the key for delegations. */
  checkCertificate(path: string): Promise<{ readonly key: TufKey; readonly localKey: LocalKey }>;
  /** Reads keys from a file of whatever format; `role` is for those that say none themselves. */
  readIncoming(
    path: string,
    options: { readonly role: string | null; readonly gun: Gun | null },
    asking: Asking,
  ): Promise<IncomingKeys>;
  changePassphrase(key: LocalKey, asking: Asking): Promise<void>;
  /** Removes the file. What the key still signs is for the caller to show before. */
  remove(key: LocalKey): Promise<void>;
  export(keys: readonly LocalKey[], path: string): Promise<WrittenFile>;
  /** Each key is unlocked first, so that nobody keeps a backup that cannot be opened; notes what was backed up. */
  backup(keys: readonly LocalKey[], path: string, asking: Asking): Promise<WrittenFile>;
  /** Forgets every unlocked key and passphrase. */
  lock(): void;
}
