import { Box } from 'ink';
import { topOverlay, wizardOf } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { Frame } from '../widgets/frame.tsx';
import { type FieldBinding, TextField } from '../widgets/text-field.tsx';

/** Where a page's text field begins, beside its frame and under its question. */
const FIELD_COLUMN = 4;
const SIDES = 6;

interface WizardScreenProps {
  readonly state: AppState;
  readonly field: FieldBinding;
}

/** The open page of a wizard, between header and footer. */
export function WizardScreen({ state, field }: WizardScreenProps) {
  const overlay = wizardOf(state);
  const { columns, rows } = state.size;
  if (overlay === null || state.wizards === null) {
    return <Frame title="" columns={columns} rows={rows - 2} focused content={[]} />;
  }
  const page = state.wizards.page(state, { reader: false });
  return (
    <Box width={columns} height={rows - 2} flexShrink={0}>
      <Frame
        title={page.title}
        note={page.note}
        columns={columns}
        rows={rows - 2}
        focused={topOverlay(state) === overlay}
        content={page.lines.map((line, index) => ({ key: `line:${index}`, line: [{ text: ' ' }, ...line] }))}
      />
      {page.fieldLine === null || overlay.field === null ? null : (
        <Box
          position="absolute"
          left={FIELD_COLUMN}
          top={page.fieldLine + 1}
          width={columns - SIDES}
          height={1}
          overflow="hidden"
        >
          <TextField field={overlay.field} binding={field} />
        </Box>
      )}
    </Box>
  );
}
