import type { AboutMessages } from './areas/about.ts';
import type { AppMessages } from './areas/app.ts';
import type { DateMessages } from './areas/dates.ts';
import type { DetailMessages } from './areas/detail.ts';
import type { DoctorMessages } from './areas/doctor.ts';
import type { PanelMessages } from './areas/panels.ts';
import type { ProblemMessages, RefusalMessages } from './areas/problems.ts';
import type { ShellMessages } from './areas/shell.ts';
import type { WizardMessages } from './areas/wizards.ts';
import type { WordMessages } from './areas/words.ts';

/**
 * Every text of the app that a person reads. A language is one value of this type; nothing outside of this folder
 * contains a sentence. Functions take what changes, already made safe to draw.
 */
export interface Messages {
  readonly words: WordMessages;
  readonly dates: DateMessages;
  readonly panels: PanelMessages;
  readonly detail: DetailMessages;
  readonly doctor: DoctorMessages;
  readonly problems: ProblemMessages;
  readonly refusals: RefusalMessages;
  readonly shell: ShellMessages;
  readonly about: AboutMessages;
  readonly app: AppMessages;
  /** Loaded with the wizards' code. */
  readonly wizards: () => Promise<WizardMessages>;
}
