import type { Passphrase } from '../../base/index.ts';
import type { Gun, KeyId, RoleName, TufKey } from '../../tuf/index.ts';
import type { KeyStore, LocalKey } from '../ports.ts';

export type KeyAlgorithmChoice =
  | 'ecdsa'
  | 'ecdsa-p384'
  | 'ecdsa-p521'
  | 'ed25519'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-4096';

/** A private key in memory. */
export interface UnlockedKey {
  /** The plain public key, as delegations hold it. */
  readonly key: TufKey;
  /** As `describeKey` names it, such as `ecdsa-p256`. */
  readonly algorithm: string;
  sign(message: Uint8Array): { readonly method: string; readonly signature: Uint8Array };
}

/** A private key found in PEM text, of whatever format; see facts 8.1 for those there are. */
export interface PemKey {
  /** The ID that it goes by, before it is unlocked; null where nothing says one. */
  readonly id: KeyId | null;
  /** `role`, `gun` and `path` headers; null without. */
  readonly role: string | null;
  readonly gun: string | null;
  readonly path: string | null;
  readonly encrypted: boolean;
  /** Such as `PKCS#8`, `SEC1`, `PKCS#1`, `legacy PEM encryption`. */
  readonly format: string;
  /** Rejects as `KeyVault.unlock` does. */
  unlock(passphrase: Passphrase | null): Promise<UnlockedKey>;
}

export interface KeyFileHeaders {
  /** `root`, `targets`, `snapshot`, `delegation` or a signer's name; empty for a key of old clients that says none. */
  readonly role: string;
  /** Only written for targets, snapshot and timestamp keys (facts 8.1). */
  readonly gun: Gun | null;
}

/** The private keys of the trust directory, to be read, made and changed. KDF and RSA work runs off the main thread. */
export interface KeyVault extends KeyStore {
  /** In memory only. */
  generate(algorithm: KeyAlgorithmChoice): Promise<UnlockedKey>;
  /**
   * Decrypts and checks that the key is the one its file is named for. Rejects with `key-wrong-passphrase`,
   * `key-format-unreadable` or `key-damaged`; `key-not-found` when the file has gone.
   */
  unlock(key: LocalKey, passphrase: Passphrase | null): Promise<UnlockedKey>;
  /**
   * All private keys in a text, those that are cut short too: they are `key-damaged` when they are unlocked. `path` is the
   * file it is from, as a person named it, for errors; a file of the key folder also says by its place whose key it is.
   * Rejects with `key-format-unreadable` when there is none.
   */
  readPem(text: string, options?: { readonly path: string }): Promise<readonly PemKey[]>;
  /**
   * Writes the key's file as docker and notary read it, encrypted, 0600, atomically; reads it back and decrypts it
   * before it resolves. Rejects with `key-exists` when a file of that ID holds another role, unless `replace`.
   */
  save(
    key: UnlockedKey,
    options: {
      readonly headers: KeyFileHeaders;
      readonly passphrase: Passphrase;
      readonly replace?: boolean;
    },
  ): Promise<LocalKey>;
  remove(key: LocalKey): Promise<void>;
  /** Makes the file 0600. Rejects with `key-not-found` when it has gone. */
  tighten(key: LocalKey): Promise<void>;
  /** The files' PEM verbatim, each with a `path` header, as `notary key export` and `notary key import` have it. */
  exportPem(keys: readonly LocalKey[]): Promise<string>;
  /** SubjectPublicKeyInfo in PEM, with a `role` header as docker writes it when `role` is given. */
  publicPem(key: UnlockedKey, role: string | null): string;
  /** A self-signed certificate for the root role (facts 2.5), ten years from `now`. */
  rootCertificate(key: UnlockedKey, options: { readonly gun: Gun; readonly now: Date }): TufKey;
  /** PEM. `subject` is a distinguished name such as `CN=jeff,O=Example`. */
  selfSigned(
    key: UnlockedKey,
    options: { readonly subject: string; readonly days: number; readonly now: Date },
  ): string;
  signingRequest(key: UnlockedKey, options: { readonly subject: string }): string;
  /**
   * Reads a public key or certificates in PEM, as `signer add --key` takes them (facts 2.1). Rejects with
   * `public-key-unreadable`, `certificate-expired`, `weak-key`.
   */
  readPublicKey(text: string, options: { readonly now: Date }): Promise<TufKey>;
  /**
   * Reads a certificate that a CA made for one of `keys`; `key` is what delegations hold. Rejects with
   * `not-a-certificate`, `certificate-other-key`, and as `readPublicKey`.
   */
  readCertificate(
    text: string,
    options: { readonly now: Date; readonly keys: readonly LocalKey[] },
  ): Promise<{ readonly key: TufKey; readonly localKey: LocalKey }>;
}

/** When each private key of this machine was last written to a backup. */
export interface BackupRecord {
  backedUp(): Promise<ReadonlyMap<KeyId, Date>>;
  note(ids: readonly KeyId[], at: Date): Promise<void>;
}

/** Why a passphrase is asked for. */
export interface PassphraseQuestion {
  readonly purpose: 'unlock' | 'create';
  /** The `role` of the key file, such as `root`, `targets` or a signer's name; null when unknown. */
  readonly role: string | null;
  readonly owner: string | null;
  /** null for a key of some file that does not say: only unlocking it tells. */
  readonly keyId: KeyId | null;
  readonly gun: Gun | null;
  /** The file that the key is in, as a person named it for one from elsewhere; null for a key that has none yet. */
  readonly path: string | null;
  /** Which of several keys in that file, from 1. */
  readonly number?: number | null;
  /** What is done with it: roles to be signed, or a change to the key itself. */
  readonly why:
    | { readonly kind: 'sign'; readonly repositories: readonly Gun[]; readonly roles: readonly RoleName[] }
    | { readonly kind: 'new-key' | 'load' | 'change' | 'export' | 'backup' | 'restore' };
  /** 1, 2 or 3. */
  readonly attempt: number;
  /** What was wrong with the answer before; null at the first attempt. */
  readonly rejected: 'wrong' | 'too-short' | 'mismatch' | null;
}

/** Where passphrases come from: the environment, a terminal, the app. */
export interface PassphraseSource {
  /** Resolves with null when none is given: the person cancels, or there is nobody to ask. */
  ask(question: PassphraseQuestion, signal: AbortSignal): Promise<Passphrase | null>;
}
