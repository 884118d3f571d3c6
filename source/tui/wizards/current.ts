import { ALL_WIZARDS } from './all-wizards.ts';
import type { Asked, Page, Wizard } from './definition.ts';
import { fixWizard } from './fix/fix-wizard.ts';

export function definitionOf(asked: Asked): Wizard {
  const { id } = asked.wizard;
  return id === 'fix' ? fixWizard(asked) : ALL_WIZARDS[id];
}

/** The pages that the answers so far lead through. */
export function pagesOf(asked: Asked): readonly Page[] {
  return definitionOf(asked).pages.filter((page) => page.when?.(asked) ?? true);
}

/** The page being answered; null when none is. */
export function currentPage(asked: Asked): Page | null {
  const { phase } = asked.wizard;
  return phase.at === 'asking' ? (pagesOf(asked).find(({ id }) => id === phase.page) ?? null) : null;
}
