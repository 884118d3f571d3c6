import type { Finding } from '../../operations/index.ts';
import type { Gun, RoleName } from '../../tuf/index.ts';
import type { Line } from '../line.ts';
import type { Messages } from '../messages/messages.ts';
import type { CopyChoice } from '../store/state.ts';

/** Everything besides the model that rows depend on. */
export interface RowContext {
  /** Columns that every row fills exactly; the cursor's gutter is not part of it. */
  readonly width: number;
  readonly now: Date;
  /** Keeps rows about things that contain this, whatever the case; empty keeps all. */
  readonly filter: string;
  readonly messages: Messages;
}

/** What Enter opens on a row. */
export type RowTarget =
  /** `tab`: one of its tabs rather than its place in the list. */
  | { readonly kind: 'repository'; readonly gun: Gun; readonly tab?: 'doctor' }
  /** A finding of the selected repository, as `nameFindings` names it. */
  | { readonly kind: 'finding'; readonly id: string }
  | { readonly kind: 'signer'; readonly name: string }
  /** A key, by canonical ID. */
  | { readonly kind: 'key'; readonly keyId: string }
  | { readonly kind: 'role'; readonly role: RoleName }
  | { readonly kind: 'tag'; readonly name: string }
  /** The whole of a line that may be cut, as it came from outside. */
  | { readonly kind: 'text'; readonly text: string };

/** A finding where it is shown: of a repository, or (null) of this machine. */
export interface FindingPlace {
  readonly gun: Gun | null;
  readonly finding: Finding;
  /** The way to put it right that the row is about, by its `id`; null when the row is about all of it. */
  readonly way: string | null;
}

export interface Row {
  /** Unique within its list, and the same after a refresh, so that the cursor stays on what it was on. */
  readonly id: string;
  /** Exactly as wide as the context asked for. */
  readonly line: Line;
  /** What `y` offers, the most wanted first. Made safe: a line break pasted into a shell runs a command. */
  readonly copy: readonly CopyChoice[];
  readonly opens: RowTarget | null;
  /** What `f` puts right. */
  readonly finding: FindingPlace | null;
  /** Headings, blanks and wrapped continuations: the cursor passes over them. */
  readonly inert: boolean;
}

/** Rows built when they are asked for: of 10,000 only the visible ones ever exist. */
export interface RowList {
  /** What the columns are, or what is shown, for a line that stays while the rows scroll; null without. */
  readonly heading: Line | null;
  readonly length: number;
  /** How many things its filter leaves; one may take several rows. */
  readonly found: number;
  /** The row at `index`; a blank inert row outside of the list. */
  at(index: number): Row;
  /** Where the row with this id is, or -1. */
  indexOf(id: string): number;
}
