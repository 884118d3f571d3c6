import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Line } from '../line.ts';
import type { BorderStyle, TextStyle } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-context.ts';
import { drawSpans } from './line-text.tsx';
import { cutTextStart, fitLine, textWidth } from './text-layout.ts';

export interface FrameRow {
  readonly key: string;
  readonly line: Line;
}

interface FrameProps {
  readonly title: string;
  /** At the right end of the upper border, such as a position. */
  readonly note?: string;
  readonly columns: number;
  readonly rows: number;
  readonly focused: boolean;
  /** Fitted to the inside of the frame here; missing rows are blank, and there are never more than fit. */
  readonly content: readonly FrameRow[];
}

/**
 * A box with its title in the border, which Ink's own boxes cannot do. Rows and borders are drawn together, one text
 * node for each line of the screen.
 */
export function Frame({ title, note = '', columns, rows, focused, content }: FrameProps) {
  const theme = useTheme();
  const border = borderText(focused ? theme.focusedBorder : theme.border);
  const inside = Math.max(0, columns - 2);
  const bodyRows = Math.max(0, rows - 2);
  const filled = [...content.slice(0, bodyRows), ...blankRows(bodyRows - content.length)];
  return (
    <Box flexDirection="column" width={columns} height={rows} flexShrink={0} overflow="hidden">
      <TopBorder title={title} note={note} columns={columns} focused={focused} border={border} />
      {filled.map(({ key, line }) => (
        <Bordered key={key} border={border}>
          {drawSpans(fitLine(line, inside), theme)}
        </Bordered>
      ))}
      <Text wrap="truncate" {...border}>{`╰${'─'.repeat(inside)}╯`}</Text>
    </Box>
  );
}

interface TopBorderProps {
  readonly title: string;
  readonly note: string;
  readonly columns: number;
  readonly focused: boolean;
  readonly border: TextStyle;
}

function TopBorder({ title, note, columns, focused, border }: TopBorderProps) {
  const right = note === '' ? '─╮' : ` ${note} ─╮`;
  const shown = cutTextStart(title, Math.max(0, columns - textWidth(right) - 4));
  const rule = '─'.repeat(Math.max(0, columns - textWidth(shown) - textWidth(right) - 3));
  return (
    <Text wrap="truncate">
      <Text {...border}>{'╭ '}</Text>
      <Text bold={focused}>{shown}</Text>
      <Text {...border}>{` ${rule}${right}`}</Text>
    </Text>
  );
}

function Bordered({ border, children }: { readonly border: TextStyle; readonly children: ReactNode }) {
  return (
    <Text wrap="truncate">
      <Text {...border}>│</Text>
      {children}
      <Text {...border}>│</Text>
    </Text>
  );
}

function blankRows(count: number): readonly FrameRow[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({ key: `blank:${index}`, line: [] }));
}

/** The border's colours as those of text. */
function borderText({ borderColor, borderDimColor }: BorderStyle): TextStyle {
  return {
    ...(borderColor === undefined ? {} : { color: borderColor }),
    ...(borderDimColor === undefined ? {} : { dimColor: borderDimColor }),
  };
}
