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
  /** Keys that could not be read or opened, with the reason; nothing of them would be added. */
  readonly unreadable: readonly { readonly index: number; readonly error: unknown }[];
  /** Others on this machine can read or write the file. */
  readonly exposed: boolean;
  /**
   * Writes those to be added, each under the passphrase that it came with, or a new one when it came without. All questions
   * come before the first file.
   */
  save(asking: Asking): Promise<readonly LocalKey[]>;
}

export interface IncomingOptions {
  /** For keys that say none themselves; `delegation` without, as for notary. */
  readonly role: string | null;
  /** For targets, snapshot and timestamp keys that say none themselves. */
  readonly gun: Gun | null;
  /** What people are told that their passphrases are asked for. */
  readonly why?: 'load' | 'restore';
}

export interface PublicKeyText {
  /** SubjectPublicKeyInfo in PEM with a `role` header, as docker writes NAME.pub. */
  readonly pem: string;
  /** The file that it was written to; null for none. */
  readonly path: string | null;
}

export interface BackupFile extends WrittenFile {
  /** Why it could not be noted that these keys are backed up, such as on a disk that is read-only; null when it was. */
  readonly notNoted?: unknown;
}

/** Everything that is done to private keys on this machine. Rejects with the adapters' errors and `OperationError`. */
export interface KeyWork {
  generate(request: GenerateKeyRequest, asking: Asking): Promise<GeneratedKey>;
  /** A new key for a plan, in memory until the plan that names it is carried out. */
  newKey(algorithm: KeyAlgorithmChoice): Promise<TufKey>;
  /** Reads a public key or certificate to be trusted. */
  readPublicKey(path: string): Promise<TufKey>;
  /**
   * Checks that a certificate that came back from a CA is for a key on this machine; gives the key for delegations. Needs
   * no passphrase: files of private keys are named for their public halves.
   */
  checkCertificate(path: string): Promise<{ readonly key: TufKey; readonly localKey: LocalKey }>;
  /**
   * Reads and opens all private keys of a file of whatever format, the files of a trust directory too. Rejects when it
   * holds none; what is wrong with some of them stands in the result.
   */
  readIncoming(path: string, options: IncomingOptions, asking: Asking): Promise<IncomingKeys>;
  /** Asks for the old passphrase, even when the key is unlocked, and for a new one. A legacy file becomes PKCS#8. */
  changePassphrase(key: LocalKey, asking: Asking): Promise<void>;
  /** Removes the file, and forgets what is unlocked. What the key still signs is for the caller to show before. */
  remove(key: LocalKey): Promise<void>;
  /** Makes the file readable and writable to its owner alone (0600), as docker and notary write it. */
  tighten(key: LocalKey): Promise<void>;
  /** The files verbatim, as `notary key export`; rejects with `no-keys` without any. */
  export(keys: readonly LocalKey[], path: string): Promise<WrittenFile>;
  /** The public half of a key on this machine, to `path`, which must not exist, or to nowhere. */
  exportPublic(key: LocalKey, path: string | null, asking: Asking): Promise<PublicKeyText>;
  /**
   * Writes one bundle for `notary key import` and `readIncoming`. Every key in it is opened first, so that nobody keeps a
   * backup that cannot be; notes what was backed up. Rejects with `no-keys`, and `key-not-encrypted` for a key that
   * would lie open in it.
   */
  backup(keys: readonly LocalKey[], path: string, asking: Asking): Promise<BackupFile>;
  /** Forgets every unlocked key and passphrase. */
  lock(): void;
}
