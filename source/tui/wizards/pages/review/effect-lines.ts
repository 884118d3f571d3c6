import type { PlanEffect, RepositoryPlan } from '../../../../operations/index.ts';
import type { Line, Token } from '../../../line.ts';
import type { EffectWords, PlanPhrases } from '../../../messages/areas/review.ts';
import type { Asked } from '../../definition.ts';
import { bodyColumns } from '../frame.ts';
import { sentence } from '../text.ts';
import { type Detail, phrasesOf } from './phrases.ts';

const BAD: ReadonlySet<PlanEffect['kind']> = new Set([
  'tags-no-longer-released',
  'releases-unusable',
  'role-unusable',
  'trust-data-deleted',
]);
const DOUBTFUL: ReadonlySet<PlanEffect['kind']> = new Set([
  'tags-lose-signature',
  'tags-not-released',
  'content-unverified',
  'nothing-to-delete',
]);

/** What a plan means for people, then what has to be agreed to beyond a plain yes. */
export function effectLines(
  asked: Asked,
  { effects, risks }: RepositoryPlan,
  detail: Detail,
): readonly Line[] {
  const width = bodyColumns(asked.app);
  const phrases = phrasesOf(asked, detail);
  const { review } = asked.words;
  return [
    ...effects.flatMap((effect) => {
      const { token, mark } = toneOf(effect.kind);
      return sentence(textOf(review.effects, effect, phrases), width, {
        indent: 2,
        mark,
        ...(token === undefined ? {} : { token }),
      });
    }),
    ...risks.flatMap((risk) =>
      sentence(review.risks[risk], width, { token: 'error', indent: 2, mark: '✗ ' }),
    ),
  ];
}

function toneOf(kind: PlanEffect['kind']): { readonly token?: Token; readonly mark: string } {
  if (BAD.has(kind)) {
    return { token: 'error', mark: '✗ ' };
  }
  return DOUBTFUL.has(kind) ? { token: 'warning', mark: '! ' } : { mark: '' };
}

/** The catalogue has a sentence for each kind of effect; the compiler cannot see that it is the right one. */
function textOf<Kind extends PlanEffect['kind']>(
  words: EffectWords,
  effect: Extract<PlanEffect, { readonly kind: Kind }>,
  phrases: PlanPhrases,
): string {
  return words[effect.kind as Kind](effect, phrases);
}
