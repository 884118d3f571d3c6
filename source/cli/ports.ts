import type { Clock } from '../base/index.ts';
import type {
  AppServices,
  BackupRecord,
  Changelist,
  KeyStore,
  KeyVault,
  MetadataCache,
  Remotes,
  RepositoryBook,
  ServerChoice,
  Session,
  UserFiles,
} from '../operations/index.ts';
import type { Paper } from './page.ts';
import type { RepositoryReference } from './reference.ts';

/** The terminal, or what stands in for it. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** The columns of a terminal on stderr where a line can be written over; null where lines can only be added. */
  readonly columns: () => number | null;
  /** What stdout can show: the columns of a terminal, null where it is none, and whether that may be coloured. */
  readonly paper: () => Paper;
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

/** What changes need besides: plans, their execution, private keys, and files that are named on the command line. */
export interface Changes
  extends Pick<
    AppServices,
    'planChange' | 'executeChange' | 'unfinishedChanges' | 'planResumed' | 'forgetUnfinished' | 'keyWork'
  > {
  readonly vault: KeyVault;
  readonly files: Pick<UserFiles, 'readText' | 'isExposed'>;
}

/** The world that the commands work on, opened according to the global options. */
export interface Workspace {
  readonly session: Session;
  readonly remotes: Remotes;
  readonly cache: MetadataCache;
  readonly keys: KeyStore;
  readonly changelist: Changelist;
  readonly backups: Pick<BackupRecord, 'backedUp'>;
  readonly clock: Clock;
  /** As `ExaminationPorts.clockAhead`. */
  readonly clockAhead: (server: ServerChoice) => number | null;
  /** Loaded only by the commands that change something. */
  changes(): Promise<Changes>;
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

/** Whoever answers questions while a command runs: a person at a terminal, or the lines of a pipe. */
export interface Dialog {
  /** `none` when input is neither, so that nothing may be read. */
  readonly partner: 'terminal' | 'pipe' | 'none';
  /** Whether questions are on another screen than stderr, which then nobody at the terminal has read. */
  readonly apart: boolean;
  /** Says something that belongs to the questions, where they are. */
  say(text: string): void;
  /** A line as it is typed, echoed by the terminal; null at the end of input. Rejects with the signal's reason. */
  readLine(prompt: string, signal: AbortSignal): Promise<string | null>;
  /** A line that is not echoed. */
  readSecret(prompt: string, signal: AbortSignal): Promise<string | null>;
}

/** What the command line needs from the composition root. */
export interface CliPorts {
  readonly io: CliIo;
  readonly version: string;
  /** Whether both input and output are a terminal. */
  readonly hasTerminal: boolean;
  /** Opened when there is something to ask. */
  dialog(): Promise<Dialog>;
  /** The value of an environment variable. */
  variable(name: string): string | undefined;
  openWorkspace(options: GlobalOptions): Promise<Workspace>;
  startSandbox(options: SandboxOptions): Promise<RunningSandbox>;
  /** Opens the full-screen app and resolves with the exit code when it is closed. */
  openApp(options: GlobalOptions & { readonly demo: boolean }): Promise<number>;
}
