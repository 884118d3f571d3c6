import type {
  AcceptedFile,
  Edit,
  FileReply,
  FileRequest,
  Gun,
  KeyId,
  RoleName,
  SignedFile,
  TufKey,
} from '../tuf/index.ts';

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
  /**
   * Publishes all files in one request (facts 6.1), sent once and never repeated by itself. Rejects with
   * `version-conflict` when the server has a newer version of one of them, `update-rejected` when it finds them invalid,
   * and `publish-uncertain` when no answer came, so that they may be published or not.
   */
  publish(gun: Gun, files: readonly SignedFile[], signal: AbortSignal): Promise<void>;
  /** The public key that the server keeps for a role; makes one when there is none (facts 6.2). */
  serverKey(gun: Gun, role: 'snapshot' | 'timestamp', signal: AbortSignal): Promise<TufKey>;
  /** Asks the server for another key for a role; it counts once a root names it. */
  rotateServerKey(gun: Gun, role: 'snapshot' | 'timestamp', signal: AbortSignal): Promise<TufKey>;
  /** Deletes everything the server has of a repository; no error when there is nothing. */
  deleteRepository(gun: Gun, signal: AbortSignal): Promise<void>;
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
  /** Removes each of these files, each atomically, unless another one has taken its place. */
  drop(gun: Gun, files: readonly AcceptedFile[]): Promise<void>;
  /** GUNs with a folder in the trust directory, sorted. */
  repositories(): Promise<readonly Gun[]>;
  /** Removes metadata and staged changes of a repository, and nothing of repositories nested below it. */
  remove(gun: Gun): Promise<void>;
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
  /** What it does to the repository; null where this version of trustdeck cannot tell, so that it cannot be published. */
  readonly edits: readonly Edit[] | null;
}

export interface Changelist {
  /** Staged changes in the order in which they would apply, and entries that are no change. */
  read(
    gun: Gun,
  ): Promise<{ readonly changes: readonly StagedChange[]; readonly unreadable: readonly string[] }>;
  /** Removes these files; those that have gone already are no error. */
  remove(gun: Gun, files: readonly string[]): Promise<void>;
}

/** Files that a person names: keys to load, certificates, backups. Paths as typed, relative to the working folder. */
export interface UserFiles {
  /** Rejects with `file-not-found`, `file-unreadable` or `file-too-large`. */
  readText(path: string): Promise<string>;
  /** Others can read or write it; false where modes do not tell. */
  isExposed(path: string): Promise<boolean>;
  /** Rejects with `file-exists` or `file-unwritable` when a file of that name could not be made, as far as can be told. */
  checkNew(path: string): Promise<void>;
  /** Writes a file that must not exist, durably, under another name beside its own. Rejects as `checkNew`. */
  prepareNew(path: string, text: string, options: { readonly mode: number }): Promise<PreparedFile>;
  /**
   * Makes a file that must not exist, durably and at once: no moment shows half of it. Rejects as `checkNew`. Returns its
   * path, absolute.
   */
  writeNew(path: string, text: string, options: { readonly mode: number }): Promise<string>;
}

/** A file that lacks nothing but its name. */
export interface PreparedFile {
  /** Where it will be, absolute. */
  readonly path: string;
  /** Gives it its name. Rejects with `file-exists` when a file of that name has come in between. */
  keep(): Promise<void>;
  /** Removes it, unless it was kept. */
  discard(): Promise<void>;
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
