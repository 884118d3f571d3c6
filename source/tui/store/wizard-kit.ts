import type { Line } from '../line.ts';
import type { WizardMessages } from '../messages/areas/wizards.ts';
import type { AppState, CopyChoice, EffectId, FieldState } from './state.ts';
import type { Step } from './step.ts';
import type { WizardEvent } from './wizard-event.ts';

/** Keys that a wizard does something with; `back` and scrolling are the app's own. */
export type WizardCommand =
  | 'continue'
  | 'toggle'
  | 'switch-button'
  | 'detail'
  | 'widen'
  | 'leave'
  | 'next-finding';

export type WizardScroll =
  | { readonly by: 'row' | 'rows'; readonly count: number }
  | { readonly to: 'top' | 'bottom' };

/** A page as lines, as high and as wide as there is room for. */
export interface WizardPage {
  readonly title: string;
  /** At the right end of the upper border. */
  readonly note: string;
  readonly lines: readonly Line[];
  /** The line that the text field lies on; null without one. */
  readonly fieldLine: number | null;
}

/**
 * The wizards' code behind one door: it is loaded when the first wizard is opened, so that starting the app and reading
 * cost nothing for it.
 */
export interface WizardKit {
  readonly words: WizardMessages;
  /** Fills the wizard that waits for this code. */
  open(app: AppState): Step;
  command(app: AppState, command: WizardCommand): Step;
  /** One step back; leaves at the first. */
  back(app: AppState): Step;
  /** The question whether to leave, stop or quit was answered with yes. */
  confirmed(app: AppState, question: 'leave-wizard' | 'stop-change'): Step;
  scroll(app: AppState, motion: WizardScroll): Step;
  edited(app: AppState, field: FieldState): Step;
  secretTyped(app: AppState, typed: boolean): Step;
  happened(app: AppState, id: EffectId, event: WizardEvent): Step;
  /** `reader` numbers choices and leaves out what is only looked at. */
  page(app: AppState, options: { readonly reader: boolean }): WizardPage;
  copyChoices(app: AppState): readonly CopyChoice[];
}
