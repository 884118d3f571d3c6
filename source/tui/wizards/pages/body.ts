import type { Line } from '../../line.ts';
import { errorLines } from '../../overlays/error-lines.ts';
import type { Asked } from '../definition.ts';
import { askingBody } from './asking-body.ts';
import { confirmBody } from './confirm-body.ts';
import { findingLines, leftLines, stepLines } from './fix-lines.ts';
import { bodyColumns } from './frame.ts';
import { passphraseBody } from './passphrase-body.ts';
import { previewBody } from './preview-body.ts';
import { progressBody } from './progress-body.ts';
import { resultBody } from './result-body.ts';
import { newPlanLines, reviewLines } from './review/review-lines.ts';
import { BLANK, sentence } from './text.ts';

/** What a page says between the steps above and the buttons below. */
export interface Body {
  readonly lines: readonly Line[];
  /** The line that the text field lies on; null without one. */
  readonly fieldLine: number | null;
  /** A line that has to be in view; null where the page is scrolled by hand. */
  readonly keep: number | null;
}

export interface BodyOptions {
  /** Read aloud: choices get numbers. */
  readonly reader: boolean;
}

export function bodyOf(asked: Asked, options: BodyOptions): Body {
  const { phase } = asked.wizard;
  const { working, retry } = asked.words;
  const width = bodyColumns(asked.app);
  switch (phase.at) {
    case 'loading':
      return plain([[{ text: working.loading, token: 'dim' }]]);
    case 'preparing':
      return plain([[{ text: working.preparing, token: 'dim' }]]);
    case 'asking':
      return askingBody(asked, options);
    case 'failed':
      return plain([
        ...errorLines(phase.failure, width, asked.app.settings.messages),
        BLANK,
        ...sentence(retry, width, { token: 'dim' }),
      ]);
    case 'review':
      return plain([...findingLines(asked), ...reviewLines(asked, phase)]);
    case 'confirm':
      return confirmBody(asked, phase);
    case 'running':
      if (phase.newPlan !== null) {
        return plain(newPlanLines(asked, phase.newPlan));
      }
      return phase.asked === null
        ? plain(progressBody(asked, phase))
        : plain(passphraseBody(asked, phase, phase.asked));
    case 'preview':
      return plain(previewBody(asked, phase.incoming));
    case 'done':
      return plain([...resultBody(asked, phase), ...stepLines(asked), ...leftLines(asked)]);
    case 'looked':
      return plain(leftLines(asked));
  }
}

function plain(lines: readonly Line[]): Body {
  return { lines, fieldLine: null, keep: null };
}
