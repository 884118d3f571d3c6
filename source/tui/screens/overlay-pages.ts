import { safeText } from '../../base/index.ts';
import { commandsIn } from '../keymap/context.ts';
import { keyLabel, keyLabels } from '../keymap/key-label.ts';
import type { Line } from '../line.ts';
import { aboutLines, aboutTitle } from '../overlays/about/about.ts';
import { errorLines } from '../overlays/error-lines.ts';
import { explainPage } from '../overlays/explain/explain-page.ts';
import { helpLines } from '../overlays/help-lines.ts';
import { type PaletteEntry, paletteEntries } from '../overlays/palette-items.ts';
import { roleSummary, tableHeight } from '../overlays/role-summary.ts';
import { overlayColumns, overlayRows } from '../store/overlay-rows.ts';
import { selectedReport } from '../store/selectors.ts';
import type { AppState, Overlay, Question } from '../store/state.ts';
import { withCursor } from '../widgets/cursor.ts';
import { cutText, cutTextStart, fitLine, textWidth, wrapText } from '../widgets/text-layout.ts';
import { jobText } from './header.ts';

type OverlayOf<Kind extends Overlay['kind']> = Extract<Overlay, { readonly kind: Kind }>;

const BLANK: Line = [];

export interface OverlayPage {
  readonly title: string;
  readonly lines: readonly Line[];
  /** The line that the text field lies on; null without a field. */
  readonly fieldLine: number | null;
  readonly note: string;
}

/** What an overlay shows, as lines. */
export function overlayPage(
  state: AppState,
  overlay: Exclude<Overlay, { readonly kind: 'filter' | 'wizard' }>,
): OverlayPage {
  const { messages } = state.settings;
  const width = overlayColumns(state);
  switch (overlay.kind) {
    case 'help':
      return scrolled({ title: messages.app.help.title, lines: helpLines(state), top: overlay.top, state });
    case 'error':
      return scrolled({
        title: messages.app.error.title,
        lines: errorLines(overlay.failure, width, messages),
        top: overlay.top,
        state,
      });
    case 'about':
      return scrolled({
        title: aboutTitle(state, overlay.subject),
        lines: aboutLines(state, overlay.subject, width),
        top: overlay.top,
        state,
      });
    case 'summary':
      return summaryPage(state);
    case 'palette':
      return {
        title: messages.app.palette.title,
        lines: palettePage(state, overlay),
        fieldLine: 0,
        note: '',
      };
    case 'explain':
      return explainPage(state, overlay);
    case 'copy':
      return { title: messages.app.copy.title, lines: copyLines(state, overlay), fieldLine: null, note: '' };
    case 'confirm':
      return {
        title: messages.app.questions[overlay.question.kind].title,
        lines: questionLines(state, overlay.question),
        fieldLine: null,
        note: '',
      };
    case 'prompt':
      return {
        title: messages.app.prompts[overlay.prompt].title,
        lines: promptPage(state, overlay),
        fieldLine: 2,
        note: '',
      };
  }
}

/** The table itself is laid over the blank lines; here are its height and what stands below it. */
function summaryPage(state: AppState): OverlayPage {
  const { messages } = state.settings;
  const report = selectedReport(state);
  const summary = report === null ? null : roleSummary(report, messages);
  const blank = Array.from({ length: summary === null ? 1 : tableHeight(summary.rows.length) }, () => BLANK);
  const more: readonly Line[] =
    summary === null || summary.more === 0
      ? []
      : [[{ text: messages.app.summary.more(summary.more), token: 'dim' }]];
  return { title: messages.app.summary.title, lines: [...blank, ...more], fieldLine: null, note: '' };
}

interface Scrolled {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly top: number;
  readonly state: AppState;
}

function scrolled({ title, lines, top, state }: Scrolled): OverlayPage {
  const height = overlayRows(state);
  const first = Math.min(top, Math.max(0, lines.length - height));
  const visible = lines.slice(first, first + height);
  const note =
    visible.length < lines.length
      ? state.settings.messages.app.detail.position(first + 1, first + visible.length, lines.length)
      : '';
  return { title, lines: visible, fieldLine: null, note };
}

/** The palette: a field, a rule, and the entries around the chosen one. */
function palettePage(state: AppState, overlay: OverlayOf<'palette'>): readonly Line[] {
  const { app } = state.settings.messages;
  const width = overlayColumns(state);
  const entries = paletteEntries(state, overlay.field.text);
  const height = overlayRows(state);
  const first = Math.max(0, Math.min(overlay.index - height + 1, entries.length - height));
  const visible = entries.slice(first, first + height);
  const rule: Line = [{ text: '─'.repeat(width), token: 'dim' }];
  const lines = visible.map((entry, offset) =>
    withCursor(paletteLine(state, entry, width - 1), first + offset === overlay.index),
  );
  return [
    BLANK,
    rule,
    ...(lines.length === 0 ? [[{ text: ` ${app.palette.nothing}`, token: 'dim' } as const]] : lines),
  ];
}

function paletteLine(state: AppState, entry: PaletteEntry, width: number): Line {
  const { messages } = state.settings;
  const right =
    entry.item.kind === 'repository'
      ? messages.app.palette.repository
      : keyLabels(entry.keys.slice(0, 1), messages);
  const room = width - textWidth(right) - 1;
  const label =
    entry.disabled === null
      ? ([{ text: cutTextStart(entry.label, room) }] as const)
      : ([{ text: cutText(`${entry.label}: ${entry.disabled}`, room), token: 'dim' }] as const);
  return [...fitLine(label, room), { text: ' ' }, { text: right, token: 'key-hint' }];
}

/** The copy menu: what each choice is, and its value as far as it fits. */
function copyLines(state: AppState, { choices, index }: OverlayOf<'copy'>): readonly Line[] {
  const { kinds } = state.settings.messages.app.copy;
  const width = overlayColumns(state);
  const column = Math.max(...choices.map(({ kind }) => textWidth(kinds[kind]))) + 2;
  return choices.map(({ kind, value }, position) =>
    withCursor(
      [
        ...fitLine([{ text: kinds[kind] }], column),
        { text: cutText(safeText(value), Math.max(8, width - column - 1)), token: 'dim' },
      ],
      position === index,
    ),
  );
}

function questionLines(state: AppState, question: Question): readonly Line[] {
  const { messages } = state.settings;
  const { text, yes, no } = messages.app.questions[question.kind];
  const subject = question.kind === 'forget-repository' ? safeText(question.gun) : (jobText(state) ?? '');
  return [
    ...wrapText(text(subject), overlayColumns(state)).map((line): Line => [{ text: line }]),
    BLANK,
    [...answer(state, 'no', no), { text: '     ' }, ...answer(state, 'yes', yes)],
  ];
}

function answer(state: AppState, id: 'yes' | 'no', label: string): Line {
  const keys = commandsIn('confirm').find((command) => command.id === id)?.keys ?? [];
  const hints = (id === 'no' ? ['escape'] : keys).map((key) => keyLabel(key, state.settings.messages));
  return [{ text: hints.join(' '), token: 'key-hint' }, { text: ` ${label}` }];
}

/** A prompt: the question, the field, what is wrong with what was typed, and an example of an answer. */
function promptPage(state: AppState, { prompt, failure, running }: OverlayOf<'prompt'>): readonly Line[] {
  const { messages } = state.settings;
  const { question, example, working } = messages.app.prompts[prompt];
  const status: readonly Line[] =
    running === null
      ? failure === null
        ? [[{ text: example, token: 'dim' }]]
        : errorLines(failure, overlayColumns(state), messages)
      : [[{ text: working, token: 'dim' }]];
  return [[{ text: question }], BLANK, BLANK, BLANK, ...status];
}
