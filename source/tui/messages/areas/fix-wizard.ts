import type { PageWords } from './wizards.ts';

/** The wizard that puts a finding right. What is wrong and what is done about it is said by the doctor. */
export interface FixWizardMessages {
  readonly fix: {
    /** Until it is known what can be done. */
    readonly title: string;
    readonly way: PageWords;
    readonly notHere: string;
    readonly handOver: PageWords;
    readonly commands: (count: number) => string;
    readonly lookAgain: string;
    readonly name: PageWords;
    readonly knownSigner: string;
    readonly tighten: PageWords;
    readonly tightenNow: string;
    readonly reset: PageWords;
    readonly resetNow: string;
    /** It was put right since it was shown. */
    readonly gone: string;
    readonly healthyBefore: string;
    readonly nothingToDo: string;
    readonly afterwards: string;
    readonly looking: string;
    readonly notLooked: (why: string) => string;
    readonly healthy: (repository: string) => string;
    readonly keysHealthy: string;
    readonly left: (count: number) => string;
    readonly goOn: (label: string) => string;
    readonly nothingLeftToDo: string;
    /** Beside `f`. */
    readonly next: string;
  };
}
