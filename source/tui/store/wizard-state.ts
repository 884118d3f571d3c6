import type {
  ChangePlan,
  ChangeProgress,
  ChangeResult,
  Diagnosed,
  ErrorReport,
  GenerateKeyRequest,
  IncomingKey,
  JournalRun,
  KeyAlgorithmChoice,
  LocalKey,
  PassphraseQuestion,
  RepositoryPlan,
  RetiredKey,
  WrittenFile,
} from '../../operations/index.ts';
import type { Gun, TufKey } from '../../tuf/index.ts';
import type { FindingPlace } from '../presentation/row.ts';
import type { EffectId } from './state.ts';

export const WIZARDS = [
  'generate-key',
  'load-key',
  'initialise',
  'add-signer',
  'remove-signer',
  'rotate-signer',
  'rotate-key',
  'add-delegation',
  'remove-delegation',
  'witness',
  'backup',
  'restore',
  'export-keys',
  'remove-key',
  'resume',
  'fix',
] as const;
export type WizardId = (typeof WIZARDS)[number];

/** What was answered, by page: the one text or choice, or all that is ticked. A page that nobody touched has none. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** Where a public key of a request comes from. */
export type KeySource =
  | { readonly kind: 'new'; readonly algorithm: KeyAlgorithmChoice }
  | { readonly kind: 'file'; readonly path: string }
  /** A certificate that came back for a key on this machine. */
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'known'; readonly key: TufKey };

/** A plan with its failures in words. */
export interface ReviewedPlan {
  readonly plan: ChangePlan;
  readonly failures: ReadonlyMap<Gun, ErrorReport>;
}

export interface Incoming {
  readonly keys: readonly IncomingKey[];
  readonly unreadable: readonly ErrorReport[];
  /** Others can read or write the file. */
  readonly exposed: boolean;
}

/** Work that is carried out with passphrases being asked for on the way. */
export type WizardTask =
  | { readonly kind: 'change'; readonly plan: ChangePlan; readonly removeKeys: readonly string[] }
  | { readonly kind: 'generate'; readonly request: GenerateKeyRequest }
  | { readonly kind: 'backup'; readonly keys: readonly LocalKey[]; readonly path: string }
  | { readonly kind: 'export'; readonly keys: readonly LocalKey[]; readonly path: string }
  | { readonly kind: 'remove-key'; readonly key: LocalKey }
  | { readonly kind: 'tighten-keys'; readonly keys: readonly LocalKey[] }
  | { readonly kind: 'reset-staged'; readonly gun: Gun; readonly files: readonly string[] }
  /** Reads and decrypts, and writes nothing. */
  | {
      readonly kind: 'read-keys';
      readonly path: string;
      readonly role: string | null;
      readonly gun: Gun | null;
    }
  /** Writes what the last `read-keys` has read. */
  | { readonly kind: 'save-keys' };

export interface TaskResult {
  readonly repositories: readonly RepositoryResult[];
  readonly files: readonly WrittenFile[];
  readonly saved: readonly LocalKey[];
  readonly removed: readonly LocalKey[];
  readonly tightened: readonly LocalKey[];
  /** Staged changes that were dropped. */
  readonly dropped: number;
  /** Keys that were to go with a change, and stayed or not. */
  readonly retired: readonly RetiredKey[];
  /** Set by `read-keys`. */
  readonly incoming: Incoming | null;
}

export interface RepositoryResult extends Omit<ChangeResult, 'error'> {
  readonly failure: ErrorReport | null;
}

/** A passphrase that is being asked for. What is typed is not here: `SecretInput` alone has it. */
export interface AskedPassphrase {
  readonly question: PassphraseQuestion;
  /** A new passphrase is asked for twice. */
  readonly repeat: boolean;
  readonly problem: 'wrong' | 'too-short' | 'mismatch' | 'empty' | null;
}

/** Somebody else published in between. */
export interface NewPlan {
  readonly before: RepositoryPlan;
  readonly after: RepositoryPlan;
}

export interface RunningPhase {
  readonly at: 'running';
  readonly id: EffectId;
  readonly task: WizardTask;
  readonly progress: ReadonlyMap<Gun, ChangeProgress>;
  readonly asked: AskedPassphrase | null;
  /** Something has been typed as an answer. */
  readonly typed: boolean;
  /** It was answered and is being tried. */
  readonly trying: boolean;
  readonly newPlan: NewPlan | null;
  readonly accepting: boolean;
  readonly top: number;
  /** Asked to end; what follows is the page that it was started from, unless something was done by then. */
  readonly ending: boolean;
}

/** What a repository goes through before anything of it is written or published. */
export const BEFORE_UNLOCKED: ReadonlySet<ChangeProgress['step']> = new Set([
  'planning',
  'unlocking',
  'failed',
]);

export interface ReviewPhase {
  readonly at: 'review';
  readonly reviewed: ReviewedPlan;
  readonly top: number;
  /** The button for carrying it out has the keys; never at first. */
  readonly accepting: boolean;
  /** Every ID and every tag in full. */
  readonly full: boolean;
}

export type WizardPhase =
  /** The code for wizards is on its way. */
  | { readonly at: 'loading'; readonly id: EffectId }
  | {
      readonly at: 'asking';
      readonly page: string;
      readonly face: PageFace;
      /** The row of a list that the cursor is on, or the first line in view of what is read. */
      readonly index: number;
      /** Enter was pressed although the answer will not do. */
      readonly insisted: boolean;
    }
  | { readonly at: 'preparing'; readonly id: EffectId }
  | { readonly at: 'failed'; readonly failure: ErrorReport; readonly top: number }
  | ReviewPhase
  /** What cannot be had back is agreed to by typing. */
  | { readonly at: 'confirm'; readonly review: ReviewPhase; readonly insisted: boolean }
  | RunningPhase
  | { readonly at: 'preview'; readonly incoming: Incoming; readonly top: number }
  | { readonly at: 'done'; readonly result: TaskResult; readonly task: WizardTask; readonly top: number }
  /** It was looked again whether somebody has put it right. */
  | { readonly at: 'looked'; readonly top: number };

/** What the wizard that puts findings right is about. */
export interface FixState {
  /** null: the keys on this machine. */
  readonly gun: Gun | null;
  /** The finding that it was opened on; null for the worst that something can be done about. */
  readonly wanted: FindingPlace | null;
  /** What is being put right; null until the doctor has said what can be done. */
  readonly current: Diagnosed | null;
  /** What was found afterwards. */
  readonly left:
    | { readonly status: 'unknown' }
    | { readonly status: 'looking'; readonly id: EffectId }
    | { readonly status: 'found'; readonly findings: readonly Diagnosed[] }
    | { readonly status: 'failed'; readonly failure: ErrorReport };
}

export interface WizardState {
  readonly id: WizardId;
  /** The repositories that it is about, as the screen had them when it was opened. */
  readonly guns: readonly Gun[];
  /** What the cursor was on: a signer's name, a role or a key ID. */
  readonly subject: string | null;
  readonly answers: Answers;
  readonly phase: WizardPhase;
  /** Public keys that were made or read, for as long as their sources stay the same. */
  readonly keys: {
    readonly sources: readonly KeySource[];
    readonly keys: readonly TufKey[];
  } | null;
  /** The plan that was looked at last. */
  readonly reviewed: ReviewedPlan | null;
  /** The run that is gone on with; null for a new change. */
  readonly run: JournalRun | null;
  /** null in every other wizard. */
  readonly fix: FixState | null;
}

/** How a page is answered: one of a list, some of a list, a text, or by having read it. */
export type PageFace = 'choose' | 'check' | 'text' | 'read';

/** Where keys go in a wizard; part of the key table's contexts. */
export type WizardContext =
  | 'wizard-choose'
  | 'wizard-check'
  | 'wizard-text'
  | 'wizard-review'
  | 'wizard-secret'
  | 'wizard-busy'
  | 'wizard-page';

export function wizardContext({ phase }: WizardState): WizardContext {
  switch (phase.at) {
    case 'asking':
      return phase.face === 'read' ? 'wizard-page' : `wizard-${phase.face}`;
    case 'confirm':
      return 'wizard-text';
    case 'review':
      return 'wizard-review';
    case 'running':
      return runningContext(phase);
    case 'preview':
    case 'failed':
    case 'done':
    case 'looked':
      return 'wizard-page';
    default:
      return 'wizard-busy';
  }
}

function runningContext({ asked, newPlan, trying }: RunningPhase): WizardContext {
  if (newPlan !== null) {
    return 'wizard-review';
  }
  return asked !== null && !trying ? 'wizard-secret' : 'wizard-busy';
}
