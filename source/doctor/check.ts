import type {
  Examination,
  Finding,
  FindingCode,
  FindingLevel,
  FixAction,
  MachineExamination,
} from '../operations/index.ts';

/** What the table of checks says of a finding in general: for people who read about it before they meet it. */
export interface CheckWords {
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  readonly pulls: string | null;
  readonly signs: string | null;
  /** What the fix does, in one sentence. */
  readonly remedy: string;
}

interface CheckBase {
  readonly code: FindingCode;
  /** The worst level that it is reported with. */
  readonly level: FindingLevel;
  readonly words: CheckWords;
}

/** One check of one repository. */
export interface Check extends CheckBase {
  /** Empty when nothing is wrong, and when it cannot be told or another check tells it. */
  readonly find: (examination: Examination) => readonly Finding[];
  /** What can be done about a finding of this check; null where nothing can but waiting. */
  readonly remedy: (finding: Finding, examination: Examination) => Remedy | null;
}

/** One check of this machine. */
export interface MachineCheck extends CheckBase {
  readonly find: (examination: MachineExamination) => readonly Finding[];
  readonly remedy: (finding: Finding, examination: MachineExamination) => Remedy | null;
}

/** A fix before it is known which of its ways can be gone here. */
export interface Remedy {
  /** As `Fix.label`. */
  readonly label: string;
  /** At least one, the preferred one first. */
  readonly ways: readonly RemedyWay[];
  /** As `Fix.judgement`. */
  readonly judgement: string | null;
}

export interface RemedyWay {
  readonly id: string;
  readonly label: string;
  readonly action: FixAction;
  /** Command lines besides those that a change of a repository has by itself. */
  readonly commands?: readonly { readonly tool: 'trustdeck' | 'notary' | 'docker'; readonly line: string }[];
  readonly steps?: readonly string[];
  /**
   * It gives something up, or lets somebody sign in another's name: it comes after all other ways, also after those that
   * only others can go, so that nobody goes it by merely agreeing.
   */
  readonly isLastResort?: boolean;
}
