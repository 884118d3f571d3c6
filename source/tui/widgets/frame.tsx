import { Box, Text } from 'ink';
import type { Line } from '../line.ts';
import { useTheme } from '../theme/theme-context.ts';
import { LineText } from './line-text.tsx';
import { cutText, cutTextStart, fitLine, textWidth } from './text-layout.ts';

export interface FrameRow {
  readonly key: string;
  /** Not wider than the inside of the frame. */
  readonly line: Line;
}

interface FrameProps {
  readonly title: string;
  /** Which side of a title that is too long is cut: of a repository's name the end says most. */
  readonly cut?: 'start' | 'end';
  /** At the right end of the upper border, such as a position. */
  readonly note?: string;
  readonly columns: number;
  readonly rows: number;
  readonly focused: boolean;
  /** Lies over something else, which must not show through. */
  readonly opaque?: boolean;
  /** At most as many as fit; the rest of the frame stays blank. */
  readonly content: readonly FrameRow[];
}

/** A box with its title and a note in the upper border, which Ink's own boxes do not have. */
export function Frame(props: FrameProps) {
  const { columns, rows, focused, content, opaque = false } = props;
  const theme = useTheme();
  const visible = content.slice(0, Math.max(0, rows - 2));
  const shown = opaque ? covering(visible, { columns: columns - 2, rows: rows - 2 }) : visible;
  return (
    <Box
      flexDirection="column"
      width={columns}
      height={rows}
      flexShrink={0}
      borderStyle="round"
      {...(focused ? theme.focusedBorder : theme.border)}
    >
      {shown.map(({ key, line }) => (
        <LineText key={key} line={line} opaque={opaque} />
      ))}
      <UpperBorder {...props} />
    </Box>
  );
}

/** Columns that a title has beside the corners and a note. */
export function titleRoom(columns: number, note: string): number {
  return Math.max(0, columns - 6 - (note === '' ? 0 : textWidth(note) + 3));
}

/** Drawn over the border: a position inside the frame starts below its border, hence the -1. */
function UpperBorder({ title, cut = 'end', note = '', columns, focused }: FrameProps) {
  const room = titleRoom(columns, note);
  const shown = cut === 'start' ? cutTextStart(title, room) : cutText(title, room);
  return (
    <>
      <Box position="absolute" top={-1} left={1}>
        <Text bold={focused}>{` ${shown} `}</Text>
      </Box>
      {note === '' ? null : (
        <Box position="absolute" top={-1} left={columns - textWidth(note) - 5}>
          <Text>{` ${note} `}</Text>
        </Box>
      )}
    </>
  );
}

/** Every cell of the inside, so that nothing of what lies below is left. */
function covering(
  content: readonly FrameRow[],
  inside: { readonly columns: number; readonly rows: number },
): readonly FrameRow[] {
  return Array.from({ length: Math.max(0, inside.rows) }, (_, index) => ({
    key: content[index]?.key ?? `blank:${index}`,
    line: fitLine(content[index]?.line ?? [], inside.columns),
  }));
}
