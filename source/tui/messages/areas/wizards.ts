import type {
  ChangeProgress,
  GenerateKeyRequest,
  RetiredKey,
  WrittenFile,
} from '../../../operations/index.ts';
import type { AskedPassphrase } from '../../store/wizard-state.ts';
import type { FixWizardMessages } from './fix-wizard.ts';
import type { KeyWizardMessages } from './key-wizards.ts';
import type { ReviewMessages } from './review.ts';
import type { TrustWizardMessages } from './trust-wizards.ts';

/** A step in a wizard's heading. */
export type StageId =
  | 'afterwards'
  | 'algorithm'
  | 'certificate'
  | 'check'
  | 'file'
  | 'hand-over'
  | 'key'
  | 'keys'
  | 'name'
  | 'new-key'
  | 'old-keys'
  | 'paths'
  | 'repository'
  | 'review'
  | 'role'
  | 'root-key'
  | 'run'
  | 'signer'
  | 'tags'
  | 'passphrases'
  | 'publish'
  | 'way'
  | 'what'
  | 'write';

export interface PageWords {
  readonly question: string;
  /** What one has to know to answer. */
  readonly hint?: string;
  /** Of a text: how an answer may look. */
  readonly example?: string;
}

/** Why a text will not do. */
export interface AnswerProblems {
  readonly empty: string;
  readonly signerName: string;
  readonly reserved: (name: string) => string;
  readonly roleName: string;
  readonly noParent: (parent: string) => string;
  readonly days: string;
  readonly repository: string;
  readonly atLeastOne: string;
  readonly shortId: (shortId: string) => string;
}

export type AlgorithmId = GenerateKeyRequest['algorithm'];

/** What wizards say, whichever it is. Loaded with their code. */
export interface WizardFrameMessages {
  readonly stages: Readonly<Record<StageId, string>>;
  /** `step 3 of 5 · review`. */
  readonly step: (step: number, total: number, stage: string) => string;
  /** What a wizard is about, when that is not one repository. */
  readonly repositories: (count: number) => string;
  readonly nothingToChoose: string;
  readonly nothingToTick: string;
  readonly example: (text: string) => string;
  readonly problems: AnswerProblems;
  readonly hints: Readonly<Record<'back' | 'next' | 'toggle', string>>;
  readonly buttons: Readonly<
    Record<'cancel' | 'publish' | 'goOn' | 'close' | 'stop' | 'add' | 'done', string>
  >;
  readonly working: Readonly<Record<'loading' | 'preparing' | 'stopping' | 'trying', string>>;
  readonly algorithms: Readonly<Record<AlgorithmId, { readonly label: string; readonly note: string }>>;
  readonly keySources: {
    readonly fresh: (algorithm: string) => string;
    readonly file: string;
    readonly fileNote: string;
    readonly certificate: string;
    readonly certificateNote: string;
    readonly knownFrom: (repository: string) => string;
    /** The second half of a rotation. */
    readonly inAlready: string;
    readonly filePage: PageWords;
    readonly certificatePage: PageWords;
  };
  readonly passphrase: {
    /** A key of a file, counted from 1; null where it is the only one. */
    readonly keyInFile: (number: number | null) => string;
    readonly unlock: (key: string) => string;
    readonly create: (key: string) => string;
    readonly repeat: (key: string) => string;
    readonly labels: Readonly<Record<'role' | 'file' | 'repository' | 'why' | 'keyId', string>>;
    readonly why: {
      readonly sign: (roles: string, repositories: string) => string;
      readonly 'new-key': string;
      readonly load: string;
      readonly change: string;
      readonly export: string;
      readonly backup: string;
      readonly restore: string;
    };
    readonly field: string;
    readonly nothingTyped: string;
    readonly typed: string;
    readonly problems: Readonly<Record<NonNullable<AskedPassphrase['problem']>, string>>;
    readonly attempt: (attempt: number, of: number) => string;
    readonly sandbox: (passphrase: string) => string;
    readonly secrecy: string;
  };
  readonly confirm: {
    readonly intro: string;
    readonly typeName: (name: string) => string;
    readonly typeCount: (count: number) => string;
    readonly wrong: (expected: string) => string;
  };
  readonly progress: {
    readonly steps: Readonly<Record<ChangeProgress['step'], string>>;
    readonly waiting: string;
    readonly count: (done: number, total: number) => string;
    readonly working: string;
    readonly safe: string;
  };
  readonly result: {
    readonly verified: string;
    readonly unverified: string;
    readonly nothingToDo: string;
    readonly needsOthers: string;
    readonly failed: string;
    readonly files: Readonly<Record<WrittenFile['kind'], string>>;
    readonly keySaved: (key: string) => string;
    readonly keyRemoved: (key: string) => string;
    readonly keyTightened: (key: string) => string;
    readonly dropped: (count: number) => string;
    readonly keyKept: (key: string, why: NonNullable<RetiredKey['kept']>) => string;
    readonly summary: (published: number, total: number) => string;
    readonly alsoFor: string;
  };
  readonly incoming: {
    readonly title: (count: number) => string;
    readonly actions: Readonly<Record<'add' | 'same' | 'conflict', string>>;
    readonly unreadable: string;
    readonly nothing: string;
    readonly exposed: string;
    readonly format: (format: string) => string;
  };
  readonly command: string;
  readonly retry: string;
}

export interface WizardMessages
  extends WizardFrameMessages,
    TrustWizardMessages,
    KeyWizardMessages,
    FixWizardMessages {
  readonly review: ReviewMessages;
}
