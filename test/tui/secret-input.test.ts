import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { actionFor, wantsSecret } from '../../source/tui/keymap/dispatch.ts';
import { SecretInput } from '../../source/tui/keymap/secret-input.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import { EffectRunner } from '../../source/tui/store/effect-runner.ts';
import { type AppState, initialState } from '../../source/tui/store/state.ts';
import { Store } from '../../source/tui/store/store.ts';
import { fakeServices, UNREACHABLE } from '../support/fake-services.ts';
import { runApp } from '../support/run-app.ts';
import { NOW } from '../support/sample-parts.ts';
import { KEYS } from '../support/terminal-driver.ts';
import { fakeChanges, PASSPHRASE } from './support/fake-changes.ts';

function typed(...keys: readonly string[]): SecretInput {
  const secret = new SecretInput();
  for (const key of keys) {
    const named = key.length > 1 && /^[a-z+]+$/.test(key);
    secret.press({ name: key, text: named ? null : key });
  }
  return secret;
}

describe('the hidden field', () => {
  it.each([
    [['a', 'b', 'backspace'], 'a'],
    [['a', '👩‍👩‍👧', 'backspace'], 'a'],
    [['e\u0301', 'backspace'], ''],
    [['a', 'b', 'ctrl+u', 'c'], 'c'],
    [['a', ' ', 'u'], 'a u'],
  ])('%j makes %j', (keys, expected) => {
    expect(
      typed(...keys)
        .take()
        .reveal(),
    ).toBe(expected);
  });

  it('has no use for other keys, and takes none of them for characters', () => {
    const secret = typed('a');
    for (const name of ['enter', 'escape', 'tab', 'left', 'ctrl+a', 'ctrl+w', 'alt+x']) {
      expect(secret.press({ name, text: null })).toBe(false);
    }
    expect(secret.take().reveal()).toBe('a');
  });

  it('pastes the first line, without what is invisible', () => {
    const secret = new SecretInput();
    secret.paste('cor\u0007rect\nrm -rf /');
    expect(secret.take().reveal()).toBe('correct');
  });

  it('forgets what it hands out', () => {
    const secret = typed('a', 'b');
    secret.take();
    expect(secret.empty).toBe(true);
    expect(secret.take().reveal()).toBe('');
  });

  it('hands out what was typed twice only when it was the same', () => {
    const secret = typed('a');
    secret.hold();
    secret.press({ name: 'a', text: 'a' });
    expect(secret.takeRepeated()?.reveal()).toBe('a');
    secret.hold();
    secret.press({ name: 'b', text: 'b' });
    expect(secret.takeRepeated()).toBeNull();
  });

  it('counts bytes, and no blanks around them', () => {
    expect(typed(...'1234567').isShorterThan(8)).toBe(true);
    expect(typed(...'12345678').isShorterThan(8)).toBe(false);
    expect(typed(...'  123456').isShorterThan(8)).toBe(true);
    expect(typed(...'ääää').isShorterThan(8)).toBe(false);
  });

  it('shows nothing of itself to a log', () => {
    expect(inspect(typed(...PASSPHRASE), { depth: null, showHidden: true })).not.toContain('correct');
    expect(JSON.stringify(typed(...PASSPHRASE))).not.toContain('correct');
  });
});

describe('a passphrase', () => {
  /** Every state that the store ever had while jeff's key was rotated, with a new passphrase. */
  async function rotation() {
    const states: AppState[] = [];
    const secret = new SecretInput();
    const changes = fakeChanges({ newPassphrase: true });
    const services = fakeServices({ changes });
    const settings = { messages: english, readOnly: false, version: '0' };
    const size = { columns: 110, rows: 30 };
    const store = new Store(initialState({ services, settings, size, now: NOW }), {
      runEffect: (effect) => runner.run(effect),
      crash: (error) => {
        throw error;
      },
    });
    const runner = new EffectRunner(services, {
      dispatch: store.dispatch,
      describeDefect: () => UNREACHABLE,
      reopen: async () => services,
      copyToClipboard: () => true,
      redraw: () => undefined,
      suspend: null,
      exit: () => undefined,
      secret,
      messages: english,
    });
    store.subscribe(() => states.push(store.state()));
    const press = (name: string, text: string | null = null) => {
      if (wantsSecret(store.state()) && secret.press({ name, text })) {
        store.dispatch({ type: 'secret-typed', typed: !secret.empty });
      } else {
        const action = actionFor(store.state(), { name, text });
        expect(action).not.toBeNull();
        if (action !== null) {
          store.dispatch(action);
        }
      }
    };
    const until = (page: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const state = store.state();
          const lines = state.wizards?.page(state, { reader: true }).lines ?? [];
          if (
            lines.flat().some(({ text }) => text.includes(page)) ||
            (page === 'ready' &&
              state.keys.status === 'ready' &&
              [...state.loads.values()].some(({ report }) => report))
          ) {
            unsubscribe();
            resolve();
          }
        };
        const unsubscribe = store.subscribe(look);
        look();
      });
    return { store, states, runner, press, until, changes, services };
  }

  it('is in no state of the store, on no page, and in no record of what was done', async () => {
    const { store, states, runner, press, until, changes, services } = await rotation();
    store.dispatch({ type: 'started' });
    await until('ready');
    press('A', 'A');
    await until('What is the signer called?');
    for (const letter of 'zoe') {
      press(letter, letter);
    }
    press('enter');
    press('enter');
    press('enter');
    await until('Same as');
    press('tab');
    press('enter');
    for (const page of ['Passphrase of', 'New passphrase', 'The same passphrase']) {
      await until(page);
      for (const letter of PASSPHRASE) {
        press(letter === ' ' ? 'space' : letter, letter);
      }
      press('enter');
    }
    await until('published, downloaded again and verified');
    expect(changes.executed).toHaveLength(1);
    const seen = states.map((state) =>
      inspect({ ...state, services: null, settings: null }, { depth: 12, maxStringLength: null }),
    );
    expect(seen.filter((text) => text.includes('correct') || text.includes('battery'))).toEqual([]);
    const pages = states.map((state) => inspect(state.wizards?.page(state, { reader: false }), { depth: 8 }));
    expect(pages.filter((text) => /corre|horse|batte/.test(text))).toEqual([]);
    expect(JSON.stringify(services.activity())).not.toContain('correct');
    await runner.close();
  });

  it('is never written to the terminal, typed or pasted, right or wrong', async () => {
    const { terminal, services } = runApp({ fake: fakeServices({ changes: fakeChanges() }) });
    await terminal.waitFor('Pulls work');
    terminal.press('2jT');
    await terminal.waitFor('Whose key is to be replaced?');
    terminal.press(KEYS.enter.repeat(4));
    await terminal.waitFor('What changes');
    terminal.press(`${KEYS.tab}${KEYS.enter}`);
    await terminal.waitFor('Passphrase of');
    terminal.press('xyzzy wrong');
    await terminal.waitFor('(hidden)');
    terminal.press(KEYS.control('u'));
    await terminal.waitFor('(nothing typed yet)');
    terminal.press(`xyzzy wrong${KEYS.enter}`);
    await terminal.waitFor('attempt 2 of 3');
    terminal.press(KEYS.paste(`${PASSPHRASE}\n`));
    await terminal.waitFor('(hidden)');
    terminal.press(KEYS.enter);
    await terminal.waitFor('published, downloaded again and verified');
    expect(terminal.written()).not.toMatch(/xyzzy|correct|horse|battery/);
    expect(JSON.stringify(services.activity())).not.toMatch(/xyzzy|correct/);
  });
});
