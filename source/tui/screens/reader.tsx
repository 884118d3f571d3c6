import { Box, Text } from 'ink';
import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import { cursorIndex } from '../store/cursor.ts';
import { rowsOf } from '../store/rows.ts';
import { focusedList, isWelcome, selectedRepository, topOverlay } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { plainText } from '../widgets/text-layout.ts';
import { FilterLine } from './filter-line.tsx';
import { footerLine } from './footer.ts';
import { headerLine } from './header.ts';
import type { FieldBinding } from './overlay-field.tsx';
import { OverlayField } from './overlay-field.tsx';
import { overlayPage } from './overlay-pages.ts';
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
  const gun = selectedRepository(state);
  const { reader } = messages.app;
  const name =
    state.focus === 'detail'
      ? reader.tab(messages.shell.tabs[state.tab])
      : messages.panels[state.focus].title;
  return (
    <Box flexDirection="column">
      <Text>{reader.place(name, gun === null ? null : safeText(gun))}</Text>
      <Text>
        {index < 0 ? reader.empty : reader.row(plainText(rows.at(index).line).trim(), index + 1, rows.length)}
      </Text>
    </Box>
  );
}

function SpokenOverlay({ state, field }: ReaderScreenProps) {
  const overlay = topOverlay(state);
  if (overlay === null) {
    return null;
  }
  if (overlay.kind === 'filter') {
    return <FilterLine state={state} overlay={overlay} binding={field} />;
  }
  const page = overlayPage(state, overlay);
  return (
    <Box flexDirection="column">
      <Text>{page.title}</Text>
      {'field' in overlay ? <OverlayField overlay={overlay} binding={field} /> : null}
      {page.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a page have no identity but their place
        <Spoken key={index} line={line} />
      ))}
    </Box>
  );
}

/** A line without the blanks that only make columns, and without rules. */
function Spoken({ line }: { readonly line: Line }) {
  const text = plainText(line)
    .replace(/[─│╭╮╰╯├└]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text === '' ? null : <Text>{text}</Text>;
}
