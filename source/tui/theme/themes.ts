import type { Theme, ThemeName } from './theme.ts';

/** For dark backgrounds: bright colours, and the terminal's own faint for what is secondary. */
const dark: Theme = {
  name: 'dark',
  tokens: {
    text: {},
    dim: { dimColor: true },
    accent: { color: 'cyanBright' },
    title: { bold: true },
    ok: { color: 'greenBright' },
    warning: { color: 'yellowBright' },
    error: { color: 'redBright' },
    'key-hint': { color: 'cyanBright', bold: true },
    selected: { bold: true },
    added: { color: 'greenBright' },
    removed: { color: 'redBright' },
  },
  border: { borderDimColor: true },
  focusedBorder: { borderColor: 'cyanBright' },
};

/** For light backgrounds: yellow, cyan and the bright colours cannot be read there. */
const light: Theme = {
  name: 'light',
  tokens: {
    text: {},
    dim: { dimColor: true },
    accent: { color: 'blue' },
    title: { bold: true },
    ok: { color: 'green' },
    warning: { color: 'magenta' },
    error: { color: 'red' },
    'key-hint': { color: 'blue', bold: true },
    selected: { bold: true },
    added: { color: 'green' },
    removed: { color: 'red' },
  },
  border: { borderDimColor: true },
  focusedBorder: { borderColor: 'blue' },
};

/** For terminals of 8 or 16 colours, which seldom know faint: grey stands in for it. */
const sixteenColours: Theme = {
  name: 'sixteen-colours',
  tokens: {
    text: {},
    dim: { color: 'gray' },
    accent: { color: 'cyan' },
    title: { bold: true },
    ok: { color: 'green' },
    warning: { color: 'yellow' },
    error: { color: 'red' },
    'key-hint': { color: 'cyan', bold: true },
    selected: { bold: true },
    added: { color: 'green' },
    removed: { color: 'red' },
  },
  border: { borderColor: 'gray' },
  focusedBorder: { borderColor: 'cyan' },
};

/** For NO_COLOR: weight and inverse alone; borders of the focused panel stay, the others step back. */
const mono: Theme = {
  name: 'mono',
  tokens: {
    text: {},
    dim: { dimColor: true },
    accent: { bold: true },
    title: { bold: true },
    ok: {},
    warning: { bold: true },
    error: { bold: true },
    'key-hint': { bold: true },
    selected: { inverse: true },
    added: { bold: true },
    removed: { underline: true },
  },
  border: { borderDimColor: true },
  focusedBorder: {},
};

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  dark,
  light,
  'sixteen-colours': sixteenColours,
  mono,
};

/** What is known about the terminal, read from the environment by the composition root. */
export interface TerminalColours {
  /** NO_COLOR is set to anything but the empty string, or `--no-color` was given. */
  readonly noColor: boolean;
  /** How many colours the terminal shows; 0 for none. */
  readonly colours: number;
  /** `COLORFGBG`, such as `15;0`; null when it is not set. */
  readonly colorFgBg: string | null;
}

/** The theme that suits a terminal. */
export function chooseTheme(terminal: TerminalColours): Theme {
  if (terminal.noColor || terminal.colours === 0) {
    return THEMES.mono;
  }
  if (hasLightBackground(terminal.colorFgBg)) {
    return THEMES.light;
  }
  return terminal.colours <= 16 ? THEMES['sixteen-colours'] : THEMES.dark;
}

/** The last number of `COLORFGBG` is the background: 7 and 9 to 15 are light ones. */
function hasLightBackground(colorFgBg: string | null): boolean {
  const background = /;(\d{1,2})$/.exec(colorFgBg ?? '')?.[1];
  return background !== undefined && [7, 9, 10, 11, 12, 13, 14, 15].includes(Number(background));
}
