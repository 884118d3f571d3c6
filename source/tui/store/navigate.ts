import type { Gun, RoleName } from '../../tuf/index.ts';
import { metadataRoles } from '../presentation/metadata.ts';
import type { RowTarget } from '../presentation/row.ts';
import { moveCursor } from './cursor.ts';
import { listHeight } from './geometry.ts';
import { rowsOf, rowUnderCursor } from './rows.ts';
import { inRows, moveIndex, type Scroll, scrollOverlay } from './scroll-overlay.ts';
import { focusedList, isWelcome, selectedReport, topOverlay } from './selectors.ts';
import { type AppState, type Focus, type ListId, PANELS, TABS, type TabId } from './state.ts';
import { pushOverlay, type Step, still, withList } from './step.ts';
import { WELCOME_COMMANDS } from './welcome.ts';

/** Rows of the screen that a wizard's page does not scroll. */
const WIZARD_FRAME = 9;

/** Moves the cursor, or the view where there is none, in whatever has the keys. */
export function scroll(state: AppState, motion: Scroll): Step {
  const overlay = topOverlay(state);
  if (overlay?.kind === 'wizard') {
    const rows = inRows(motion, Math.max(1, state.size.rows - WIZARD_FRAME));
    return state.wizards?.scroll(state, rows) ?? still(state);
  }
  if (overlay !== null) {
    return scrollOverlay(state, motion);
  }
  if (isWelcome(state)) {
    const index = moveIndex(state.welcomeIndex, WELCOME_COMMANDS.length, motion);
    return still({ ...state, welcomeIndex: index });
  }
  const list = focusedList(state);
  const rows = rowsOf(state, list);
  const height = listHeight(state, list, rows.heading !== null);
  const moved = moveCursor(state.lists[list], rows, { ...inRows(motion, height), height });
  return still(leaveRepository(withList(state, list, moved), state));
}

export function focusOn(state: AppState, focus: Focus): AppState {
  return { ...state, focus, panel: focus === 'detail' || focus === 'checkup' ? state.panel : focus };
}

export function movePanel(state: AppState, direction: 1 | -1): AppState {
  const order: readonly Focus[] = [...PANELS, 'detail'];
  return focusOn(state, around(order, state.focus, direction));
}

export function moveTab(state: AppState, direction: 1 | -1): AppState {
  return focusOn({ ...state, tab: around(TABS, state.tab, direction) }, 'detail');
}

/** Enter: into the details of a repository, and from a row to what it is about. */
export function openRow(state: AppState): Step {
  if (state.focus === 'repositories') {
    return still(focusOn(state, 'detail'));
  }
  const target = rowUnderCursor(state)?.opens ?? null;
  return still(target === null ? state : goTo(state, target));
}

/** Shows where something is explained. */
function goTo(state: AppState, target: RowTarget): AppState {
  switch (target.kind) {
    case 'repository':
      return showRepository(state, target.gun, target.tab ?? null);
    case 'finding':
      return findingIn(state, target.id);
    case 'signer':
      return cursorOn(state, { kind: 'role', role: `targets/${target.name}` as RoleName });
    case 'role':
      return state.focus === 'detail' ? metadataOf(state, target.role) : cursorOn(state, target);
    case 'key':
    case 'tag':
    case 'text':
      return pushOverlay(state, { kind: 'about', subject: target, top: 0 });
  }
}

/** Goes to a repository in the list, or to one of its tabs. */
function showRepository(state: AppState, gun: Gun, tab: TabId | null): AppState {
  const selected = withList(state, 'repositories', { selected: gun, filter: '', detached: false });
  const shown = leaveRepository(selected, state);
  return tab === null ? focusOn(shown, 'repositories') : focusOn({ ...shown, tab }, 'detail');
}

/** Opens the Doctor tab with the cursor on a finding. */
function findingIn(state: AppState, id: string): AppState {
  const opened = withList({ ...state, tab: 'doctor' }, 'doctor', { filter: '' });
  const index = Math.max(0, rowsOf(opened, 'doctor').indexOf(id));
  return focusOn(withList(opened, 'doctor', { selected: id, index, top: index, detached: false }), 'detail');
}

/** Opens the delegations with the cursor on the first row that is about the target. */
function cursorOn(state: AppState, target: RowTarget): AppState {
  const tab = 'delegations';
  const opened = focusOn(withList({ ...state, tab }, tab, { filter: '' }), 'detail');
  const rows = rowsOf(opened, tab);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows.at(index);
    if (!row.inert && sameTarget(row.opens, target)) {
      return withList(opened, tab, { selected: row.id, index, detached: false });
    }
  }
  return opened;
}

function sameTarget(left: RowTarget | null, right: RowTarget): boolean {
  return left !== null && JSON.stringify(left) === JSON.stringify(right);
}

/** The document of the role under the cursor, or of the one shown last. */
export function showMetadata(state: AppState): Step {
  const target = rowUnderCursor(state)?.opens ?? null;
  const role = target?.kind === 'role' ? target.role : state.metadataRole;
  return still(role === null ? focusOn({ ...state, tab: 'metadata' }, 'detail') : metadataOf(state, role));
}

export function stepRole(state: AppState, direction: 1 | -1): AppState {
  const report = selectedReport(state);
  const roles = report === null ? [] : metadataRoles(report);
  const [first] = roles;
  return first === undefined
    ? state
    : metadataOf(state, around(roles, state.metadataRole ?? first, direction));
}

function metadataOf(state: AppState, role: RoleName): AppState {
  const shown = withList({ ...state, tab: 'metadata', metadataRole: role }, 'metadata', {
    top: 0,
    selected: null,
    detached: false,
  });
  return focusOn(shown, 'detail');
}

/** Another repository starts at the top of each of its lists; what was marked or filtered there is not about it. */
function leaveRepository(next: AppState, before: AppState): AppState {
  if (next.lists.repositories.selected === before.lists.repositories.selected) {
    return next;
  }
  return resetRepositoryLists(next);
}

export function resetRepositoryLists(state: AppState): AppState {
  const about: readonly ListId[] = [
    'signers',
    'overview',
    'delegations',
    'tags',
    'roles',
    'metadata',
    'doctor',
  ];
  const cleared = about.reduce(
    (next, list) =>
      withList(next, list, {
        selected: null,
        index: 0,
        top: 0,
        detached: false,
        filter: '',
        marks: new Set(),
      }),
    state,
  );
  return { ...cleared, metadataRole: null };
}

function around<Item>(items: readonly Item[], current: Item, direction: 1 | -1): Item {
  const next = (items.indexOf(current) + direction + items.length) % items.length;
  return items[next] ?? current;
}
