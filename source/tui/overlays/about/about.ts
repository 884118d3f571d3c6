import { safeText } from '../../../base/index.ts';
import type { Line } from '../../line.ts';
import type { RowTarget } from '../../presentation/row.ts';
import { selectedReport } from '../../store/selectors.ts';
import type { AppState } from '../../store/state.ts';
import { wrapText } from '../../widgets/text-layout.ts';
import { keyFacts, keyTitle } from './about-key.ts';
import { tagFacts } from './about-tag.ts';
import { factLines } from './facts.ts';

/** What has a page of its own. */
export type Subject = Extract<RowTarget, { readonly kind: 'key' | 'tag' | 'text' }>;

export function aboutTitle(state: AppState, subject: Subject): string {
  const { about } = state.settings.messages;
  switch (subject.kind) {
    case 'key':
      return keyTitle(state, subject.keyId);
    case 'tag':
      return about.tag(safeText(subject.name));
    case 'text':
      return about.text;
  }
}

/** The page about a key, a tag or a line that was cut: everything in full. */
export function aboutLines(state: AppState, subject: Subject, width: number): readonly Line[] {
  switch (subject.kind) {
    case 'key':
      return factLines(keyFacts(state, subject.keyId), width);
    case 'tag': {
      const report = selectedReport(state);
      return report === null ? [] : factLines(tagFacts(report, subject.name, state.settings.messages), width);
    }
    case 'text':
      return subject.text
        .split('\n')
        .flatMap((part) => wrapText(safeText(part), width))
        .map((text) => [{ text }]);
  }
}
