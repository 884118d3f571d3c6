/** What stands around findings: what is wrong and what can be done about it is said by the doctor itself. */
export interface DoctorMessages {
  readonly labels: Readonly<Record<'pulls' | 'signs' | 'evidence' | 'fix' | 'decide', string>>;
  /** Beside a way to put it right that can be gone on this machine. */
  readonly here: string;
  readonly who: (keys: string) => string;
  /** In front of what is done by hand, in order. */
  readonly step: (number: number) => string;
  /** Nothing can be done about a finding. */
  readonly waiting: string;
  readonly looking: string;
  readonly notLooked: (why: string) => string;
  /** What `f` does where a way can be gone here, and where none can. */
  readonly fixHint: string;
  readonly handOverHint: string;
  readonly healthy: string;
  /** Nothing was found in what is known, and the doctor could not look any further. */
  readonly notExamined: (why: string) => string;
  readonly examining: (repository: string) => string;
  /** Below what kept a repository from being opened. */
  readonly whyNotOpened: string;
  readonly checkup: CheckupMessages;
}

/** The Doctor over all repositories. */
export interface CheckupMessages {
  readonly title: string;
  readonly examining: (done: number, total: number) => string;
  readonly stopped: (done: number, total: number) => string;
  readonly finished: (total: number) => string;
  readonly fine: (count: number) => string;
  readonly notYet: (count: number) => string;
  readonly machine: string;
  readonly machineFine: string;
  /** As long as repositories are not examined: what a key is for is known from them. */
  readonly machineFineSoFar: string;
  readonly machineLooking: string;
  readonly machineFailed: (why: string) => string;
}
