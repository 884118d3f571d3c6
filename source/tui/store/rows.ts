import type { KnownRepository, RepositoryReport } from '../../operations/index.ts';
import { TARGETS } from '../../tuf/index.ts';
import { activityRows } from '../presentation/activity.ts';
import { checkupRows } from '../presentation/checkup.ts';
import { delegationRows } from '../presentation/delegations.ts';
import { doctorRows } from '../presentation/doctor.ts';
import { keyRows } from '../presentation/keys.ts';
import { metadataRows } from '../presentation/metadata.ts';
import { overviewRows } from '../presentation/overview.ts';
import { type RepositoryItem, repositoryRows } from '../presentation/repositories.ts';
import { roleRows } from '../presentation/roles.ts';
import type { Row, RowContext, RowList } from '../presentation/row.ts';
import { listOf } from '../presentation/row-list.ts';
import { signerRows } from '../presentation/signers.ts';
import { tagRows } from '../presentation/tags.ts';
import { checkupModel } from './checkup.ts';
import { rowAtCursor } from './cursor.ts';
import { diagnosisOf, doctorModel } from './diagnosing.ts';
import { listWidth } from './geometry.ts';
import { allOpened, focusedList, loadOf, selectedReport, selectedRepository } from './selectors.ts';
import type { AppState, KeyList, ListId } from './state.ts';

const NO_KEYS: KeyList = { keys: [], unreadable: [] };
const MINUTE = 60_000;

/** The row that the cursor is on in whatever is focused; null where there is nothing to select. */
export function rowUnderCursor(state: AppState): Row | null {
  const list = focusedList(state);
  return rowAtCursor(state.lists[list], rowsOf(state, list));
}

/** The rows of a list as its filter leaves them. Built once for as long as nothing they depend on changes. */
export function rowsOf(state: AppState, list: ListId): RowList {
  const width = listWidth(state, list);
  const { filter } = state.lists[list];
  const minute = Math.floor(state.now.getTime() / MINUTE);
  const dependencies = [modelOf(state, list), variantOf(state, list), width, filter, minute];
  const known = LAST.get(list);
  if (
    known !== undefined &&
    dependencies.every((value, index) => Object.is(value, known.dependencies[index]))
  ) {
    return known.rows;
  }
  const rows = remembering(
    build(state, list, { width, filter, now: state.now, messages: state.settings.messages }),
  );
  LAST.set(list, { dependencies, rows });
  return rows;
}

/** The last answer for each list: it is asked for several times between a key and its frame. */
const LAST = new Map<ListId, { readonly dependencies: readonly unknown[]; readonly rows: RowList }>();

/** Rows are asked for again and again while a cursor moves over them; each is built once. */
function remembering(rows: RowList): RowList {
  const built = new Map<number, Row>();
  return {
    heading: rows.heading,
    length: rows.length,
    found: rows.found,
    indexOf: (id) => rows.indexOf(id),
    at: (index) => {
      const row = built.get(index) ?? rows.at(index);
      built.set(index, row);
      return row;
    },
  };
}

function modelOf(state: AppState, list: ListId): unknown {
  switch (list) {
    case 'repositories':
      return repositoryModel(state);
    case 'checkup':
      return checkupModel(state, repositoryModel(state));
    case 'keys':
      return state.keys;
    case 'activity':
      return state.activity;
    default:
      return selectedReport(state);
  }
}

/** What else the rows of some lists depend on. */
function variantOf(state: AppState, list: ListId): unknown {
  switch (list) {
    case 'metadata':
      return state.metadataRole;
    case 'keys':
      return allOpened(state);
    case 'doctor':
      return diagnosisOf(state, selectedRepository(state));
    default:
      return null;
  }
}

function build(state: AppState, list: ListId, context: RowContext): RowList {
  const report = selectedReport(state);
  switch (list) {
    case 'repositories':
      return repositoryRows(repositoryModel(state), context);
    case 'checkup':
      return checkupRows(checkupModel(state, repositoryModel(state)), context);
    case 'doctor': {
      const model = doctorModel(state);
      return model === null ? listOf([], context.width) : doctorRows(model, context);
    }
    case 'signers':
      return signerRows(report, context);
    case 'keys':
      return keyRows(
        { ...(state.keys.status === 'ready' ? state.keys : NO_KEYS), complete: allOpened(state) },
        context,
      );
    case 'activity':
      // The newest first: what just happened is what somebody looks for.
      return activityRows(state.activity.toReversed(), context);
    default:
      return report === null ? listOf([], context.width) : buildTab(state, list, { report, context });
  }
}

type Tab = Exclude<ListId, 'repositories' | 'signers' | 'keys' | 'doctor' | 'activity' | 'checkup'>;

interface TabInput {
  readonly report: RepositoryReport;
  readonly context: RowContext;
}

function buildTab(state: AppState, tab: Tab, { report, context }: TabInput): RowList {
  switch (tab) {
    case 'overview':
      return overviewRows(report, context);
    case 'delegations':
      return delegationRows(report, context);
    case 'tags':
      return tagRows(report, context);
    case 'roles':
      return roleRows(report, context);
    case 'metadata':
      return metadataRows(report, state.metadataRole ?? TARGETS, context);
  }
}

/** One item for each known repository with what is known about it; the same array while nothing of that changes. */
function repositoryModel(state: AppState): readonly RepositoryItem[] {
  const { repositories, loads } = state;
  if (repositories.status !== 'ready') {
    return NO_ITEMS;
  }
  const known = MODELS.get(loads);
  if (known?.of === repositories.items) {
    return known.items;
  }
  const items = repositories.items.map(({ gun }) => ({ gun, load: loadOf(state, gun) }));
  MODELS.set(loads, { of: repositories.items, items });
  return items;
}

const NO_ITEMS: readonly RepositoryItem[] = [];
const MODELS = new WeakMap<
  AppState['loads'],
  { readonly of: readonly KnownRepository[]; readonly items: readonly RepositoryItem[] }
>();
