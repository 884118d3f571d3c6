import { Box, Text } from 'ink';
import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import { roleSummary } from '../overlays/role-summary.ts';
import type { RowList } from '../presentation/row.ts';
import { cursorIndex } from '../store/cursor.ts';
import { rowsOf } from '../store/rows.ts';
import {
  focusedList,
  isWelcome,
  selectedReport,
  selectedRepository,
  topOverlay,
} from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { type FieldBinding, TextField } from '../widgets/text-field.tsx';
import { plainText } from '../widgets/text-layout.ts';
import { FilterLine } from './filter-line.tsx';
import { footerLine } from './footer.ts';
import { headerLine } from './header.ts';
import { overlayPage } from './overlay-pages.ts';
import { panelPlaceholder, tabPlaceholder } from './placeholder.ts';
import { welcomeLines } from './welcome.tsx';

interface ReaderScreenProps {
  readonly state: AppState;
  readonly field: FieldBinding;
}

/**
 * The app for screen readers: no frames and no columns side by side, but sentences from top to bottom. What is read
 * is where the cursor is, what it is on, and what can be done; not the whole screen at each key.
 */
export function ReaderScreen({ state, field }: ReaderScreenProps) {
  const overlay = topOverlay(state);
  return (
    <Box flexDirection="column">
      <Spoken line={headerLine(state)} />
      {overlay === null ? <Place state={state} /> : <SpokenOverlay state={state} field={field} />}
      <Spoken line={footerLine(state)} />
    </Box>
  );
}

/** The list that is focused, the row under the cursor, and how far down it is. */
function Place({ state }: { readonly state: AppState }) {
  const { messages } = state.settings;
  if (isWelcome(state)) {
    return welcomeLines(state).map((line) => <Spoken key={plainText(line)} line={line} />);
  }
  const list = focusedList(state);
  const rows = rowsOf(state, list);
  const index = cursorIndex(state.lists[list], rows);
  const gun = list === 'checkup' ? null : selectedRepository(state);
  const { reader } = messages.app;
  const name = nameOfPlace(state);
  return (
    <Box flexDirection="column">
      <Text>{reader.place(name, gun === null ? null : safeText(gun))}</Text>
      {index < 0 ? (
        <Unselectable state={state} rows={rows} />
      ) : (
        <Text>{reader.row(spoken(rows.at(index).line), index + 1, rows.length)}</Text>
      )}
    </Box>
  );
}

function nameOfPlace({ focus, tab, settings: { messages } }: AppState): string {
  switch (focus) {
    case 'detail':
      return messages.app.reader.tab(messages.shell.tabs[tab]);
    case 'checkup':
      return messages.doctor.checkup.title;
    default:
      return messages.panels[focus].title;
  }
}

interface UnselectableProps {
  readonly state: AppState;
  readonly rows: RowList;
}

/** Rows that explain why there is nothing to select, or what stands in for them. */
function Unselectable({ state, rows }: UnselectableProps) {
  const lines =
    rows.length === 0
      ? placeholder(state)
      : Array.from({ length: Math.min(rows.length, FEW) }, (_, index) => rows.at(index).line);
  return lines
    .filter((line) => spoken(line) !== '')
    .map((line) => <Spoken key={plainText(line)} line={line} />);
}

function placeholder(state: AppState): readonly Line[] {
  const { focus } = state;
  return focus === 'detail' || focus === 'checkup'
    ? tabPlaceholder(state)
    : [[panelPlaceholder(state, focus)]];
}

/** As many sentences as anybody listens to before the next key. */
const FEW = 5;

function SpokenOverlay({ state, field }: ReaderScreenProps) {
  const overlay = topOverlay(state);
  if (overlay === null) {
    return null;
  }
  if (overlay.kind === 'filter') {
    return <FilterLine state={state} overlay={overlay} binding={field} />;
  }
  if (overlay.kind === 'summary') {
    return <SpokenSummary state={state} />;
  }
  const page =
    overlay.kind === 'wizard'
      ? (state.wizards?.page(state, { reader: true }) ?? { title: '', note: '', lines: [] })
      : overlayPage(state, overlay);
  return (
    <Box flexDirection="column">
      <Text>{[page.title, page.note].filter((part) => part !== '').join(', ')}</Text>
      {'field' in overlay && overlay.field !== null ? (
        <TextField field={overlay.field} binding={field} />
      ) : null}
      {page.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a page have no identity but their place
        <Spoken key={index} line={line} />
      ))}
    </Box>
  );
}

/** A table is of no use when it is read aloud: each role as a sentence. */
function SpokenSummary({ state }: { readonly state: AppState }) {
  const report = selectedReport(state);
  const summary = report === null ? null : roleSummary(report, state.settings.messages);
  return (summary?.rows ?? []).map((row) => {
    const sentence = Object.entries(row)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    return <Text key={sentence}>{sentence}</Text>;
  });
}

/** A line without the blanks that only make columns, and without rules. */
function Spoken({ line }: { readonly line: Line }) {
  const text = spoken(line);
  return text === '' ? null : <Text>{text}</Text>;
}

function spoken(line: Line): string {
  return plainText(line)
    .replace(/[─│╭╮╰╯├└]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
