import { Box } from 'ink';
import type { Line } from '../line.ts';
import { rowsOf } from '../store/rows.ts';
import type { AppState, Overlay } from '../store/state.ts';
import { LineText } from '../widgets/line-text.tsx';
import { type FieldBinding, TextField } from '../widgets/text-field.tsx';
import { lineWidth } from '../widgets/text-layout.ts';
import { footerLine } from './footer.ts';

interface FilterLineProps {
  readonly state: AppState;
  readonly overlay: Extract<Overlay, { readonly kind: 'filter' }>;
  readonly binding: FieldBinding;
}

/** The filter, typed in the footer so that the list above it can be seen narrowing. */
export function FilterLine({ state, overlay, binding }: FilterLineProps) {
  const { filter } = state.settings.messages.app;
  const label: Line = [{ text: ` ${filter.label} `, token: 'key-hint' }];
  const { found } = rowsOf(state, overlay.list);
  const hints: Line = [{ text: filter.found(found), token: 'dim' }, ...footerLine(state)];
  return (
    <Box width={state.size.columns} height={1} overflow="hidden">
      <Box flexShrink={0} width={lineWidth(label)}>
        <LineText line={label} />
      </Box>
      <Box flexGrow={1} overflow="hidden">
        <TextField field={overlay.field} binding={binding} />
      </Box>
      <Box flexShrink={0} width={lineWidth(hints)}>
        <LineText line={hints} />
      </Box>
    </Box>
  );
}
