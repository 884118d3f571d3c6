import type { MetadataDocument } from './metadata.ts';
import { TufError, type TufProblem } from './problem.ts';
import type { RoleName } from './role-name.ts';
import type { SignatureVerdict } from './role-state.ts';
import type { RoleSigners } from './update-chain-signers.ts';
import { verifySignatures } from './verify.ts';

/** Bytes that are to be the file of a role, and where they came from. */
export interface FoundFile {
  readonly bytes: Uint8Array;
  readonly source: 'server' | 'cache';
}

/** What reading the file of one role came to, before anything is said about who delegates to it. */
export type Reading<Document> = VerifiedReading<Document> | FailedReading<Document>;

interface Evidence {
  readonly signatures: readonly SignatureVerdict[];
  readonly validSignatures: number;
  /** Worst first. */
  readonly problems: readonly TufProblem[];
}

/** Signed by who may sign it and not rolled back; at most it has expired. */
export interface VerifiedReading<Document> extends Evidence {
  readonly verified: true;
  readonly document: Document;
  readonly source: FoundFile['source'];
}

export interface FailedReading<Document> extends Evidence {
  readonly verified: false;
  /** The content that failed, to be shown and never acted on; null when there is none. */
  readonly document: Document | null;
  readonly source: FoundFile['source'] | null;
}

export interface ReadOptions<Document> {
  readonly role: RoleName;
  readonly parse: (bytes: Uint8Array) => Document;
  readonly signers: RoleSigners;
  readonly now: Date;
  /** The version that was trusted before `found`, or null when there is none to compare with. */
  readonly trustedVersion: (found: Uint8Array) => number | null;
}

/** A reading without content, because of `problem`. */
export function noReading(problem: TufProblem): FailedReading<never> {
  return {
    verified: false,
    document: null,
    source: null,
    signatures: [],
    validSignatures: 0,
    problems: [problem],
  };
}

/**
 * Checks a file whose hashes and length are right already, in the order of the client workflow of TUF: form and type
 * (wrong role), signatures (arbitrary content), version (rollback), expiry (freeze).
 */
export function readFile<Document extends MetadataDocument<unknown>>(
  { bytes, source }: FoundFile,
  { role, parse, signers, now, trustedVersion }: ReadOptions<Document>,
): Reading<Document> {
  const { value: document, problem: malformed } = attempt(() => parse(bytes));
  if (malformed !== null) {
    return noReading(malformed);
  }
  const { verdicts, valid, problem } = verifySignatures(document, { ...signers, role });
  const broken = problem ?? rollbackOf(document, role, trustedVersion(bytes));
  return {
    verified: broken === null,
    document,
    source,
    signatures: verdicts,
    validSignatures: valid,
    problems: [broken, expiryOf(document, role, now)].filter((found) => found !== null),
  };
}

/** Rollback: a version before one that was trusted already is refused, however well it is signed. */
export function rollbackOf(
  document: MetadataDocument<unknown>,
  role: RoleName,
  trusted: number | null,
): TufProblem | null {
  return trusted !== null && document.version < trusted
    ? { code: 'rollback', role, trusted, found: document.version }
    : null;
}

/** Freeze: a server that goes on serving old but genuine files is found out when these expire. */
export function expiryOf(document: MetadataDocument<unknown>, role: RoleName, now: Date): TufProblem | null {
  return document.expires.getTime() > now.getTime()
    ? null
    : { code: 'role-expired', role, expires: document.expires };
}

type Attempt<Value> =
  | { readonly value: Value; readonly problem: null }
  | { readonly value: null; readonly problem: TufProblem };

/** The result of `check`, or the problem that it threw as a `TufError`; anything else is a defect and flies on. */
export function attempt<Value>(check: () => Value): Attempt<Value> {
  try {
    return { value: check(), problem: null };
  } catch (error) {
    if (error instanceof TufError) {
      return { value: null, problem: error.detail };
    }
    throw error;
  }
}
