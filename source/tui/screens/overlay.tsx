import { Box } from 'ink';
import { roleSummary } from '../overlays/role-summary.ts';
import { overlayColumns } from '../store/overlay-rows.ts';
import { selectedReport } from '../store/selectors.ts';
import type { AppState, Overlay } from '../store/state.ts';
import { Frame } from '../widgets/frame.tsx';
import { StaticTable } from '../widgets/static-table.tsx';
import { type FieldBinding, TextField } from '../widgets/text-field.tsx';
import { overlayPage } from './overlay-pages.ts';

interface OverlayProps {
  readonly state: AppState;
  readonly overlay: Exclude<Overlay, { readonly kind: 'filter' | 'wizard' }>;
  readonly field: FieldBinding;
}

/** The topmost overlay, in the middle of the screen over everything else. */
export function OverlayView({ state, overlay, field }: OverlayProps) {
  const page = overlayPage(state, overlay);
  const columns = overlayColumns(state) + 4;
  const rows = page.lines.length + 2;
  const left = Math.floor((state.size.columns - columns) / 2);
  // What gets shorter while somebody types must not move below their eyes.
  const top =
    overlay.kind === 'palette' || overlay.kind === 'explain'
      ? 1
      : Math.max(1, Math.floor((state.size.rows - rows) / 3));
  return (
    <Box position="absolute" left={left} top={top} width={columns} height={rows}>
      <Frame
        title={page.title}
        note={page.note ?? ''}
        columns={columns}
        rows={rows}
        focused
        opaque
        content={page.lines.map((line, index) => ({ key: `line:${index}`, line: [{ text: ' ' }, ...line] }))}
      />
      {page.fieldLine === null || !('field' in overlay) ? null : (
        <Box
          position="absolute"
          left={4}
          top={page.fieldLine + 1}
          width={columns - 6}
          height={1}
          overflow="hidden"
        >
          <TextField field={overlay.field} binding={field} />
        </Box>
      )}
      {overlay.kind === 'summary' ? (
        <Box position="absolute" left={2} top={1}>
          <Summary state={state} />
        </Box>
      ) : null}
    </Box>
  );
}

function Summary({ state }: { readonly state: AppState }) {
  const report = selectedReport(state);
  if (report === null) {
    return null;
  }
  const { columns, rows } = roleSummary(report, state.settings.messages);
  return <StaticTable columns={columns} rows={rows} />;
}
