import type { Passphrase } from '../base/index.ts';
import type { Gun, KeyId, TufKey } from '../tuf/index.ts';
import type { KeyList, LocalKey } from './key-store.ts';

export type KeyAlgorithmChoice =
  | 'ecdsa'
  | 'ecdsa-p384'
  | 'ecdsa-p521'
  | 'ed25519'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-4096';

/** A private key in memory; only the vault that made it can look inside. */
export interface UnlockedKey {
  /** The plain public key, as delegations hold it. */
  readonly key: TufKey;
  /** As `describeKey` names it, such as `ecdsa-p256`. */
  readonly algorithm: string;
  sign(message: Uint8Array): { readonly method: string; readonly signature: Uint8Array };
}

/** A private key found in PEM text; headers are null where there are none. */
export interface PemKey {
  readonly id: KeyId | null;
  readonly role: string | null;
  readonly gun: string | null;
  readonly path: string | null;
  readonly encrypted: boolean;
  /** Such as `PKCS#8`, `SEC1`, `PKCS#1`, `legacy PEM encryption`. */
  readonly format: string;
  unlock(passphrase: Passphrase | null): Promise<UnlockedKey>;
}

export interface KeyFileHeaders {
  /** Empty for a key of old clients that says none. */
  readonly role: string;
  /** Only written for targets, snapshot and timestamp keys (facts 8.1). */
  readonly gun: Gun | null;
}

export interface SaveOptions {
  readonly headers: KeyFileHeaders;
  readonly passphrase: Passphrase;
  /** Takes the place of whatever file there is of the same key. */
  readonly replace?: boolean;
}

/** The private keys of a trust directory, to be read, made and changed; what operations ask for, member for member. */
export interface KeyVault {
  list(): Promise<KeyList>;
  generate(algorithm: KeyAlgorithmChoice): Promise<UnlockedKey>;
  unlock(key: LocalKey, passphrase: Passphrase | null): Promise<UnlockedKey>;
  readPem(text: string, options?: { readonly path: string }): Promise<readonly PemKey[]>;
  save(key: UnlockedKey, options: SaveOptions): Promise<LocalKey>;
  remove(key: LocalKey): Promise<void>;
  tighten(key: LocalKey): Promise<void>;
  exportPem(keys: readonly LocalKey[]): Promise<string>;
  publicPem(key: UnlockedKey, role: string | null): string;
  rootCertificate(key: UnlockedKey, options: { readonly gun: Gun; readonly now: Date }): TufKey;
  selfSigned(
    key: UnlockedKey,
    options: { readonly subject: string; readonly days: number; readonly now: Date },
  ): string;
  signingRequest(key: UnlockedKey, options: { readonly subject: string }): string;
  readPublicKey(text: string, options: { readonly now: Date }): Promise<TufKey>;
  readCertificate(
    text: string,
    options: { readonly now: Date; readonly keys: readonly LocalKey[] },
  ): Promise<{ readonly key: TufKey; readonly localKey: LocalKey }>;
}
