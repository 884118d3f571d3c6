/**
 * What a piece of text means; the theme turns it into colour. Meaning never rests on colour alone: a mark or a word
 * always says the same.
 */
export type Token =
  | 'text'
  | 'dim'
  | 'accent'
  | 'title'
  | 'ok'
  | 'warning'
  | 'error'
  | 'key-hint'
  | 'selected'
  | 'added'
  | 'removed';

/** A run of text on one line. `text` is a message or `SafeText`: nothing else may reach the screen. */
export interface Span {
  readonly text: string;
  readonly token?: Token;
  readonly bold?: boolean;
}

/** One row of the screen, before it is fitted to a width. */
export type Line = readonly Span[];
