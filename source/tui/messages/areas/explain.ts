import type { Explanation } from '../../../operations/index.ts';

/** The box that explains messages of docker and notary; the explanations themselves are the doctor's. */
export interface ExplainMessages {
  readonly title: string;
  readonly intro: string;
  readonly searching: string;
  readonly nothing: string;
  /** Which of several explanations is shown. */
  readonly position: (place: number, total: number) => string;
  /** Which lines of it are in view. */
  readonly scrolled: (first: number, last: number, total: number) => string;
  readonly printedBy: Readonly<Record<Explanation['tool'], string>>;
  readonly means: string;
  readonly because: string;
  readonly next: string;
  /** In front of one of several. */
  readonly item: (number: number) => string;
  /** The doctor has found the same in the selected repository. */
  readonly found: (summary: string) => string;
}
