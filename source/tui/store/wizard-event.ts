import type {
  ChangeProgress,
  ChangeRequest,
  Diagnosed,
  ErrorReport,
  JournalRun,
} from '../../operations/index.ts';
import type { Gun, TufKey } from '../../tuf/index.ts';
import type {
  AskedPassphrase,
  KeySource,
  NewPlan,
  ReviewedPlan,
  TaskResult,
  WizardTask,
} from './wizard-state.ts';

/** What a wizard wants done outside of the reducer. */
export type WizardWork =
  | { readonly kind: 'keys'; readonly sources: readonly KeySource[] }
  | { readonly kind: 'plan'; readonly request: ChangeRequest; readonly guns: readonly Gun[] }
  | { readonly kind: 'resume'; readonly run: JournalRun }
  | { readonly kind: 'forget'; readonly run: JournalRun }
  | { readonly kind: 'task'; readonly task: WizardTask }
  /** What is wrong now, with a repository or (null) with the keys on this machine, and what can be done about it. */
  | { readonly kind: 'diagnose'; readonly gun: Gun | null }
  /** Answers the passphrase asked for last with what is in the hidden field. */
  | { readonly kind: 'give-passphrase' }
  | { readonly kind: 'accept-new-plan'; readonly accepted: boolean }
  /** Ends the task under this id before it changes anything more; its result still comes. */
  | { readonly kind: 'abort' };

/** What comes of it. */
export type WizardEvent =
  | { readonly kind: 'keys'; readonly keys: readonly TufKey[] }
  | { readonly kind: 'planned'; readonly reviewed: ReviewedPlan }
  | { readonly kind: 'diagnosed'; readonly findings: readonly Diagnosed[] }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'progress'; readonly progress: ChangeProgress }
  | { readonly kind: 'asked'; readonly asked: AskedPassphrase }
  | { readonly kind: 'new-plan'; readonly newPlan: NewPlan }
  | { readonly kind: 'result'; readonly result: TaskResult }
  | { readonly kind: 'failed'; readonly failure: ErrorReport };
