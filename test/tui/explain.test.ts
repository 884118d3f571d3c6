import { describe, expect, it } from 'vitest';
import type { Explanation, Finding, Health } from '../../source/operations/index.ts';
import { actionFor, pasteAction } from '../../source/tui/keymap/dispatch.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import { overlayPage } from '../../source/tui/screens/overlay-pages.ts';
import type { Action } from '../../source/tui/store/action.ts';
import type { Effect } from '../../source/tui/store/effect.ts';
import { reduce } from '../../source/tui/store/reducer.ts';
import { rowUnderCursor } from '../../source/tui/store/rows.ts';
import { loadOf, topOverlay } from '../../source/tui/store/selectors.ts';
import { type AppState, initialState } from '../../source/tui/store/state.ts';
import { plainText } from '../../source/tui/widgets/text-layout.ts';
import { fakeServices, UNREACHABLE } from '../support/fake-services.ts';
import { runApp } from '../support/run-app.ts';
import { finding } from '../support/sample-findings.ts';
import { gun, NOW, role } from '../support/sample-parts.ts';
import { healthyReport } from '../support/sample-repository.ts';
import { KEYS } from '../support/terminal-driver.ts';

const API = gun('registry.example.com/admin/api');
const UNSIGNED = finding('releases-signatures-below-threshold', 'error', { role: role('targets/releases') });

interface Run {
  readonly state: AppState;
  readonly effects: readonly Effect[];
}

function apply(run: Run, ...actions: readonly Action[]): Run {
  return actions.reduce<Run>(({ state }, action) => reduce(state, action), run);
}

/** The app with one repository that has these findings, and the box open. */
function opened(findings: readonly Finding[] = [UNSIGNED], size = { columns: 110, rows: 30 }): Run {
  const settings = { messages: english, readOnly: false, version: '0' };
  const state = initialState({ services: fakeServices(), settings, size, now: NOW });
  let run = apply({ state, effects: [] }, { type: 'started' });
  run = apply(run, {
    type: 'repositories-listed',
    id: run.state.listing ?? 0,
    items: [{ gun: API, origins: ['added'] }],
  });
  const health: Health = { level: findings[0]?.level ?? 'ok', findings };
  const report = { ...healthyReport({ health }), gun: API };
  const id = loadOf(run.state, API).running ?? -1;
  run = apply(run, { type: 'repository-opened', id, gun: API, report });
  return apply(run, { type: 'command', command: 'explain-message' });
}

function overlay({ state }: Run) {
  const top = topOverlay(state);
  if (top?.kind !== 'explain') {
    throw new Error('the box is not open');
  }
  return top;
}

function typing(run: Run, text: string): Run {
  const { field } = overlay(run);
  return apply(run, { type: 'edited', field: { ...field, text, cursor: text.length } });
}

function press(run: Run, name: string, text: string | null = null): Run {
  const action = actionFor(run.state, { name, text });
  return action === null ? run : apply(run, action);
}

function explanation(message: string, rest: Partial<Explanation> = {}): Explanation {
  return {
    tool: 'notary',
    message,
    values: new Map(),
    means: 'Not enough signatures count.',
    because: ['Somebody left.', 'A key expired.'],
    next: ['Sign it again.'],
    codes: [],
    ...rest,
  };
}

function answered(run: Run, ...results: readonly Explanation[]): Run {
  return apply(run, { type: 'explained', id: overlay(run).running ?? -1, results });
}

function text(run: Run): string {
  const page = overlayPage(run.state, overlay(run));
  return [page.title, page.note, ...page.lines.map(plainText)].join('\n');
}

function flat(run: Run): string {
  return text(run).replaceAll('\n', ' ');
}

const asked = ({ effects }: Run) => effects.filter(({ kind }) => kind === 'explain' || kind === 'cancel');

describe('explaining a message', () => {
  it('asks while somebody types, and no longer for what was typed before', () => {
    const first = typing(opened(), 'valid');
    expect(asked(first)).toMatchObject([{ kind: 'explain', text: 'valid' }]);
    expect(text(first)).toContain(english.app.explain.searching);
    const second = typing(first, 'valid signatures');
    expect(asked(second)).toMatchObject([
      { kind: 'cancel', id: overlay(first).running },
      { kind: 'explain', text: 'valid signatures' },
    ]);
    const stale = apply(second, { type: 'explained', id: overlay(first).running ?? -1, results: [] });
    expect(overlay(stale).results).toBeNull();
  });

  it('says what it means, why it appears and what to do, with what was pasted filled in', () => {
    const found = answered(
      typing(opened(), 'valid'),
      explanation('valid signatures did not meet threshold for <role>', {
        values: new Map([['role', 'targets/qa']]),
      }),
    );
    expect(text(found)).toContain('valid signatures did not meet threshold for targets/qa');
    expect(text(found)).toContain('Not enough signatures count.');
    expect(text(found)).toMatch(/1\. Somebody left\.\n2\. A key expired\./);
    expect(text(found)).toContain('Sign it again.');
    expect(text(found)).toContain(english.app.explain.printedBy.notary);
  });

  it('draws nothing of a paste that a terminal would obey', () => {
    const values = new Map([['role', '\u001b]8;;http://evil\u0007x\u001b[31m']]);
    const found = answered(
      typing(opened(), 'x'),
      explanation('role <role>', { values, means: 'a\u001b[2Jb' }),
    );
    expect(text(found)).not.toContain('\u001b');
  });

  it('says so when nothing is known, and nothing before anything is typed', () => {
    expect(flat(opened())).toContain('Nothing of it leaves this machine.');
    expect(flat(answered(typing(opened(), 'zzz')))).toContain('Nothing is known about this.');
    const emptied = typing(answered(typing(opened(), 'zzz')), ' ');
    expect(overlay(emptied)).toMatchObject({ results: null, running: null });
    expect(asked(emptied)).toEqual([]);
  });

  it('goes through the explanations with the arrows and through one with the pages', () => {
    const long = explanation('second', {
      next: Array.from({ length: 40 }, (_, index) => `Step ${index + 1}.`),
    });
    const found = answered(typing(opened(), 'x'), explanation('first'), long);
    expect(text(found)).toMatch(/▸first\n second/);
    const second = press(found, 'down');
    expect(text(second)).toMatch(/ first\n▸second/);
    expect(text(press(second, 'down'))).toBe(text(second));
    const scrolled = press(press(press(second, 'pagedown'), 'pagedown'), 'pagedown');
    expect(text(scrolled)).toContain('40. Step 40.');
    expect(press(scrolled, 'pagedown').state).toEqual(scrolled.state);
    expect(text(press(scrolled, 'pageup'))).not.toContain('40. Step 40.');
  });

  it('takes a pasted terminal whole, and no line of it for a key', () => {
    const paste = pasteAction(opened().state, 'q\r\nerror: no trust data\n\u001b[31mf\n');
    const pasted = paste === null ? opened() : apply(opened(), paste);
    expect(overlay(pasted).field.text).toBe('q ⏎ error: no trust data ⏎ [31mf');
    expect(asked(pasted)).toMatchObject([{ text: 'q \n error: no trust data \n [31mf' }]);
    expect(pasted.state.overlays).toHaveLength(1);
  });

  it('types letters that are commands elsewhere', () => {
    const typed = [...'qfj?'].reduce((run, letter) => press(run, letter, letter), opened());
    expect(overlay(typed).field.text).toBe('qfj?');
  });

  it('shows why it could not be asked, and goes on', () => {
    const waiting = typing(opened(), 'valid');
    const failed = apply(waiting, {
      type: 'request-failed',
      id: overlay(waiting).running ?? -1,
      failure: UNREACHABLE,
    });
    expect(topOverlay(failed.state)?.kind).toBe('error');
    expect(overlay(apply(failed, { type: 'command', command: 'close' })).running).toBeNull();
  });

  it('is closed by Esc, whatever is being looked up', () => {
    const waiting = typing(opened(), 'valid');
    const closed = press(waiting, 'escape');
    expect(closed.state.overlays).toEqual([]);
    expect(asked(closed)).toEqual([{ kind: 'cancel', id: overlay(waiting).running }]);
  });
});

describe('from a message to the finding behind it', () => {
  const explained = (run = opened(), codes = [UNSIGNED.code]) =>
    answered(typing(run, 'valid'), explanation('valid signatures', { codes }));

  it('shows it in the Doctor', () => {
    const run = explained();
    expect(flat(run)).toContain(UNSIGNED.summary);
    const { state } = press(run, 'enter');
    expect(state).toMatchObject({ overlays: [], tab: 'doctor', focus: 'detail' });
    expect(rowUnderCursor(state)?.finding?.finding).toBe(UNSIGNED);
  });

  it('does not leave the box where the repository has nothing of the kind', () => {
    for (const run of [explained(opened([])), explained(opened(), ['clock-skew'])]) {
      const pressed = press(run, 'enter');
      expect(topOverlay(pressed.state)?.kind).toBe('explain');
      expect(pressed.state.toast?.text).toBe(english.app.disabled['no-such-finding']);
    }
  });

  it('does not go to the finding of an older text while the new one is looked up', () => {
    const pressed = press(typing(explained(), 'valid x'), 'enter');
    expect(topOverlay(pressed.state)?.kind).toBe('explain');
  });
});

describe('the box on the screen', () => {
  it.each([
    [80, 24],
    [120, 36],
    [200, 50],
  ])('does not ask for each letter, and stays within %i x %i', async (columns, rows) => {
    const questions: string[] = [];
    const long = explanation('no trust data', {
      because: Array.from({ length: 30 }, (_, index) => `Cause ${index}. `.repeat(9)),
    });
    const fake = {
      ...fakeServices(),
      explain: async (message: string) => {
        questions.push(message);
        return [long, explanation('another '.repeat(40))];
      },
    };
    const { terminal } = runApp({ columns, rows, fake });
    await terminal.waitFor('1 Repositories');
    terminal.press('e');
    await terminal.waitFor(english.app.explain.title);
    for (const letter of 'no trust data') {
      terminal.press(letter);
    }
    const screen = await terminal.waitFor('What it means');
    expect(questions.at(-1)).toBe('no trust data');
    expect(questions.length).toBeLessThan('no trust data'.length / 2);
    const lines = screen.split('\n');
    expect(lines).toHaveLength(rows);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    terminal.press(KEYS.paste('q\nq'));
    await terminal.waitFor('no trust dataq ⏎ q');
    terminal.press(KEYS.escape);
    await terminal.waitFor(/▸ .*admin/);
  });
});
