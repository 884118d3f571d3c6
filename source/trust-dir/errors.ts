import { AppError } from '../base/index.ts';
import type { KeyId } from '../tuf/index.ts';

/** What stands in the way of using a trust directory, by code. Paths are absolute. */
export interface TrustDirProblems {
  /** Something else stands where a folder has to be. */
  'not-a-directory': { readonly path: string };
  /** A folder, device or pipe stands where a file has to be. */
  'not-a-file': { readonly path: string };
  /** A name inside the trust directory points somewhere else; it is never followed. */
  'symbolic-link': { readonly path: string };
  /** `systemCode` as the operating system names it, such as `EACCES`. */
  unreadable: { readonly path: string; readonly systemCode: string };
  unwritable: { readonly path: string; readonly systemCode: string };
  'file-too-large': { readonly path: string; readonly limit: number };
  'too-many-entries': { readonly path: string; readonly limit: number };
  /** The folder of this GUN would lie among the role files of another one. */
  'ambiguous-name': { readonly gun: string };
  /** A file that only trustdeck writes is not in its format, or in that of a later version. */
  'record-unreadable': { readonly path: string };
  'key-not-found': { readonly path: string };
  'key-wrong-passphrase': KeyInFile;
  /** No private key, or one in a form that is not read; `found` says of which, as far as that can be told. */
  'key-format-unreadable': KeyInFile & { readonly found: string | null };
  /** `reason` is a sentence; `found` is the key that is there instead of the one that the file is named for. */
  'key-damaged': KeyInFile & { readonly reason: string; readonly found: KeyId | null };
  /** A file of the same key is there for another role, or is no key; `role` is null then. */
  'key-exists': { readonly path: string; readonly keyId: KeyId; readonly role: string | null };
  /** Another trustdeck kept writing for longer than we wait. */
  locked: { readonly path: string; readonly processId: number | null; readonly host: string | null };
}

/** Where a private key was read from. */
interface KeyInFile {
  /** As a person named it, for a file from elsewhere; null for a text of no file. */
  readonly path: string | null;
  /** Which of several keys in that file, from 1. */
  readonly number?: number | null;
}

export type TrustDirProblemCode = keyof TrustDirProblems;

export class TrustDirError<Code extends TrustDirProblemCode = TrustDirProblemCode> extends AppError<
  Code,
  TrustDirProblems[Code]
> {
  constructor(code: Code, detail: TrustDirProblems[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'TrustDirError';
  }
}

/** The operating system's code of a failed file operation, or null when `error` is not one. */
export function systemCodeOf(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}

/** Translates a failure to read `path`; anything that is no file failure is a defect and comes back unchanged. */
export function readFailure(error: unknown, path: string): unknown {
  const systemCode = systemCodeOf(error);
  switch (systemCode) {
    case null:
      return error;
    case 'ENOTDIR':
      return new TrustDirError('not-a-directory', { path }, { cause: error });
    case 'ELOOP':
      return new TrustDirError('symbolic-link', { path }, { cause: error });
    default:
      return new TrustDirError('unreadable', { path, systemCode }, { cause: error });
  }
}

/** Translates a failure to write `path`, likewise. */
export function writeFailure(error: unknown, path: string): unknown {
  const systemCode = systemCodeOf(error);
  return systemCode === null
    ? error
    : new TrustDirError('unwritable', { path, systemCode }, { cause: error });
}
