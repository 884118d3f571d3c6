import type { AppState } from '../store/state.ts';
import {
  BROWSING,
  type Context,
  EVERYWHERE,
  LISTS,
  MAIN,
  ROWS,
  SCROLLED,
  TEXTS,
  WIZARD_LISTS,
  WIZARD_PAGES,
  WIZARD_TEXTS,
} from './contexts.ts';
import type { DisabledReason } from './disabled.ts';
import * as unless from './disabled.ts';

export type Category = 'move' | 'look' | 'change' | 'key' | 'repository' | 'wizard' | 'app';

export interface CommandEntry {
  /** As `KeyPress` names them; the first is the one that hints show. */
  readonly keys: readonly string[];
  readonly category: Category;
  readonly contexts: readonly Context[];
  /** The larger, the sooner it is shown in the footer; absent: only in the help. */
  readonly hint?: number;
  /** Why it cannot be used just now; null where it can. */
  readonly disabled?: (state: AppState) => DisabledReason | null;
  /** Loses something that cannot be had back by pressing another key. */
  readonly dangerous?: true;
  /** Makes no sense as an entry of the palette. */
  readonly hidden?: true;
  /** An entry of the palette wherever one browses, although its key works in some places only. */
  readonly everywhere?: true;
}

/**
 * Every command of the app with its keys. The footer, the help, the palette and `docs/keys.md` are derived from this
 * table, and it alone decides what a key does where.
 */
export const COMMANDS = {
  up: { keys: ['up', 'k'], category: 'move', contexts: LISTS, hidden: true },
  down: { keys: ['down', 'j'], category: 'move', contexts: LISTS, hidden: true },
  'menu-up': { keys: ['up', 'ctrl+p'], category: 'move', contexts: ['palette', 'explain'], hidden: true },
  'menu-down': { keys: ['down', 'ctrl+n'], category: 'move', contexts: ['palette', 'explain'], hidden: true },
  top: { keys: ['g', 'home'], category: 'move', contexts: SCROLLED, hidden: true },
  bottom: { keys: ['G', 'end'], category: 'move', contexts: SCROLLED, hidden: true },
  'page-up': { keys: ['pageup'], category: 'move', contexts: [...SCROLLED, 'explain'], hidden: true },
  'page-down': { keys: ['pagedown'], category: 'move', contexts: [...SCROLLED, 'explain'], hidden: true },
  'half-page-up': { keys: ['ctrl+u'], category: 'move', contexts: SCROLLED, hidden: true },
  'half-page-down': { keys: ['ctrl+d'], category: 'move', contexts: SCROLLED, hidden: true },
  open: { keys: ['enter'], category: 'move', contexts: ROWS, hint: 90, disabled: unless.opens, hidden: true },
  choose: {
    keys: ['enter'],
    category: 'move',
    contexts: ['welcome', 'copy', 'palette'],
    hint: 90,
    hidden: true,
  },
  submit: { keys: ['enter'], category: 'move', contexts: ['prompt'], hint: 90, hidden: true },
  'keep-filter': { keys: ['enter'], category: 'look', contexts: ['filter'], hint: 90, hidden: true },
  back: {
    keys: ['escape'],
    category: 'move',
    contexts: EVERYWHERE,
    hint: 20,
    disabled: unless.hasBack,
    hidden: true,
  },
  close: { keys: ['q', 'enter'], category: 'move', contexts: [...TEXTS, 'summary'], hint: 90, hidden: true },
  yes: { keys: ['y'], category: 'app', contexts: ['confirm'], hint: 100, hidden: true },
  no: { keys: ['n', 'q', 'enter'], category: 'app', contexts: ['confirm'], hint: 90, hidden: true },
  'panel-repositories': { keys: ['1'], category: 'move', contexts: ROWS },
  'panel-signers': { keys: ['2'], category: 'move', contexts: ROWS },
  'panel-keys': { keys: ['3'], category: 'move', contexts: ROWS },
  'panel-detail': { keys: ['0'], category: 'move', contexts: ROWS },
  'doctor-all': { keys: ['5'], category: 'look', contexts: ROWS, hint: 33, disabled: unless.notExamined },
  doctor: { keys: ['6'], category: 'look', contexts: MAIN, disabled: unless.repositorySelected },
  'next-panel': { keys: ['tab', 'right', 'l'], category: 'move', contexts: MAIN, hint: 30, hidden: true },
  'previous-panel': { keys: ['shift+tab', 'left', 'h'], category: 'move', contexts: MAIN, hidden: true },
  'next-tab': { keys: [']'], category: 'look', contexts: MAIN, hint: 35, hidden: true },
  'previous-tab': { keys: ['['], category: 'look', contexts: MAIN, hidden: true },
  filter: { keys: ['/'], category: 'look', contexts: ROWS, hint: 70, disabled: unless.filterable },
  'next-match': { keys: ['n'], category: 'look', contexts: ROWS, disabled: unless.filtered, hidden: true },
  'previous-match': {
    keys: ['N'],
    category: 'look',
    contexts: ROWS,
    disabled: unless.filtered,
    hidden: true,
  },
  mark: { keys: ['space'], category: 'look', contexts: MAIN, disabled: unless.markable, hidden: true },
  'mark-all': { keys: ['*'], category: 'look', contexts: MAIN, disabled: unless.markable },
  copy: {
    keys: ['y'],
    category: 'look',
    contexts: [...ROWS, 'about', ...WIZARD_TEXTS],
    hint: 60,
    disabled: unless.copyable,
  },
  metadata: { keys: ['o'], category: 'look', contexts: MAIN, hint: 40, disabled: unless.hasDocument },
  'next-role': { keys: ['.'], category: 'look', contexts: ['metadata'], hint: 85, disabled: unless.reported },
  'previous-role': {
    keys: [','],
    category: 'look',
    contexts: ['metadata'],
    hint: 84,
    disabled: unless.reported,
  },
  summary: { keys: ['S'], category: 'look', contexts: MAIN, disabled: unless.reported },
  activity: { keys: ['L', '@'], category: 'look', contexts: ROWS },
  'explain-message': { keys: ['e'], category: 'look', contexts: BROWSING },
  'explanation-finding': {
    keys: ['enter'],
    category: 'look',
    contexts: ['explain'],
    hint: 90,
    disabled: unless.explainsFinding,
    hidden: true,
  },
  'zoom-in': { keys: ['+'], category: 'look', contexts: MAIN, disabled: unless.notZoomed },
  'zoom-out': { keys: ['_'], category: 'look', contexts: MAIN, disabled: unless.zoomed },
  refresh: {
    keys: ['r'],
    category: 'repository',
    contexts: MAIN,
    hint: 50,
    disabled: unless.repositorySelected,
  },
  'refresh-all': { keys: ['R'], category: 'repository', contexts: BROWSING },
  'add-repository': { keys: ['a'], category: 'repository', contexts: BROWSING, hint: 45 },
  'forget-repository': {
    keys: ['X'],
    category: 'repository',
    contexts: ['repositories'],
    disabled: unless.forgettable,
    dangerous: true,
  },
  'add-signer': {
    keys: ['A'],
    category: 'change',
    contexts: MAIN,
    hint: 56,
    disabled: unless.repositoryChangeable,
  },
  'rotate-key': {
    keys: ['T'],
    category: 'change',
    contexts: ['roles'],
    hint: 80,
    disabled: unless.repositoryLoaded,
    everywhere: true,
  },
  'rotate-signer': {
    keys: ['T'],
    category: 'change',
    contexts: [
      'repositories',
      'signers',
      'keys',
      'overview',
      'delegations',
      'tags',
      'metadata',
      'doctor',
      'activity',
    ],
    hint: 58,
    disabled: unless.hasSigners,
    everywhere: true,
  },
  'remove-signer': {
    keys: ['D'],
    category: 'change',
    contexts: ['signers'],
    hint: 57,
    disabled: unless.hasSigners,
    dangerous: true,
    everywhere: true,
  },
  'add-delegation': {
    keys: ['M'],
    category: 'change',
    contexts: ['delegations'],
    hint: 55,
    disabled: unless.repositoryLoaded,
    everywhere: true,
  },
  'remove-delegation': {
    keys: ['D'],
    category: 'change',
    contexts: ['delegations'],
    hint: 57,
    disabled: unless.hasDelegations,
    dangerous: true,
    everywhere: true,
  },
  witness: { keys: ['W'], category: 'change', contexts: MAIN, disabled: unless.hasDelegations },
  initialise: { keys: ['I'], category: 'change', contexts: BROWSING, disabled: unless.changeable },
  fix: {
    keys: ['f'],
    category: 'change',
    contexts: [...ROWS, 'wizard-page'],
    hint: 66,
    disabled: unless.fixable,
  },
  resume: { keys: ['u'], category: 'change', contexts: BROWSING, hint: 65, disabled: unless.hasUnfinished },
  'generate-key': { keys: ['n'], category: 'key', contexts: BROWSING, disabled: unless.changeable },
  'load-key': { keys: ['i'], category: 'key', contexts: BROWSING, disabled: unless.changeable },
  'remove-key': {
    keys: ['D'],
    category: 'key',
    contexts: ['keys'],
    hint: 57,
    disabled: unless.hasKeysToChange,
    dangerous: true,
    everywhere: true,
  },
  backup: { keys: ['b'], category: 'key', contexts: BROWSING, disabled: unless.hasKeys },
  restore: { keys: ['B'], category: 'key', contexts: BROWSING, disabled: unless.changeable },
  'export-keys': { keys: ['x'], category: 'key', contexts: BROWSING, disabled: unless.hasKeys },
  'wizard-continue': {
    keys: ['enter'],
    category: 'wizard',
    contexts: WIZARD_PAGES,
    hint: 90,
    hidden: true,
  },
  'wizard-toggle': {
    keys: ['space'],
    category: 'wizard',
    contexts: ['wizard-check'],
    hint: 80,
    hidden: true,
  },
  'wizard-button': {
    keys: ['tab', 'right', 'left', 'l', 'h', 'shift+tab'],
    category: 'wizard',
    contexts: ['wizard-review'],
    hint: 80,
    hidden: true,
  },
  'wizard-detail': { keys: ['v'], category: 'wizard', contexts: ['wizard-review'], hint: 70, hidden: true },
  'wizard-widen': {
    keys: ['o'],
    category: 'wizard',
    contexts: ['wizard-review'],
    hidden: true,
  },
  'wizard-leave': {
    keys: ['q'],
    category: 'wizard',
    // Not on the page of a result: the rest of a passphrase that was typed ahead must not lead out of it.
    contexts: [...WIZARD_LISTS, 'wizard-review', 'wizard-busy'],
    disabled: unless.notUnlocking,
    hidden: true,
  },
  'connect-server': { keys: ['C'], category: 'app', contexts: BROWSING },
  'open-trust-directory': { keys: ['O'], category: 'app', contexts: BROWSING },
  'explore-sandbox': { keys: ['E'], category: 'app', contexts: BROWSING, disabled: unless.notInSandbox },
  palette: { keys: [':'], category: 'app', contexts: BROWSING, hint: 15, hidden: true },
  help: { keys: ['?'], category: 'app', contexts: BROWSING, hint: 14 },
  redraw: { keys: ['ctrl+l'], category: 'app', contexts: EVERYWHERE },
  suspend: { keys: ['ctrl+z'], category: 'app', contexts: EVERYWHERE },
  quit: { keys: ['q'], category: 'app', contexts: BROWSING, hint: 13 },
  interrupt: { keys: ['ctrl+c'], category: 'app', contexts: EVERYWHERE, hidden: true },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandId = keyof typeof COMMANDS;

export interface Command extends CommandEntry {
  readonly id: CommandId;
}

/** The table as a list, in its order. */
export const COMMAND_LIST: readonly Command[] = (
  Object.entries(COMMANDS) as readonly [CommandId, CommandEntry][]
).map(([id, entry]) => ({ id, ...entry }));
