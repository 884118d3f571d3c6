import { describe, expect, it } from 'vitest';
import type { KnownRepository } from '../../source/operations/index.ts';
import type { Gun } from '../../source/tuf/index.ts';
import type { CommandId } from '../../source/tui/keymap/commands.ts';
import { english } from '../../source/tui/messages/english/english.ts';
import type { Action } from '../../source/tui/store/action.ts';
import type { Effect } from '../../source/tui/store/effect.ts';
import { reduce } from '../../source/tui/store/reducer.ts';
import { loadOf, selectedRepository } from '../../source/tui/store/selectors.ts';
import { type AppState, initialState } from '../../source/tui/store/state.ts';
import { fakeServices, UNREACHABLE } from '../support/fake-services.ts';
import { NOW } from '../support/sample-parts.ts';
import { ALL_SAMPLES, manyTags } from '../support/sample-reports.ts';
import { healthyReport } from '../support/sample-repository.ts';

interface Run {
  readonly state: AppState;
  readonly effects: readonly Effect[];
}

function start(size = { columns: 110, rows: 30 }): Run {
  const settings = { messages: english, readOnly: false, version: '0' };
  return apply({ state: initialState({ services: fakeServices(), settings, size, now: NOW }), effects: [] }, [
    { type: 'started' },
  ]);
}

/** Runs actions one after the other; the effects are those of the last one. */
function apply(run: Run, actions: readonly Action[]): Run {
  return actions.reduce<Run>(({ state }, action) => reduce(state, action), run);
}

function commands(run: Run, ...ids: readonly CommandId[]): Run {
  return apply(
    run,
    ids.map((command) => ({ type: 'command', command })),
  );
}

/** What a text field says after this was typed into it. */
function typing(text: string): Action {
  return { type: 'edited', field: { id: 0, text, cursor: text.length, epoch: 0 } };
}

function names(count: number): readonly Gun[] {
  return Array.from({ length: count }, (_, index) => `registry.example.com/team/app-${index}` as Gun);
}

function listed(run: Run, guns: readonly Gun[]): Run {
  const items: readonly KnownRepository[] = guns.map((gun) => ({ gun, origins: ['added'] }));
  return apply(run, [{ type: 'repositories-listed', id: run.state.listing ?? 0, items }]);
}

function opened(run: Run, gun: Gun): Run {
  const id = loadOf(run.state, gun).running ?? -1;
  return apply(run, [{ type: 'repository-opened', id, gun, report: { ...healthyReport(), gun } }]);
}

function opening({ effects }: Run): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === 'open-repository' ? [effect.gun] : []));
}

describe('loading', () => {
  it('asks for the list and the keys first, and for nothing else', () => {
    expect(start().effects.map(({ kind }) => kind)).toEqual(['list-repositories', 'list-keys']);
  });

  it('shows what this machine knows before the server has answered, and then the whole list', () => {
    const known = names(2).map((gun) => ({ gun, origins: ['added'] }) as const);
    const id = start().state.listing ?? 0;
    const early = apply(start(), [{ type: 'repositories-known', id, items: known }]);
    expect(early.state.repositories).toEqual({ status: 'ready', items: known });
    const whole = listed(early, names(3));
    expect(whole.state.repositories).toMatchObject({ items: { length: 3 } });
    const late = apply(whole, [{ type: 'repositories-known', id, items: known }]);
    expect(late.state.repositories).toMatchObject({ items: { length: 3 } });
  });

  it('does not welcome anybody before the server has answered', () => {
    const id = start().state.listing ?? 0;
    const early = apply(start(), [{ type: 'repositories-known', id, items: [] }]);
    expect(early.state.repositories).toEqual({ status: 'loading' });
  });

  it('opens the selected repository first, then visible ones, a few at a time', () => {
    const [first, second, third, fourth] = names(1000);
    expect(opening(listed(start(), names(1000)))).toEqual([first, second, third, fourth]);
  });

  it('goes on with the next when one is answered, and stops at what can be seen', () => {
    const guns = names(1000);
    let run = listed(start(), guns);
    const asked = new Set(opening(run));
    for (const gun of guns) {
      if (loadOf(run.state, gun).running !== null) {
        run = opened(run, gun);
        for (const next of opening(run)) {
          asked.add(next);
        }
      }
    }
    expect(asked.size).toBeGreaterThan(4);
    expect(asked.size).toBeLessThan(30);
  });

  it('gives the selected repository a place of its own while the others are slow', () => {
    const guns = names(1000);
    const run = commands(listed(start(), guns), 'down', 'down', 'down', 'down', 'down', 'down');
    expect(loadOf(run.state, guns[6] ?? null).running).not.toBeNull();
  });

  it('cancels what was scrolled away before it was answered', () => {
    const run = commands(listed(start(), names(1000)), 'bottom');
    expect(run.effects.filter(({ kind }) => kind === 'cancel')).toHaveLength(4);
    expect(opening(run)[0]).toBe('registry.example.com/team/app-999');
  });

  it('drops an answer that is not the one waited for', () => {
    const [gun] = names(1) as [Gun];
    const run = listed(start(), [gun]);
    const stale = apply(run, [{ type: 'repository-opened', id: -1, gun, report: manyTags(3) }]);
    expect(loadOf(stale.state, gun).report).toBeNull();
    const lists = apply(run, [{ type: 'repositories-listed', id: -1, items: [] }]);
    expect(lists.state.repositories).toEqual(run.state.repositories);
  });

  it('keeps the report while it is fetched anew, and drops the answer from before', () => {
    const [gun] = names(1) as [Gun];
    const loaded = opened(listed(start(), [gun]), gun);
    const first = commands(loaded, 'refresh');
    const second = commands(first, 'refresh');
    expect(first.effects).toContainEqual(expect.objectContaining({ kind: 'open-repository', refresh: true }));
    expect(second.effects.map(({ kind }) => kind)).toEqual(['cancel', 'open-repository']);
    const before = loadOf(first.state, gun).running ?? -1;
    const late = apply(second, [{ type: 'repository-opened', id: before, gun, report: manyTags(9) }]);
    expect(loadOf(late.state, gun).report?.tags).toHaveLength(healthyReport().tags.length);
  });

  it('keeps the report when fetching it anew fails', () => {
    const [gun] = names(1) as [Gun];
    const run = commands(opened(listed(start(), [gun]), gun), 'refresh');
    const id = loadOf(run.state, gun).running ?? -1;
    const failed = apply(run, [{ type: 'repository-failed', id, gun, failure: UNREACHABLE }]);
    expect(loadOf(failed.state, gun)).toMatchObject({ report: { gun }, failure: UNREACHABLE, running: null });
  });

  it('does not ask again for what failed until it is told to', () => {
    const [gun] = names(1) as [Gun];
    const run = listed(start(), [gun]);
    const id = loadOf(run.state, gun).running ?? -1;
    const failed = apply(run, [{ type: 'repository-failed', id, gun, failure: UNREACHABLE }]);
    expect(opening(commands(failed, 'panel-detail'))).toEqual([]);
    expect(opening(commands(failed, 'refresh'))).toEqual([gun]);
  });

  it('refreshes everything that was opened, says so, and is done when all are answered', () => {
    const guns = names(3);
    let run = guns.reduce(opened, listed(start(), guns));
    run = commands(run, 'refresh-all');
    expect(run.state.job).toMatchObject({ kind: 'refresh-all', total: 3 });
    run = guns.reduce(opened, run);
    expect(run.state.job).toBeNull();
    expect(run.state.toast?.text).toBe('Refreshed 3 repositories');
  });
});

describe('the cursor', () => {
  it('stays on a repository when the list comes back with more above it', () => {
    const guns = names(3);
    const chosen = commands(listed(start(), guns), 'down');
    const again = commands(chosen, 'refresh-all');
    const more = listed(again, ['registry.example.com/a/new' as Gun, ...guns]);
    expect(selectedRepository(more.state)).toBe(guns[1]);
  });

  it('shows another repository from its top, without the filter and marks of the one before', () => {
    const guns = names(2);
    const run = guns.reduce(opened, listed(start(), guns));
    const inTags = commands(run, 'next-tab', 'next-tab', 'down', 'mark');
    expect(inTags.state.lists.tags.marks.size).toBe(1);
    const other = commands(inTags, 'back', 'back', 'panel-repositories', 'down');
    expect(other.state.lists.tags).toMatchObject({ selected: null, top: 0, filter: '' });
  });
});

describe('Esc', () => {
  it('goes back step by step and never quits', () => {
    const guns = names(2);
    let run = guns.reduce(opened, listed(start(), guns));
    run = commands(run, 'next-tab', 'next-tab', 'zoom-in', 'mark', 'filter');
    run = apply(run, [typing('v')]);
    run = commands(run, 'keep-filter');
    const seen: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      run = commands(run, 'back');
      const { filter, marks } = run.state.lists.tags;
      seen.push(`${filter || '-'} ${marks.size} ${run.state.zoomed} ${run.state.focus}`);
      expect(run.effects.filter(({ kind }) => kind === 'exit')).toEqual([]);
    }
    expect(seen.slice(0, 5)).toEqual([
      '- 1 true detail',
      '- 0 true detail',
      '- 0 false detail',
      '- 0 false repositories',
      '- 0 false repositories',
    ]);
  });

  it('brings back the filter from before when typing is given up', () => {
    let run = commands(listed(start(), names(20)), 'filter');
    run = commands(apply(run, [typing('app-1')]), 'keep-filter', 'filter');
    run = commands(apply(run, [typing('app-19')]), 'back');
    expect(run.state.lists.repositories.filter).toBe('app-1');
  });

  it('cancels the question that a prompt waits for', () => {
    let run = commands(listed(start(), names(1)), 'connect-server');
    run = commands(apply(run, [typing('https://slow.example.com')]), 'submit');
    const asked = run.effects.find(({ kind }) => kind === 'reopen');
    const left = commands(run, 'back');
    expect(left.effects).toEqual([{ kind: 'cancel', id: (asked as { id: number }).id }]);
    const late = apply(left, [
      { type: 'services-changed', id: (asked as { id: number }).id, services: fakeServices() },
    ]);
    expect(late.state.repositories).toEqual(left.state.repositories);
  });
});

describe('quitting', () => {
  it('is done at once when nothing runs', () => {
    expect(commands(listed(start(), names(1)), 'quit').effects).toEqual([{ kind: 'exit', code: 0 }]);
  });

  it('asks first when a job runs; Enter stays', () => {
    const guns = names(3);
    const busy = commands(guns.reduce(opened, listed(start(), guns)), 'refresh-all', 'quit');
    expect(busy.effects).toEqual([]);
    expect(commands(busy, 'no').state.overlays).toEqual([]);
    expect(commands(busy, 'yes').effects).toEqual([{ kind: 'exit', code: 0 }]);
  });

  it('never asks on Ctrl+C', () => {
    const guns = names(3);
    const busy = commands(guns.reduce(opened, listed(start(), guns)), 'refresh-all', 'interrupt');
    expect(busy.effects).toEqual([{ kind: 'exit', code: 130 }]);
  });
});

describe('a command that cannot be used', () => {
  it('says why and changes nothing', () => {
    const run = commands(listed(start(), names(1)), 'zoom-out');
    expect(run.state.toast?.text).toBe(english.app.disabled['not-zoomed']);
    const overview = commands(run, 'panel-detail', 'filter');
    expect(overview.state.overlays).toEqual([]);
  });
});

describe('activity', () => {
  it('replaces an entry that started by the one that says how it ended', () => {
    const entry = {
      id: 7,
      at: NOW,
      kind: 'request',
      text: 'GET /v2/',
      result: null,
      milliseconds: null,
    } as const;
    const run = apply(start(), [
      { type: 'activity', entry: { ...entry, outcome: 'running' } },
      { type: 'activity', entry: { ...entry, outcome: 'ok', milliseconds: 12 } },
    ]);
    expect(run.state.activity).toEqual([{ ...entry, outcome: 'ok', milliseconds: 12 }]);
  });
});

describe('every command', () => {
  it('leaves a usable state with every sample, wherever it is used', () => {
    const reports = [...ALL_SAMPLES.values()].map((make) => make());
    const guns = reports.map(({ gun }) => gun);
    let run = listed(start({ columns: 80, rows: 24 }), guns);
    for (const report of reports) {
      const id = loadOf(run.state, report.gun).running ?? -1;
      run = apply(run, [{ type: 'repository-opened', id, gun: report.gun, report }]);
    }
    const walk: readonly CommandId[] = [
      'next-tab',
      'down',
      'page-down',
      'open',
      'bottom',
      'top',
      'mark',
      'copy',
      'back',
    ];
    for (let count = 0; count < 60; count += 1) {
      run = commands(run, walk[count % walk.length] ?? 'down', count % 13 === 0 ? 'next-panel' : 'down');
    }
    expect(selectedRepository(run.state)).not.toBeNull();
  });
});
