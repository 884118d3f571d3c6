import type { Token } from '../line.ts';

/** The part of Ink's text properties that a theme may set: the 16 ANSI colours, never a background. */
export interface TextStyle {
  readonly color?: AnsiColour;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

export type AnsiColour =
  | 'black'
  | 'red'
  | 'green'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'cyan'
  | 'white'
  | 'gray'
  | 'redBright'
  | 'greenBright'
  | 'yellowBright'
  | 'blueBright'
  | 'magentaBright'
  | 'cyanBright'
  | 'whiteBright';

/** Ink's border properties. */
export interface BorderStyle {
  readonly borderColor?: AnsiColour;
  readonly borderDimColor?: boolean;
}

export type ThemeName = 'dark' | 'light' | 'sixteen-colours' | 'mono';

/** How meaning looks. No theme carries meaning that the text does not carry as well. */
export interface Theme {
  readonly name: ThemeName;
  readonly tokens: Readonly<Record<Token, TextStyle>>;
  readonly border: BorderStyle;
  readonly focusedBorder: BorderStyle;
}

/** The style of a span: its token's, and bold where the span or the row asks for it. */
export function styleOf(theme: Theme, span: { readonly token?: Token; readonly bold?: boolean }): TextStyle {
  const style = theme.tokens[span.token ?? 'text'];
  return span.bold === true ? { ...style, bold: true } : style;
}
