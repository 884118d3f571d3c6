import type { WizardContext } from '../store/wizard-state.ts';

/** Where a command can be used: a part of the main screen, the welcome page, or the overlay that is open. */
export type Context =
  | 'repositories'
  | 'signers'
  | 'keys'
  | 'overview'
  | 'delegations'
  | 'tags'
  | 'roles'
  | 'metadata'
  | 'doctor'
  | 'activity'
  | 'checkup'
  | 'welcome'
  | 'help'
  | 'summary'
  | 'about'
  | 'palette'
  | 'filter'
  | 'copy'
  | 'confirm'
  | 'error'
  | 'prompt'
  | 'explain'
  | WizardContext;

const PANEL_CONTEXTS = ['repositories', 'signers', 'keys'] as const;
const TAB_CONTEXTS = ['overview', 'delegations', 'tags', 'roles', 'metadata', 'doctor', 'activity'] as const;
export const MAIN = [...PANEL_CONTEXTS, ...TAB_CONTEXTS] as const;
/** Everything with rows that one moves through. */
export const ROWS = [...MAIN, 'checkup'] as const;
export const BROWSING = [...ROWS, 'welcome'] as const;
export const TEXTS = ['help', 'error', 'about'] as const;
export const LISTS = [
  ...BROWSING,
  ...TEXTS,
  'copy',
  'wizard-choose',
  'wizard-check',
  'wizard-review',
  'wizard-page',
] as const;
const OVERLAYS = [
  'help',
  'summary',
  'about',
  'palette',
  'filter',
  'copy',
  'confirm',
  'error',
  'prompt',
  'explain',
] as const;
/** Pages of a wizard that are scrolled. */
export const WIZARD_TEXTS = ['wizard-review', 'wizard-page'] as const;
export const WIZARD_LISTS = ['wizard-choose', 'wizard-check'] as const;
/** Pages of a wizard on which every character is typed. */
const WIZARD_FIELDS = ['wizard-text', 'wizard-secret'] as const;
export const WIZARD_PAGES = [...WIZARD_LISTS, ...WIZARD_TEXTS, ...WIZARD_FIELDS] as const;
const WIZARD = [...WIZARD_PAGES, 'wizard-busy'] as const;
export const EVERYWHERE = [...BROWSING, ...OVERLAYS, ...WIZARD] as const;
export const SCROLLED = [...ROWS, ...TEXTS, ...WIZARD_LISTS, ...WIZARD_TEXTS] as const;
