import { safeText } from '../../../../base/index.ts';
import type { PlannedKey } from '../../../../operations/index.ts';
import type { PlanPhrases } from '../../../messages/areas/review.ts';
import {
  listed,
  repositoryName,
  roleLabel,
  safeOwner,
  sharedHost,
  shortId,
} from '../../../presentation/names.ts';
import type { Asked } from '../../definition.ts';

export interface Detail {
  /** Whole IDs and every tag. */
  readonly full: boolean;
}

/** How sentences about a plan name keys, roles and repositories. */
export function phrasesOf({ app }: Asked, { full }: Detail = { full: false }): PlanPhrases {
  const { messages } = app.settings;
  const key = ({ owner, canonicalId }: PlannedKey) =>
    messages.words.keyOf(safeOwner(owner), shortId(canonicalId));
  return {
    key,
    keys: (keys) => listed(keys.map(key), messages),
    list: (items) => (full ? messages.words.list(items.map(safeText), 0) : listed(items, messages)),
    repositories: (guns) => {
      const host = sharedHost(guns);
      return listed(
        guns.map((gun) => repositoryName(gun, host)),
        messages,
      );
    },
    role: roleLabel,
    name: safeText,
  };
}
