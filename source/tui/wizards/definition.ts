import type { ChangeRequest, JournalRun } from '../../operations/index.ts';
import type { Gun, TufKey } from '../../tuf/index.ts';
import type { PageWords, StageId, WizardMessages } from '../messages/areas/wizards.ts';
import type { AppState } from '../store/state.ts';
import type { KeySource, WizardId, WizardState, WizardTask } from '../store/wizard-state.ts';

/**
 * A wizard is a value of `Wizard`: a table of pages that ask, and what is made of the answers. Everything else (going
 * on and back, drawing, planning, review, passphrases, progress, the verified result) is the framework's.
 *
 * To add one: its id in `store/wizard-state.ts`, its words in `messages/areas/wizards.ts` and
 * `messages/english/wizards/`, a file here with the table, a line in `all-wizards.ts`, and a command with its key in
 * `keymap/commands.ts`. The compiler names what is missing.
 */
export interface Wizard {
  readonly id: WizardId;
  /** Such as `Rotate jeff's key`. */
  readonly title: (asked: Asked) => string;
  /** What the cursor is on when it is opened, if that is what the wizard is about. */
  readonly subject?: (app: AppState) => string | null;
  /** Nothing of a repository is changed: it is not named in the title. */
  readonly local?: true;
  readonly pages: readonly Page[];
  /** The page that leads to it when it fails, such as the one that asks for a file; the last one when absent. */
  readonly fallback?: string;
  readonly ending: Ending;
}

/** What pages and endings are worked out from. */
export interface Asked {
  readonly app: AppState;
  readonly wizard: WizardState;
  readonly words: WizardMessages;
}

interface PageBase {
  /** Unique within its wizard; answers are kept under it. */
  readonly id: string;
  /** The step in the heading that it belongs to; a step may have several pages. */
  readonly stage: StageId;
  readonly words: (words: WizardMessages) => PageWords;
  /** Absent: always. */
  readonly when?: (asked: Asked) => boolean;
  /** What else there is to know before answering, a paragraph each; safe to draw. */
  readonly about?: (asked: Asked) => readonly string[];
}

export interface Option {
  readonly id: string;
  /** Safe to draw, like `note` and `disabled`. */
  readonly label: string;
  readonly note?: string;
  /** Why it cannot be chosen. */
  readonly disabled?: string;
  /** It can be chosen, but leads to what others have to do. */
  readonly elsewhere?: true;
}

export interface ChoosePage extends PageBase {
  readonly kind: 'choose';
  readonly options: (asked: Asked) => readonly Option[];
  /** The option the cursor is on at first; the first that can be chosen when absent or not there. */
  readonly initial?: (asked: Asked) => string;
}

export interface CheckPage extends PageBase {
  readonly kind: 'check';
  readonly options: (asked: Asked) => readonly Option[];
  readonly initial: (asked: Asked) => readonly string[];
  /** A sentence; null when it will do. */
  readonly problem: (chosen: readonly string[], asked: Asked) => string | null;
}

export interface TextPage extends PageBase {
  readonly kind: 'text';
  readonly initial: (asked: Asked) => string;
  /** A sentence; null when it will do. Asked while somebody types. */
  readonly problem: (text: string, asked: Asked) => string | null;
}

/** Nothing is asked: it is read before going on. */
export interface ReadPage extends PageBase {
  readonly kind: 'read';
  /** What Enter does. */
  readonly button: (words: WizardMessages) => string;
  /** Command lines to hand over or to copy, the most wanted first. */
  readonly commands: (asked: Asked) => readonly string[];
}

export type Page = ChoosePage | CheckPage | TextPage | ReadPage;

/** Work on keys asks for passphrases, shows what it found before it writes, or just writes. */
export type TaskStages = 'unlocking' | 'incoming' | 'plain';

export type Ending =
  | {
      readonly kind: 'change';
      /** The public keys that the request needs, made or read before it is planned. */
      readonly sources?: (asked: Asked) => readonly KeySource[];
      readonly request: (asked: Asked, keys: readonly TufKey[]) => ChangeRequest;
      /** Canonical IDs of private keys to remove once the change is verified. */
      readonly removeKeys?: (asked: Asked) => readonly string[];
      readonly guns?: (asked: Asked) => readonly Gun[];
    }
  | {
      readonly kind: 'task';
      readonly stages: TaskStages;
      readonly task: (asked: Asked) => WizardTask;
      /** The same as a command line; null where there is none. */
      readonly command: (asked: Asked) => string | null;
    }
  | {
      readonly kind: 'resume';
      readonly run: (asked: Asked) => JournalRun | null;
      /** It is not to be gone on with, but forgotten. */
      readonly forget: (asked: Asked) => boolean;
    }
  /** Somebody does it elsewhere: it is looked again whether they have. */
  | { readonly kind: 'look-again' };
