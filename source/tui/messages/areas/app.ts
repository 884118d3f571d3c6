import type { ConnectionState } from '../../../operations/index.ts';
import type { Category, CommandId } from '../../keymap/commands.ts';
import type { Context } from '../../keymap/contexts.ts';
import type { DisabledReason } from '../../keymap/disabled.ts';
import type { CopyKind, Job, PromptKind, Question } from '../../store/state.ts';
import type { ExplainMessages } from './explain.ts';

export interface CommandMessages {
  /** A verb or two, for the footer. */
  readonly short: string;
  /** A line for the help and the palette. */
  readonly description: string;
}

/** `asking`: the first request has not ended yet. */
export type ConnectionWord = ConnectionState | 'asking' | 'unasked';

export interface PromptMessages {
  readonly title: string;
  readonly question: string;
  readonly example: string;
  readonly working: string;
}

/** What the app says about itself: its commands, questions and notices. */
export interface AppMessages {
  readonly commands: Readonly<Record<CommandId, CommandMessages>>;
  readonly categories: Readonly<Record<Category, string>>;
  /** How keys with a name are written: `Enter`, `Esc`. */
  readonly keyNames: Readonly<Record<string, string>>;
  readonly disabled: Readonly<Record<DisabledReason, string>>;
  readonly header: {
    readonly noServer: string;
    readonly sandbox: string;
    readonly readOnly: string;
    /** How the server of the selected repository is connected, over TLS and without. */
    readonly connection: Readonly<Record<ConnectionWord, string>>;
    readonly connectionWithoutTls: Readonly<Record<ConnectionWord, string>>;
    readonly idle: string;
    readonly problems: (count: number) => string;
    readonly loading: (count: number) => string;
    readonly jobs: Readonly<Record<Job['kind'], (done: number, total: number) => string>>;
  };
  readonly detail: {
    readonly title: string;
    readonly nothingSelected: string;
    readonly loading: (repository: string) => string;
    readonly failed: (repository: string) => string;
    /** Without `why` where that has no room: the Overview tells it. */
    readonly fromCache: (age: string | null, why: string | null) => string;
    readonly notRefreshed: (why: string | null) => string;
    readonly position: (first: number, last: number, total: number) => string;
  };
  readonly lists: {
    readonly loading: string;
    readonly noMatch: (filter: string) => string;
    readonly filtered: (filter: string) => string;
    readonly marked: (count: number) => string;
  };
  readonly help: {
    readonly title: string;
    /** What `docs/keys.md` says before its tables. */
    readonly document: string;
    readonly everyPanel: string;
    readonly everyWizard: string;
    readonly contexts: Readonly<Record<Context, string>>;
  };
  readonly palette: {
    readonly title: string;
    readonly nothing: string;
    readonly repository: string;
    readonly tab: (name: string) => string;
  };
  readonly filter: { readonly label: string; readonly found: (count: number) => string };
  readonly copy: {
    readonly title: string;
    readonly kinds: Readonly<Record<CopyKind, string>>;
    readonly done: (what: string) => string;
  };
  readonly questions: Readonly<
    Record<
      Question['kind'],
      {
        readonly title: string;
        readonly text: (subject: string) => string;
        readonly yes: string;
        readonly no: string;
      }
    >
  >;
  readonly prompts: Readonly<Record<PromptKind, PromptMessages>>;
  readonly explain: ExplainMessages;
  readonly error: { readonly title: string };
  readonly summary: {
    readonly title: string;
    /** Headings of a table that is laid out by characters: plain ASCII. */
    readonly columns: Readonly<
      Record<'role' | 'state' | 'version' | 'signed' | 'keysHere' | 'expires', string>
    >;
    readonly usable: string;
    readonly unusable: string;
    readonly more: (count: number) => string;
  };
  readonly welcome: {
    readonly title: string;
    readonly intro: string;
    readonly sandbox: string;
    readonly server: (url: string | null) => string;
    readonly addRepository: string;
    readonly trustDirectory: (path: string, keys: number | null) => string;
    readonly inSandbox: string;
  };
  readonly added: (repository: string) => string;
  readonly forgotten: (repository: string) => string;
  readonly refreshed: (count: number) => string;
  readonly cancelled: string;
  readonly cannotSuspend: string;
  readonly unexpected: {
    readonly message: string;
    readonly why: (error: string) => string;
    readonly next: string;
  };
  /** Left on the normal screen when the app ends by a defect; `changing` while a change was being carried out. */
  readonly crashed: (error: string, changing: boolean) => string;
  /** The same when a signal ended it. */
  readonly stopped: (changing: boolean) => string;
  readonly tooLongToCopy: string;
  /** Changes that were started and not finished, and the key that goes on with them. */
  readonly unfinished: (count: number) => string;
  readonly reader: {
    /** Where the cursor is, such as `Tags of team/app`. */
    readonly place: (name: string, repository: string | null) => string;
    readonly tab: (name: string) => string;
    readonly row: (text: string, place: number, total: number) => string;
  };
}
