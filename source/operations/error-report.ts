/** An error as people read it: what happened, why, and what to try next; with its code for programs. */
export interface ErrorReport {
  readonly code: string;
  readonly message: string;
  readonly why: string;
  readonly next: string;
}
