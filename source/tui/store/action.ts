import type {
  ActivityEntry,
  AppServices,
  Diagnosed,
  Diagnosis,
  ErrorReport,
  Explanation,
  JournalRun,
  KnownRepository,
  RepositoryReport,
} from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { CommandId } from '../keymap/commands.ts';
import type { EffectId, FieldState, KeyList, TabId } from './state.ts';
import type { WizardEvent } from './wizard-event.ts';
import type { WizardKit } from './wizard-kit.ts';

/** Everything that can happen to the app. Answers carry the id of the effect that asked. */
export type Action =
  | { readonly type: 'started' }
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly type: 'ticked'; readonly now: Date }
  | { readonly type: 'command'; readonly command: CommandId }
  /** The text field that has the keys, after a key or a paste. */
  | { readonly type: 'edited'; readonly field: FieldState }
  /** What is known at once; the whole list follows under the same id. */
  | {
      readonly type: 'repositories-known';
      readonly id: EffectId;
      readonly items: readonly KnownRepository[];
    }
  | {
      readonly type: 'repositories-listed';
      readonly id: EffectId;
      readonly items: readonly KnownRepository[];
    }
  | { readonly type: 'repositories-failed'; readonly id: EffectId; readonly failure: ErrorReport }
  | {
      readonly type: 'repository-opened';
      readonly id: EffectId;
      readonly gun: Gun;
      readonly report: RepositoryReport;
    }
  | {
      readonly type: 'repository-failed';
      readonly id: EffectId;
      readonly gun: Gun;
      readonly failure: ErrorReport;
    }
  | {
      readonly type: 'repository-diagnosed';
      readonly id: EffectId;
      readonly gun: Gun;
      readonly diagnosis: Diagnosis;
    }
  | {
      readonly type: 'diagnosis-failed';
      readonly id: EffectId;
      readonly gun: Gun;
      readonly failure: ErrorReport;
    }
  | { readonly type: 'keys-diagnosed'; readonly id: EffectId; readonly findings: readonly Diagnosed[] }
  | { readonly type: 'keys-not-diagnosed'; readonly id: EffectId; readonly failure: ErrorReport }
  | ({ readonly type: 'keys-listed'; readonly id: EffectId } & KeyList)
  | { readonly type: 'keys-failed'; readonly id: EffectId; readonly failure: ErrorReport }
  | { readonly type: 'repository-added'; readonly id: EffectId; readonly gun: Gun }
  | { readonly type: 'repository-forgotten'; readonly gun: Gun }
  | { readonly type: 'services-changed'; readonly id: EffectId; readonly services: AppServices }
  | { readonly type: 'explained'; readonly id: EffectId; readonly results: readonly Explanation[] }
  /** Something asked for by hand failed: adding, forgetting, opening other services. */
  | { readonly type: 'request-failed'; readonly id: EffectId; readonly failure: ErrorReport }
  | { readonly type: 'copied'; readonly what: string }
  /** The terminal cannot do what was asked of it. */
  | { readonly type: 'refused'; readonly reason: 'cannotSuspend' | 'tooLongToCopy' }
  | { readonly type: 'unfinished-listed'; readonly runs: readonly JournalRun[] }
  | { readonly type: 'wizards-loaded'; readonly id: EffectId; readonly kit: WizardKit }
  | { readonly type: 'wizard'; readonly id: EffectId; readonly event: WizardEvent }
  /** Whether there is something in the hidden field; never what. */
  | { readonly type: 'secret-typed'; readonly typed: boolean }
  | { readonly type: 'activity'; readonly entry: ActivityEntry }
  | { readonly type: 'toast-expired'; readonly id: number };

export type PaletteItem =
  | { readonly kind: 'tab'; readonly tab: TabId }
  | { readonly kind: 'command'; readonly command: CommandId }
  | { readonly kind: 'repository'; readonly gun: Gun };
