import { safeText } from '../../../base/index.ts';
import type { Explanation } from '../../../operations/index.ts';
import type { Line } from '../../line.ts';
import type { ExplainMessages } from '../../messages/areas/explain.ts';
import { chosenExplanation, type ExplainOverlay, explainedFinding } from '../../store/explaining.ts';
import { overlayColumns, overlayRows } from '../../store/overlay-rows.ts';
import type { AppState } from '../../store/state.ts';
import { withCursor } from '../../widgets/cursor.ts';
import { cutText, wrapText } from '../../widgets/text-layout.ts';

/** More would leave too little room for the one that is read. */
const MOST_LISTED = 4;

const BLANK: Line = [];

export interface ExplainPage {
  readonly title: string;
  /** The field, a rule, what was found with the best first, and all about the one that the cursor is on. */
  readonly lines: readonly Line[];
  readonly fieldLine: number;
  readonly note: string;
  /** Lines of the explanation that is shown, and how many of them can be seen at once. */
  readonly length: number;
  readonly room: number;
}

export function explainPage(state: AppState, overlay: ExplainOverlay): ExplainPage {
  const { results, running, index } = overlay;
  const { explain: words } = state.settings.messages.app;
  const columns = overlayColumns(state);
  const rows = overlayRows(state);
  const chosen = chosenExplanation(overlay);
  const head = [BLANK, rule(columns)];
  const page = { title: words.title, fieldLine: 0 };
  if (results === null || chosen === null) {
    const said = running !== null ? words.searching : results === null ? words.intro : words.nothing;
    const lines = wrapText(said, columns).map((text): Line => [{ text, token: 'dim' }]);
    return { ...page, lines: [...head, ...lines], note: '', length: 0, room: rows };
  }
  const listed = results.length > 1 ? [...listLines(results, index, columns), rule(columns)] : [];
  const details = detailLines(state, chosen, columns);
  const room = Math.max(1, rows - listed.length);
  const top = Math.min(overlay.top, Math.max(0, details.length - room));
  const notes = [
    ...(results.length > 1 ? [words.position(index + 1, results.length)] : []),
    ...(details.length > room ? [words.scrolled(top + 1, top + room, details.length)] : []),
  ];
  return {
    ...page,
    lines: [...head, ...listed, ...details.slice(top, top + room)],
    note: notes.join(' · '),
    length: details.length,
    room,
  };
}

function rule(columns: number): Line {
  return [{ text: '─'.repeat(columns), token: 'dim' }];
}

function listLines(results: readonly Explanation[], index: number, width: number): readonly Line[] {
  const first = Math.max(0, Math.min(index - 1, results.length - MOST_LISTED));
  return results
    .slice(first, first + MOST_LISTED)
    .map((result, offset) =>
      withCursor([{ text: cutText(messageOf(result), width - 1) }], first + offset === index),
    );
}

function detailLines(state: AppState, explanation: Explanation, width: number): readonly Line[] {
  const { explain: words } = state.settings.messages.app;
  const { means, because, next, tool } = explanation;
  const found = explainedFinding(state);
  return [
    ...wrapText(messageOf(explanation), width).map((text): Line => [{ text, token: 'accent' }]),
    [{ text: words.printedBy[tool], token: 'dim' }],
    ...(found === null
      ? []
      : [
          BLANK,
          ...wrapText(words.found(safeText(found.summary)), width).map(
            (text): Line => [{ text, token: 'warning' }],
          ),
        ]),
    ...titled(words.means, [means], { words, width }),
    ...titled(words.because, because, { words, width }),
    ...titled(words.next, next, { words, width }),
  ];
}

interface Layout {
  readonly words: ExplainMessages;
  readonly width: number;
}

function titled(title: string, texts: readonly string[], { words, width }: Layout): readonly Line[] {
  return texts.length === 0
    ? []
    : [
        BLANK,
        [{ text: title, token: 'title', bold: true }],
        ...texts.flatMap((text, index) => item(text, texts.length > 1 ? words.item(index + 1) : '', width)),
      ];
}

/** A paragraph; of several, each behind its number. Values in it come from what was pasted. */
function item(text: string, mark: string, width: number): readonly Line[] {
  return wrapText(safeText(text), width - mark.length).map(
    (line, index): Line => [
      { text: index === 0 ? mark : ' '.repeat(mark.length), token: 'dim' },
      { text: line },
    ],
  );
}

/** The message as the tool prints it, with what was pasted filled in. */
function messageOf({ message, values }: Explanation): string {
  return safeText(message.replaceAll(/<([^<>]+)>/g, (hole, name: string) => values.get(name) ?? hole));
}
