import type { AcceptedFile, FileReply, FileRequest, Gun, KeyId, RoleName } from '../tuf/index.ts';

/** Why a Notary server is the one for a GUN, so that a surprising choice can be explained. */
export type ServerReason =
  | 'command-line'
  | 'environment'
  | 'notary-config'
  | 'docker-hub-default'
  | 'registry-host'
  | 'sandbox';

export interface ServerChoice {
  /** Origin and optional path, without a trailing slash. */
  readonly url: string;
  readonly reason: ServerReason;
}

/** What a Notary server answers; implemented by `notary`. Methods reject with the adapter's own `AppError`. */
export interface NotaryRemote {
  readonly server: ServerChoice;
  /**
   * Fetches one metadata file. Resolves with what the server said about it; rejects when the server cannot be
   * asked or refuses (unreachable, TLS, authentication, garbage), so that the caller can tell these apart.
   */
  fetchFile(
    gun: Gun,
    request: FileRequest,
    signal: AbortSignal,
  ): Promise<Exclude<FileReply, { kind: 'unavailable' }>>;
  /** GUNs named by the server's changefeed, newest change first, each once. */
  changedRepositories(limit: number, signal: AbortSignal): Promise<readonly Gun[]>;
  /** Closes idle connections; the remote is of no use afterwards. */
  close(): Promise<void>;
}

export interface CachedMetadata {
  readonly files: ReadonlyMap<RoleName, Uint8Array>;
  /** When the cached timestamp was written; null without one. */
  readonly savedAt: Date | null;
}

/** The metadata cache of a trust directory. */
export interface MetadataCache {
  /** All cached files of a repository; empty when there are none. */
  read(gun: Gun): Promise<CachedMetadata>;
  /** Replaces each file atomically, in order. */
  write(gun: Gun, files: readonly AcceptedFile[]): Promise<void>;
  /** GUNs with a folder in the trust directory, sorted. */
  repositories(): Promise<readonly Gun[]>;
}

/** A private key on this machine, known by its file alone: nothing is decrypted to list it. */
export interface LocalKey {
  /** Canonical ID, from the file name. */
  readonly id: KeyId;
  /** The `role` header: `root`, `targets`, `snapshot`, `delegation` or a signer's name; null without one. */
  readonly role: string | null;
  readonly gun: string | null;
  /** Absolute path of the file. */
  readonly path: string;
  readonly encrypted: boolean;
  /** Readable or writable by others. */
  readonly exposed: boolean;
}

/** A file in the key folder that is not a key, and why. */
export interface UnreadableKey {
  readonly path: string;
  readonly reason: 'unreadable' | 'not-pem' | 'not-a-private-key' | 'name-is-not-a-key-id' | 'too-large';
}

export interface KeyStore {
  list(): Promise<{ readonly keys: readonly LocalKey[]; readonly unreadable: readonly UnreadableKey[] }>;
}

/** A change staged in the changelist that `notary` shares (facts 8.4). */
export interface StagedChange {
  /** File name in the changelist folder; changes apply in the order of these names. */
  readonly file: string;
  readonly action: 'create' | 'update' | 'delete';
  /** The role it applies to, or the wildcard `targets/*`. */
  readonly scope: string;
  readonly type: 'target' | 'delegation' | 'witness' | 'role';
  /** Target name, or empty. */
  readonly path: string;
}

export interface Changelist {
  /** Staged changes in the order in which they would apply, and entries that are no change. */
  read(
    gun: Gun,
  ): Promise<{ readonly changes: readonly StagedChange[]; readonly unreadable: readonly string[] }>;
}

/** Repositories that the user added by hand; persists between runs. */
export interface RepositoryBook {
  list(): Promise<readonly Gun[]>;
  /** Resolves false when it was there already. */
  add(gun: Gun): Promise<boolean>;
  /** Resolves false when it was not there. */
  forget(gun: Gun): Promise<boolean>;
}

/** The Notary servers of a run: which one a repository belongs to, and connections to them, made once. */
export interface Remotes {
  /** Rejects with the adapter's error when the configuration gives no usable server for `gun`. */
  remoteFor(gun: Gun): Promise<NotaryRemote>;
  /**
   * The server that was named explicitly (command line, environment, configuration file), for what concerns no
   * repository; null without one.
   */
  configured(): Promise<NotaryRemote | null>;
  close(): Promise<void>;
}
