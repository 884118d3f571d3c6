import { Text } from 'ink';
import { memo, type ReactNode } from 'react';
import type { Line } from '../line.ts';
import { styleOf, type Theme } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-context.ts';

interface LineTextProps {
  /** Fitted to its width already: nothing is wrapped or cut here. */
  readonly line: Line;
  /** Blanks at the end are drawn too, to cover what lies below. */
  readonly opaque?: boolean;
}

/**
 * One row of the screen as one text node. A frame costs as much as it has nodes and characters, so that blanks at the
 * end are left out, and a line that is the same as before is not drawn again.
 */
export const LineText = memo(function LineText({ line, opaque = false }: LineTextProps) {
  const theme = useTheme();
  const spans = drawSpans(opaque ? line : withoutTrailingBlanks(line), theme);
  return <Text wrap="truncate">{spans.length === 0 ? ' ' : spans}</Text>;
});

/** The runs of a line as Ink draws them; runs without a style of their own need no node. */
function drawSpans(line: Line, theme: Theme): readonly ReactNode[] {
  return line.map((span, index) => {
    const style = styleOf(theme, span);
    return Object.keys(style).length === 0 ? (
      span.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line have no identity but their place
      <Text key={index} {...style}>
        {span.text}
      </Text>
    );
  });
}

function withoutTrailingBlanks(line: Line): Line {
  const last = line.findLastIndex(({ text }) => text.trimEnd() !== '');
  return line
    .slice(0, last + 1)
    .map((span, index) => (index === last ? { ...span, text: span.text.trimEnd() } : span));
}
