import type { Gun } from '../../tuf/index.ts';
import type { EffectId } from './state.ts';
import type { WizardWork } from './wizard-event.ts';

/** Something to be done outside the reducer. A value: the reducer asks, `effect-runner.ts` does. */
export type Effect =
  | { readonly kind: 'list-repositories'; readonly id: EffectId }
  | { readonly kind: 'open-repository'; readonly id: EffectId; readonly gun: Gun; readonly refresh: boolean }
  | { readonly kind: 'diagnose'; readonly id: EffectId; readonly gun: Gun }
  | { readonly kind: 'diagnose-keys'; readonly id: EffectId }
  | { readonly kind: 'list-keys'; readonly id: EffectId }
  | { readonly kind: 'add-repository'; readonly id: EffectId; readonly name: string }
  | { readonly kind: 'forget-repository'; readonly id: EffectId; readonly gun: Gun }
  | { readonly kind: 'open-sandbox'; readonly id: EffectId }
  | {
      readonly kind: 'reopen';
      readonly id: EffectId;
      readonly change: { readonly server?: string; readonly trustDirectory?: string };
    }
  /** Answered after a moment in which nothing else was typed. */
  | { readonly kind: 'explain'; readonly id: EffectId; readonly text: string }
  | { readonly kind: 'list-unfinished' }
  | { readonly kind: 'load-wizards'; readonly id: EffectId }
  /** Done by the wizards' own runner; what comes of it are `wizard` actions under the same id. */
  | { readonly kind: 'wizard'; readonly id: EffectId; readonly work: WizardWork }
  /** Ends a running effect; its answer is not wanted any more. */
  | { readonly kind: 'cancel'; readonly id: EffectId }
  | { readonly kind: 'copy'; readonly text: string; readonly what: string }
  | { readonly kind: 'expire-toast'; readonly toast: number; readonly milliseconds: number }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'exit'; readonly code: number };
