import type { Sha256Hex } from '../../base/index.ts';
import type { Gun, KeyId, RoleName, TufKey } from '../../tuf/index.ts';
import type { ChangeRequest } from './change-request.ts';

/** How far one repository of a run has come. `publishing` is written before the request is sent. */
export type JournalStatus =
  | 'planned'
  | 'publishing'
  | 'verified'
  | 'nothing-to-do'
  | 'failed'
  | 'needs-others';

export interface JournalEntry {
  readonly gun: Gun;
  readonly status: JournalStatus;
  /** Code of the error, with `failed`. */
  readonly error: string | null;
  /** What was about to be published last: whether the server has it tells, later on, whether that was done. */
  readonly sent: readonly JournalFile[];
}

export interface JournalFile {
  readonly role: RoleName;
  readonly version: number;
  readonly sha256: Sha256Hex;
}

/** A key that was made for a run; its encrypted file does not tell the public half. */
export interface JournalKey {
  /** Canonical ID. */
  readonly keyId: KeyId;
  /** The repository that it was made for; null for one that serves several. */
  readonly gun: Gun | null;
  readonly role: string;
  /** The plain public key. */
  readonly key: TufKey;
  readonly algorithm: string;
}

/** A change over one or more repositories as it was started; kept until every repository is done. */
export interface JournalRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly request: ChangeRequest;
  /** Keys that were made and saved for it, so that going on uses them and makes no others. */
  readonly newKeys: readonly JournalKey[];
  readonly repositories: readonly JournalEntry[];
}

/** The journal of a trust directory. Holds no secret. */
export interface ChangeJournal {
  /** Unfinished runs, newest first; unreadable ones are passed over and named. */
  unfinished(): Promise<{ readonly runs: readonly JournalRun[]; readonly unreadable: readonly string[] }>;
  /** Writes a run atomically and durably; replaces one of the same ID. */
  write(run: JournalRun): Promise<void>;
  /** A finished run is forgotten. */
  remove(id: string): Promise<void>;
}
