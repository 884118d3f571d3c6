import { Box, Text } from 'ink';
import { geometryOf, MINIMUM_SIZE } from '../store/geometry.ts';
import { isWelcome, topOverlay, wizardOf } from '../store/selectors.ts';
import { type AppState, PANELS } from '../store/state.ts';
import { LineText } from '../widgets/line-text.tsx';
import type { FieldBinding } from '../widgets/text-field.tsx';
import { Checkup } from './checkup.tsx';
import { Detail } from './detail.tsx';
import { FilterLine } from './filter-line.tsx';
import { footerLine } from './footer.ts';
import { headerLine } from './header.ts';
import { OverlayView } from './overlay.tsx';
import { Panel } from './panel.tsx';
import { Welcome } from './welcome.tsx';
import { WizardScreen } from './wizard.tsx';

interface AppScreenProps {
  readonly state: AppState;
  readonly field: FieldBinding;
}

/** The whole screen for a state. It is exactly as high as the terminal, so that nothing ever scrolls. */
export function AppScreen({ state, field }: AppScreenProps) {
  const { columns, rows } = state.size;
  const overlay = topOverlay(state);
  if (geometryOf(state).arrangement === 'too-small') {
    return <TooSmall state={state} />;
  }
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <LineText line={headerLine(state)} />
      <Main state={state} field={field} />
      {overlay?.kind === 'filter' ? (
        <FilterLine state={state} overlay={overlay} binding={field} />
      ) : (
        <LineText line={footerLine(state)} />
      )}
      {overlay === null || overlay.kind === 'filter' || overlay.kind === 'wizard' ? null : (
        <OverlayView state={state} overlay={overlay} field={field} />
      )}
    </Box>
  );
}

/** A wizard takes the place of what it was opened from. */
function Main({ state, field }: AppScreenProps) {
  if (wizardOf(state) !== null) {
    return <WizardScreen state={state} field={field} />;
  }
  return isWelcome(state) ? <Welcome state={state} /> : <Body state={state} />;
}

function Body({ state }: { readonly state: AppState }) {
  const { areas, arrangement, body } = geometryOf(state);
  const panels = PANELS.map((panel) => {
    const area = areas[panel];
    return area === null ? null : <Panel key={panel} state={state} panel={panel} area={area} />;
  });
  const detail = areas.detail === null ? null : <Detail state={state} area={areas.detail} />;
  if (areas.checkup !== null) {
    return <Checkup state={state} area={areas.checkup} />;
  }
  const beside = arrangement === 'wide';
  return (
    <Box flexDirection={beside ? 'row' : 'column'} width={body.columns} height={body.rows} flexShrink={0}>
      {arrangement === 'zoomed' ? panels : <Box flexDirection={beside ? 'column' : 'row'}>{panels}</Box>}
      {detail}
    </Box>
  );
}

function TooSmall({ state }: { readonly state: AppState }) {
  const { columns, rows } = state.size;
  const { tooSmall } = state.settings.messages.shell;
  return (
    <Box width={columns} height={rows} overflow="hidden">
      <Text wrap="wrap">{tooSmall({ columns, rows }, MINIMUM_SIZE)}</Text>
    </Box>
  );
}
