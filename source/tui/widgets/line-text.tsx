import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Line } from '../line.ts';
import { styleOf, type Theme } from '../theme/theme.ts';
import { useTheme } from '../theme/theme-context.ts';

interface LineTextProps {
  /** Fitted to its width already: nothing is wrapped or cut here. */
  readonly line: Line;
}

/** One row of the screen as one text node: a frame costs as much as it has nodes. */
export function LineText({ line }: LineTextProps) {
  return <Text wrap="truncate">{drawSpans(line, useTheme())}</Text>;
}

/** The runs of a line as Ink draws them; runs without a style of their own need no node. */
export function drawSpans(line: Line, theme: Theme): readonly ReactNode[] {
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
