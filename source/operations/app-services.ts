import type { Gun } from '../tuf/index.ts';
import type { ChangeRequest } from './changes/change-request.ts';
import type { ExecuteOptions } from './changes/execute.ts';
import type { JournalRun } from './changes/journal-port.ts';
import type { KeyWork } from './changes/key-work.ts';
import type { ChangePlan, ChangeResult } from './changes/plan.ts';
import type { ConnectionState } from './connections.ts';
import type { Diagnosis } from './diagnose.ts';
import type { ErrorReport } from './error-report.ts';
import type { Diagnosed, Explanation } from './findings.ts';
import type { ServerChoice, UnreadableKey } from './ports.ts';
import type { KeyInventoryEntry, RepositoryReport } from './report.ts';

/** Where a repository in the list is known from. */
export type RepositoryOrigin = 'trust-directory' | 'added' | 'changefeed';

export interface KnownRepository {
  readonly gun: Gun;
  readonly origins: readonly RepositoryOrigin[];
}

/** What the app's header says about the connection. */
export interface SessionInfo {
  /** The configured one; null where each repository is asked for at its own registry's host. */
  readonly server: ServerChoice | null;
  /** By origin, as whom a login was last sent on behalf of that server; untrusted text. Nobody in it is anonymous so far. */
  readonly users: ReadonlyMap<string, string>;
  /** By origin, from what the requests of this session came to; a server that is not in it has not been asked yet. */
  readonly connections: ReadonlyMap<string, ConnectionState>;
  readonly trustDirectory: string;
  readonly demo: boolean;
  /** What unlocks every key of the sandbox, to be shown there; null outside of it. */
  readonly demoPassphrase: string | null;
}

/** One line of the activity log; never holds a secret. */
export interface ActivityEntry {
  readonly id: number;
  readonly at: Date;
  readonly kind: 'request' | 'operation';
  /** Such as `GET /v2/…/timestamp.json` or `open repository`. */
  readonly text: string;
  readonly outcome: 'running' | 'ok' | 'failed' | 'cancelled';
  /** Such as `200, 497 bytes` or an error's message. */
  readonly result: string | null;
  readonly milliseconds: number | null;
}

/**
 * Everything the app can ask for; the composition root implements it over the operations. Rejections are always
 * `ServiceFailure`, worded already.
 */
export interface AppServices {
  session(): SessionInfo;
  /** The part of the repositories' list that this machine knows by itself, at once. */
  localRepositories(): Promise<readonly KnownRepository[]>;
  /** The whole list, with what the changefeed names when a server is configured and answers soon. */
  repositories(signal: AbortSignal): Promise<readonly KnownRepository[]>;
  /** Updates, verifies and reports one repository; answers from this session's memory unless `refresh`. */
  openRepository(
    gun: Gun,
    options: { readonly refresh: boolean; readonly signal: AbortSignal },
  ): Promise<RepositoryReport>;
  /**
   * What is wrong with a repository and what can be done about each; one that cannot be opened has findings that say why.
   * Answers from this session's memory unless `refresh`.
   */
  diagnose(
    gun: Gun,
    options: { readonly refresh: boolean; readonly signal: AbortSignal },
  ): Promise<Diagnosis>;
  /** What is wrong with the keys on this machine, as far as the repositories opened so far tell. */
  diagnoseMachine(signal: AbortSignal): Promise<readonly Diagnosed[]>;
  /** What a pasted line of docker or notary means, the best match first; empty when nothing is known. */
  explain(message: string): Promise<readonly Explanation[]>;
  /** Keys on this machine; owner and use are filled in from the repositories opened so far. */
  keys(signal: AbortSignal): Promise<{
    readonly keys: readonly KeyInventoryEntry[];
    readonly unreadable: readonly UnreadableKey[];
  }>;
  /** Plans a change in each repository; nothing is asked for and nothing changed. Failures are in the plan. */
  planChange(request: ChangeRequest, guns: readonly Gun[], signal: AbortSignal): Promise<ChangePlan>;
  /** Carries out what was planned; resolves when every repository is through, whatever became of it. */
  executeChange(plan: ChangePlan, options: ExecuteOptions): Promise<readonly ChangeResult[]>;
  /** Changes that were started and not finished, newest first. */
  unfinishedChanges(): Promise<readonly JournalRun[]>;
  /** Goes on with one: its request planned again for the repositories that are not done. */
  planResumed(run: JournalRun, signal: AbortSignal): Promise<ChangePlan>;
  forgetUnfinished(run: JournalRun): Promise<void>;
  /**
   * Drops staged changes of a repository, by their files; nothing of them was published. What was staged since they were
   * looked at stays. Resolves with how many.
   */
  resetStaged(gun: Gun, files: readonly string[]): Promise<number>;
  /** Everything about private keys on this machine. */
  readonly keyWork: KeyWork;
  addRepository(gun: string): Promise<Gun>;
  forgetRepository(gun: Gun): Promise<void>;
  /** The log so far, newest last, and a subscription to what comes; the returned function ends it. */
  activity(): readonly ActivityEntry[];
  onActivity(listener: (entry: ActivityEntry) => void): () => void;
  /** Starts the embedded sandbox and returns services on top of it, for the welcome page. */
  openSandbox(): Promise<AppServices>;
  close(): Promise<void>;
}

/** Thrown by `AppServices`: an error that has been worded for people. */
export class ServiceFailure extends Error {
  readonly report: ErrorReport;

  constructor(report: ErrorReport, options?: { readonly cause?: unknown }) {
    super(report.message, options);
    this.name = 'ServiceFailure';
    this.report = report;
  }
}
