import type { ActivityEntry } from '../../operations/index.ts';
import type { Action } from './action.ts';
import {
  keysFailed,
  keysListed,
  listKeys,
  listRepositories,
  repositoriesFailed,
  repositoriesKnown,
  repositoriesListed,
  repositoryAdded,
  repositoryFailed,
  repositoryForgotten,
  repositoryOpened,
  requestFailed,
  servicesChanged,
} from './answers.ts';
import {
  diagnoseShown,
  diagnosisFailed,
  keysDiagnosed,
  keysNotDiagnosed,
  repositoryDiagnosed,
} from './diagnosing.ts';
import { explained } from './explaining.ts';
import { schedule } from './loading.ts';
import { edited, runCommand } from './run-command.ts';
import type { AppState } from './state.ts';
import { andThen, type Step, still, toast } from './step.ts';
import { unfinishedListed, wizardsLoaded } from './wizard-answers.ts';

/** Entries that the activity log keeps; older ones are forgotten. */
const MOST_ACTIVITY = 1000;

/** The one way in which the app's state changes: an action in, the next state and the effects to run out. */
export function reduce(state: AppState, action: Action): Step {
  return andThen(andThen(react(state, action), schedule), diagnoseShown);
}

function react(state: AppState, action: Action): Step {
  switch (action.type) {
    case 'started':
      return andThen(listRepositories(state), listKeys);
    case 'resized':
      return still({ ...state, size: { columns: action.columns, rows: action.rows } });
    case 'ticked':
      return still({ ...state, now: action.now });
    case 'command':
      return runCommand(withoutToast(state), action.command);
    case 'edited':
      return edited(state, action.field);
    case 'repositories-known':
      return repositoriesKnown(state, action);
    case 'repositories-listed':
      return repositoriesListed(state, action);
    case 'repositories-failed':
      return repositoriesFailed(state, action);
    case 'repository-opened':
      return repositoryOpened(state, action);
    case 'repository-failed':
      return repositoryFailed(state, action);
    case 'repository-diagnosed':
      return repositoryDiagnosed(state, action);
    case 'diagnosis-failed':
      return diagnosisFailed(state, action);
    case 'keys-diagnosed':
      return keysDiagnosed(state, action);
    case 'keys-not-diagnosed':
      return keysNotDiagnosed(state, action);
    case 'keys-listed':
      return keysListed(state, action);
    case 'keys-failed':
      return keysFailed(state, action);
    case 'repository-added':
      return repositoryAdded(state, action);
    case 'repository-forgotten':
      return repositoryForgotten(state, action);
    case 'services-changed':
      return servicesChanged(state, action);
    case 'explained':
      return explained(state, action);
    case 'request-failed':
      return requestFailed(state, action);
    case 'copied':
      return toast(state, state.settings.messages.app.copy.done(action.what));
    case 'refused':
      return toast(state, state.settings.messages.app[action.reason]);
    case 'unfinished-listed':
      return unfinishedListed(state, action);
    case 'wizards-loaded':
      return wizardsLoaded(state, action);
    case 'wizard':
      return state.wizards?.happened(state, action.id, action.event) ?? still(state);
    case 'secret-typed':
      return state.wizards?.secretTyped(state, action.typed) ?? still(state);
    case 'activity':
      return still({ ...state, activity: withActivity(state.activity, action.entry) });
    case 'toast-expired':
      return still(state.toast?.id === action.id ? { ...state, toast: null } : state);
  }
}

/** A notice is about the last key; after the next it would hide what that one can do. */
function withoutToast(state: AppState): AppState {
  return state.toast === null ? state : { ...state, toast: null };
}

/** An entry comes twice: when it starts and when it is over. */
function withActivity(entries: readonly ActivityEntry[], entry: ActivityEntry): readonly ActivityEntry[] {
  const index = entries.findLastIndex(({ id }) => id === entry.id);
  return index < 0 ? [...entries, entry].slice(-MOST_ACTIVITY) : entries.with(index, entry);
}
