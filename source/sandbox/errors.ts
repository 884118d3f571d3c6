import { AppError } from '../base/index.ts';

/** Why a sandbox cannot start, by code. */
export interface SandboxProblems {
  /** The folder cannot be made, read or written; `reason` is the system's code, such as `EACCES`. */
  'folder-unusable': { readonly path: string; readonly reason: string };
  /** A file in the folder is not what an earlier sandbox wrote there. */
  'folder-damaged': { readonly path: string; readonly reason: string };
  /** The port is taken or may not be used; `reason` is the system's code, such as `EADDRINUSE`. */
  'port-unavailable': { readonly port: number; readonly reason: string };
}

export type SandboxProblemCode = keyof SandboxProblems;

export type SandboxProblem = {
  readonly [Code in SandboxProblemCode]: { readonly code: Code } & SandboxProblems[Code];
}[SandboxProblemCode];

export class SandboxError extends AppError<SandboxProblemCode, SandboxProblem> {
  constructor(problem: SandboxProblem, options?: { readonly cause?: unknown }) {
    super(problem.code, problem, options);
    this.name = 'SandboxError';
  }
}

/** The system's name for why a call failed, such as `EACCES`. */
export function systemReason(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
