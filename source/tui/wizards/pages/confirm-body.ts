import { safeText } from '../../../base/index.ts';
import type { WizardPhase } from '../../store/wizard-state.ts';
import type { Asked } from '../definition.ts';
import { confirmationTexts, plansOf, riskyRepositories } from '../review-answers.ts';
import type { Body } from './body.ts';
import { bodyColumns } from './frame.ts';
import { BLANK, heading, sentence } from './text.ts';

/** What cannot be had back: why, and the name to be typed before it is done. */
export function confirmBody(asked: Asked, phase: Extract<WizardPhase, { readonly at: 'confirm' }>): Body {
  const { words, app } = asked;
  const width = bodyColumns(app);
  const guns = riskyRepositories(phase.review.reviewed);
  const [expected = ''] = confirmationTexts(guns);
  const risks = new Set(plansOf(phase.review.reviewed).flatMap((plan) => plan.risks));
  const ask =
    guns.length === 1 ? words.confirm.typeName(safeText(expected)) : words.confirm.typeCount(guns.length);
  const head = [
    heading(words.confirm.intro),
    BLANK,
    ...[...risks].flatMap((risk) =>
      sentence(words.review.risks[risk], width, { token: 'warning', mark: '! ' }),
    ),
    BLANK,
    ...guns.map((gun) => [{ text: `  ${safeText(gun)}` }]),
    BLANK,
    ...sentence(ask, width),
    BLANK,
  ];
  const wrong = phase.insisted
    ? sentence(words.confirm.wrong(safeText(expected)), width, { token: 'error', indent: 2, mark: '✗ ' })
    : [];
  return { lines: [...head, BLANK, BLANK, ...wrong], fieldLine: head.length, keep: null };
}
