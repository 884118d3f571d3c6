import { useApp, useInput, usePaste } from 'ink';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { actionFor, fieldHandles, pasteAction, withoutControls } from '../keymap/dispatch.ts';
import { keysOf } from '../keymap/key-press.ts';
import type { Store } from '../store/store.ts';
import type { Theme } from '../theme/theme.ts';
import { ThemeProvider } from '../theme/theme-context.ts';
import { AppScreen } from './app.tsx';
import type { FieldBinding } from './overlay-field.tsx';
import { ReaderScreen } from './reader.tsx';

/** What only a mounted Ink app can do, lent to the effects. */
export interface TerminalControl {
  /** Gives the terminal back while `work` runs, and draws everything again afterwards. */
  suspend: ((work: () => Promise<void>) => Promise<void>) | null;
  /** Draws what has changed at once instead of at the end of this turn of the event loop. */
  flush: () => void;
}

interface RootProps {
  readonly store: Store;
  readonly theme: Theme;
  readonly screenReader: boolean;
  readonly terminal: TerminalControl;
}

/**
 * Connects the store to Ink. The one place where keys arrive: they are translated one by one, each against the state
 * that the one before it left.
 */
export function Root({ store, theme, screenReader, terminal }: RootProps) {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { suspendTerminal } = useApp();
  const field = useInputDispatcher(store, terminal);
  useEffect(() => {
    terminal.suspend = suspendTerminal;
    return () => {
      terminal.suspend = null;
    };
  }, [terminal, suspendTerminal]);
  const Screen = screenReader ? ReaderScreen : AppScreen;
  return (
    <ThemeProvider value={theme}>
      <Screen state={state} field={field} />
    </ThemeProvider>
  );
}

/**
 * Sends keys and pastes to the store, and tells text fields which keys are theirs. Relies on this being mounted
 * before any text field, so that Ink calls it first.
 */
function useInputDispatcher(store: Store, terminal: TerminalControl): FieldBinding {
  const turn = useRef({ fieldOwnsKey: false, drawn: true });
  useInput((input, key) => {
    const { current } = turn;
    if (!current.drawn) {
      terminal.flush();
    }
    const keys = keysOf(input, key);
    current.fieldOwnsKey = fieldHandles(store.state(), keys);
    if (!current.fieldOwnsKey) {
      for (const press of keys) {
        const action = actionFor(store.state(), press);
        if (action !== null) {
          store.dispatch(action);
        }
      }
      return;
    }
    // A second key in the same turn would meet a text field that still has the text from before the first.
    current.drawn = false;
    queueMicrotask(() => {
      current.drawn = true;
    });
  });
  usePaste((text) => {
    const action = pasteAction(store.state(), text);
    if (action !== null) {
      store.dispatch(action);
    }
  });
  return useMemo(
    () => ({
      accepts: () => turn.current.fieldOwnsKey,
      onChange: (text) => store.dispatch({ type: 'typed', text: withoutControls(text) }),
    }),
    [store],
  );
}
