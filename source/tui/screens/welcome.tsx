import { safeText } from '../../base/index.ts';
import { COMMANDS } from '../keymap/commands.ts';
import { keyLabel } from '../keymap/key-label.ts';
import type { Line } from '../line.ts';
import type { AppState } from '../store/state.ts';
import { WELCOME_COMMANDS } from '../store/welcome.ts';
import { withCursor } from '../widgets/cursor.ts';
import { Frame } from '../widgets/frame.tsx';
import { cutText, fitLine, textWidth } from '../widgets/text-layout.ts';

type WelcomeCommand = (typeof WELCOME_COMMANDS)[number];

/** The first run: there is nothing to show yet, so this offers what to do. */
export function Welcome({ state }: { readonly state: AppState }) {
  return (
    <Frame
      title={state.settings.messages.app.welcome.title}
      columns={state.size.columns}
      rows={state.size.rows - 2}
      focused
      content={welcomeLines(state).map((line, index) => ({ key: `line:${index}`, line }))}
    />
  );
}

export function welcomeLines(state: AppState): readonly Line[] {
  const { intro } = state.settings.messages.app.welcome;
  const choices = WELCOME_COMMANDS.map((command, index) => choiceLine(state, command, index));
  const above = Math.max(1, Math.floor((state.size.rows - 4 - 2 * choices.length) / 3));
  return [
    ...Array.from({ length: above }, (): Line => []),
    [{ text: '   ' }, { text: intro, bold: true }],
    [],
    ...choices.flatMap((line) => [line, []]),
  ];
}

function choiceLine(state: AppState, command: WelcomeCommand, index: number): Line {
  const { messages } = state.settings;
  const { commands } = messages.app;
  const widest = Math.max(...WELCOME_COMMANDS.map((id) => textWidth(commands[id].description)));
  const key = keyLabel(COMMANDS[command].keys[0], messages);
  const room = state.size.columns - widest - 14;
  const line: Line = [
    ...fitLine([{ text: commands[command].description }], widest + 2),
    { text: key, token: 'key-hint' },
    { text: `   ${cutText(explanation(state, command), room)}`, token: 'dim' },
  ];
  return [{ text: '  ' }, ...withCursor(line, index === state.welcomeIndex)];
}

function explanation(state: AppState, command: WelcomeCommand): string {
  const { welcome } = state.settings.messages.app;
  const { session, keys } = state;
  switch (command) {
    case 'explore-sandbox':
      return session.demo ? welcome.inSandbox : welcome.sandbox;
    case 'connect-server':
      return welcome.server(session.server === null ? null : safeText(session.server.url));
    case 'add-repository':
      return welcome.addRepository;
    case 'open-trust-directory':
      return welcome.trustDirectory(
        safeText(session.trustDirectory),
        keys.status === 'ready' ? keys.keys.length : null,
      );
  }
}
