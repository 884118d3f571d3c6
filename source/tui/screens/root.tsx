import { useApp, useInput, usePaste } from 'ink';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import {
  actionFor,
  fieldHandles,
  fieldOf,
  movedAction,
  pasteAction,
  typedAction,
  wantsSecret,
} from '../keymap/dispatch.ts';
import { fieldVersion } from '../keymap/edit-field.ts';
import { type KeyPress, keysOf } from '../keymap/key-press.ts';
import type { SecretInput } from '../keymap/secret-input.ts';
import type { Action } from '../store/action.ts';
import type { Store } from '../store/store.ts';
import type { Theme } from '../theme/theme.ts';
import { ThemeProvider } from '../theme/theme-context.ts';
import type { FieldBinding } from '../widgets/text-field.tsx';
import { AppScreen } from './app.tsx';
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
  readonly secret: SecretInput;
}

/**
 * Connects the store to Ink. The one place where keys arrive: they are translated one by one, each against the state
 * that the one before it left.
 */
export function Root({ store, theme, screenReader, terminal, secret }: RootProps) {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { suspendTerminal } = useApp();
  const field = useInputDispatcher(store, { terminal, secret });
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
function useInputDispatcher(
  store: Store,
  { terminal, secret }: Pick<RootProps, 'terminal' | 'secret'>,
): FieldBinding {
  const turn = useRef<Turn>({ fieldOwnsKey: false, listening: null, drawn: true });
  const send = (action: Action | null) => {
    if (action !== null) {
      store.dispatch(action);
    }
  };
  useInput((input, key) => {
    const { current } = turn;
    // A field that appears only now is not called for this key any more: the list of listeners is made up already.
    const { listening } = current;
    // A second key in the same turn would meet a text field that still shows what was there before the first.
    if (!current.drawn) {
      terminal.flush();
    }
    const keys = keysOf(input, key);
    const field = fieldOf(store.state());
    const listens = field !== null && listening === fieldVersion(field);
    current.fieldOwnsKey = listens && fieldHandles(store.state(), keys);
    for (const press of keys) {
      if (typeSecret(store, secret, press)) {
        continue;
      }
      send(current.fieldOwnsKey ? movedAction(store.state(), press) : actionFor(store.state(), press));
    }
    current.drawn = fieldOf(store.state()) === null;
    queueMicrotask(() => {
      current.drawn = true;
    });
  });
  usePaste((text) => {
    if (wantsSecret(store.state())) {
      secret.paste(text);
      tellTyped(store, secret);
    } else {
      send(pasteAction(store.state(), text));
    }
  });
  return useMemo(() => bindingTo(store, turn.current), [store]);
}

/** A passphrase goes past the store, which only learns whether there is something. */
function typeSecret(store: Store, secret: SecretInput, press: KeyPress): boolean {
  const taken = wantsSecret(store.state()) && secret.press(press);
  if (taken) {
    tellTyped(store, secret);
  }
  return taken;
}

function tellTyped(store: Store, secret: SecretInput): void {
  store.dispatch({ type: 'secret-typed', typed: !secret.empty });
}

/** What one key has to know of the keys before it. */
interface Turn {
  fieldOwnsKey: boolean;
  /** The version of a text field that hears keys by now. */
  listening: string | null;
  /** Everything that keys have changed is on the screen. */
  drawn: boolean;
}

function bindingTo(store: Store, turn: Turn): FieldBinding {
  return {
    accepts: () => turn.fieldOwnsKey,
    onChange: (text) => {
      const action = typedAction(store.state(), text);
      if (action !== null) {
        store.dispatch(action);
      }
    },
    onListening: (version) => {
      turn.listening = version;
    },
  };
}
