import type {
  ActivityEntry,
  AppServices,
  Diagnosed,
  Diagnosis,
  ErrorReport,
  Explanation,
  JournalRun,
  KeyInventoryEntry,
  KnownRepository,
  RepositoryReport,
  SessionInfo,
  UnreadableKey,
} from '../../operations/index.ts';
import type { Gun, RoleName } from '../../tuf/index.ts';
import type { Messages } from '../messages/messages.ts';
import type { Subject } from '../overlays/about/about.ts';
import type { WizardKit } from './wizard-kit.ts';
import type { WizardState } from './wizard-state.ts';

export const PANELS = ['repositories', 'signers', 'keys'] as const;
export type PanelId = (typeof PANELS)[number];

export const TABS = ['overview', 'delegations', 'tags', 'roles', 'metadata', 'doctor', 'activity'] as const;
export type TabId = (typeof TABS)[number];

/** Where keys go while no overlay is open; `checkup`, the Doctor over everything, fills the screen. */
export type Focus = PanelId | 'detail' | 'checkup';

/** Everything with rows of its own: a place in it, a filter, marks. */
export type ListId = PanelId | TabId | 'checkup';

/** Names one running effect; an answer that carries another name than the one waited for is stale. */
export type EffectId = number;

export interface ListState {
  /** The row the cursor is on, by key, so that nothing jumps when rows come and go; null is the first row. */
  readonly selected: string | null;
  /** Where that row was last seen; the cursor stays there when the row is gone. */
  readonly index: number;
  /** Index of the first visible row. */
  readonly top: number;
  /** Scrolled away from the cursor, to read on where there is nothing to select. */
  readonly detached: boolean;
  readonly filter: string;
  readonly marks: ReadonlySet<string>;
}

/** What is known of one repository's trust data. A report stays while it is fetched anew. */
export interface RepositoryLoad {
  readonly report: RepositoryReport | null;
  readonly failure: ErrorReport | null;
  readonly running: EffectId | null;
  /** Asked for again since the last answer, past the session's memory. */
  readonly refresh: boolean;
}

/** What a diagnosis was made from: with other trust data, another failure or other keys it is out of date. */
export interface DiagnosisSource {
  readonly opened: RepositoryReport | ErrorReport | null;
  readonly keys: string;
}

/** What the doctor says of one repository; only asked for while somebody looks. */
export interface DiagnosisLoad {
  readonly diagnosis: Diagnosis | null;
  readonly failure: ErrorReport | null;
  readonly running: EffectId | null;
  /** null when nothing was asked, or not waited for. */
  readonly of: DiagnosisSource | null;
}

/** What the doctor says of the keys on this machine. */
export interface MachineLoad {
  readonly findings: readonly Diagnosed[] | null;
  readonly failure: ErrorReport | null;
  readonly running: EffectId | null;
  readonly of: KeysLoad | null;
}

export type RepositoryList =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly items: readonly KnownRepository[] }
  | { readonly status: 'failed'; readonly failure: ErrorReport };

export interface KeyList {
  readonly keys: readonly KeyInventoryEntry[];
  readonly unreadable: readonly UnreadableKey[];
}

export type KeysLoad =
  | { readonly status: 'loading' }
  | ({ readonly status: 'ready' } & KeyList)
  | { readonly status: 'failed'; readonly failure: ErrorReport };

/** Something a person may want on the clipboard. */
export interface CopyChoice {
  readonly kind: CopyKind;
  readonly value: string;
}

export type CopyKind =
  | 'gun'
  | 'digest'
  | 'key-id'
  | 'canonical-key-id'
  | 'role'
  | 'tag'
  | 'signer'
  | 'path'
  | 'reference'
  | 'command'
  | 'text';

export type PromptKind = 'add-repository' | 'connect-server' | 'open-trust-directory';

/** A text field; `epoch` changes when it was edited otherwise than by the field on the screen itself. */
export interface FieldState {
  /** Tells the field of one prompt from that of the next. */
  readonly id: number;
  readonly text: string;
  /** Characters before the cursor, in UTF-16 units. */
  readonly cursor: number;
  readonly epoch: number;
}

export type Overlay =
  | { readonly kind: 'help'; readonly top: number }
  | { readonly kind: 'summary' }
  | { readonly kind: 'about'; readonly subject: Subject; readonly top: number }
  | { readonly kind: 'palette'; readonly field: FieldState; readonly index: number }
  | { readonly kind: 'filter'; readonly list: ListId; readonly field: FieldState; readonly before: string }
  /** `top` is the first line in view of the explanation at `index`; no results before anything was asked. */
  | {
      readonly kind: 'explain';
      readonly field: FieldState;
      readonly running: EffectId | null;
      readonly results: readonly Explanation[] | null;
      readonly index: number;
      readonly top: number;
    }
  | { readonly kind: 'copy'; readonly choices: readonly CopyChoice[]; readonly index: number }
  | { readonly kind: 'confirm'; readonly question: Question }
  | { readonly kind: 'error'; readonly failure: ErrorReport; readonly top: number }
  /** The field is that of the page that is shown; null on pages without one. */
  | { readonly kind: 'wizard'; readonly wizard: WizardState; readonly field: FieldState | null }
  | {
      readonly kind: 'prompt';
      readonly prompt: PromptKind;
      readonly field: FieldState;
      readonly failure: ErrorReport | null;
      readonly running: EffectId | null;
    };

/** What is asked before it is done; `yes` is never the default. */
export type Question =
  | { readonly kind: 'quit' }
  | { readonly kind: 'forget-repository'; readonly gun: Gun }
  /** Leaving a wizard forgets its answers. */
  | { readonly kind: 'leave-wizard' }
  /** A change is being carried out. */
  | { readonly kind: 'stop-change' }
  | { readonly kind: 'quit-change' };

/** A notice about the last key, for a moment. */
export interface Toast {
  readonly id: number;
  readonly text: string;
}

/** Work that somebody asked for and may wait on, shown in the header. */
export interface Job {
  readonly kind: 'refresh-all' | 'examine-all' | 'open-sandbox' | 'reopen';
  readonly id: EffectId;
  readonly total: number;
}

export interface Settings {
  readonly messages: Messages;
  readonly readOnly: boolean;
  readonly version: string;
}

export interface AppState {
  readonly settings: Settings;
  readonly services: AppServices;
  readonly session: SessionInfo;
  readonly now: Date;
  readonly size: { readonly columns: number; readonly rows: number };
  readonly focus: Focus;
  /** The panel to go back to from the detail area. */
  readonly panel: PanelId;
  readonly tab: TabId;
  readonly zoomed: boolean;
  readonly overlays: readonly Overlay[];
  readonly repositories: RepositoryList;
  readonly listing: EffectId | null;
  readonly loads: ReadonlyMap<Gun, RepositoryLoad>;
  readonly diagnoses: ReadonlyMap<Gun, DiagnosisLoad>;
  readonly machine: MachineLoad;
  readonly keys: KeysLoad;
  readonly loadingKeys: EffectId | null;
  readonly lists: Readonly<Record<ListId, ListState>>;
  /** The role whose document the Metadata tab shows. */
  readonly metadataRole: RoleName | null;
  readonly welcomeIndex: number;
  readonly activity: readonly ActivityEntry[];
  readonly toast: Toast | null;
  readonly job: Job | null;
  /** The code of the wizards, once the first was opened. */
  readonly wizards: WizardKit | null;
  /** Changes that were started and not finished, newest first. */
  readonly unfinished: readonly JournalRun[];
  readonly nextId: number;
  readonly quitting: boolean;
}

export const EMPTY_LIST: ListState = {
  selected: null,
  index: 0,
  top: 0,
  detached: false,
  filter: '',
  marks: new Set(),
};

export const IDLE_LOAD: RepositoryLoad = { report: null, failure: null, running: null, refresh: false };

export const IDLE_DIAGNOSIS: DiagnosisLoad = { diagnosis: null, failure: null, running: null, of: null };

export interface InitialInput {
  readonly services: AppServices;
  readonly settings: Settings;
  readonly size: AppState['size'];
  readonly now: Date;
}

/** The state before the first frame: nothing is known yet, and the list is being asked for. */
export function initialState({ services, settings, size, now }: InitialInput): AppState {
  const list = EMPTY_LIST;
  return {
    settings,
    services,
    session: services.session(),
    now,
    size,
    focus: 'repositories',
    panel: 'repositories',
    tab: 'overview',
    zoomed: false,
    overlays: [],
    repositories: { status: 'loading' },
    listing: null,
    loads: new Map(),
    diagnoses: new Map(),
    machine: { findings: null, failure: null, running: null, of: null },
    keys: { status: 'loading' },
    loadingKeys: null,
    lists: {
      repositories: list,
      signers: list,
      keys: list,
      overview: list,
      delegations: list,
      tags: list,
      roles: list,
      metadata: list,
      doctor: list,
      activity: list,
      checkup: list,
    },
    metadataRole: null,
    welcomeIndex: 0,
    activity: services.activity(),
    toast: null,
    job: null,
    wizards: null,
    unfinished: [],
    nextId: 1,
    quitting: false,
  };
}
