import type { Clock } from '../base/index.ts';
import type {
  Changelist,
  KeyStore,
  MetadataCache,
  Remotes,
  RepositoryBook,
  Session,
} from '../operations/index.ts';
import type { RepositoryReference } from './reference.ts';

/** The terminal, or what stands in for it. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Options that every command takes. */
export interface GlobalOptions {
  readonly trustDir?: string;
  readonly server?: string;
  readonly tlscacert?: string;
  readonly tlscert?: string;
  readonly tlskey?: string;
  /** notary's configuration file, with its server, trust directory and pins. */
  readonly config?: string;
  readonly color: boolean;
  readonly debug: boolean;
}

/** The world that the read commands work on, opened according to the global options. */
export interface Workspace {
  readonly session: Session;
  readonly remotes: Remotes;
  readonly cache: MetadataCache;
  readonly keys: KeyStore;
  readonly changelist: Changelist;
  readonly clock: Clock;
  /** Repositories added by hand; opened only by the commands that need it. */
  book(): Promise<RepositoryBook>;
  /** Reads what was typed as `REPO[:TAG]`; throws the adapter's error when it is no such thing. */
  parseReference(text: string): RepositoryReference;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** null for any free port. */
  readonly port: number | null;
  /** Where it keeps its data; null for memory only. */
  readonly dir: string | null;
  readonly tls: boolean;
}

export interface RunningSandbox {
  readonly url: string;
  /** File with the CA certificate to trust; null without TLS. */
  readonly caFile: string | null;
  close(): Promise<void>;
}

/** What the command line needs from the composition root. */
export interface CliPorts {
  readonly io: CliIo;
  readonly version: string;
  /** Whether both input and output are a terminal. */
  readonly hasTerminal: boolean;
  openWorkspace(options: GlobalOptions): Promise<Workspace>;
  startSandbox(options: SandboxOptions): Promise<RunningSandbox>;
  /** Opens the full-screen app and resolves with the exit code when it is closed. */
  openApp(options: GlobalOptions & { readonly demo: boolean }): Promise<number>;
}
