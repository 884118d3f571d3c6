import { examineAll } from '../store/checkup.ts';
import { explainedFinding } from '../store/explaining.ts';
import { fixTarget, isBeyondHelp, isHealthy, isReadyToFix, nextToFix } from '../store/fix-target.ts';
import { rowUnderCursor } from '../store/rows.ts';
import { focusedList, selectedReport, selectedRepository, wizardOf } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';

/** Why a command cannot be used just now; the catalogue has a sentence for each. */
export type DisabledReason =
  | 'nothing-selected'
  | 'nothing-to-open'
  | 'nothing-to-copy'
  | 'nothing-to-filter'
  | 'no-filter'
  | 'nothing-to-mark'
  | 'not-loaded'
  | 'zoomed-already'
  | 'not-zoomed'
  | 'found-in-trust-directory'
  | 'in-sandbox-already'
  | 'nothing-to-leave'
  | 'read-only'
  | 'not-initialised'
  | 'no-signers'
  | 'no-delegations'
  | 'no-keys'
  | 'nothing-unfinished'
  | 'nothing-wrong'
  | 'examined-already'
  | 'nothing-left-to-fix'
  | 'nothing-to-do'
  | 'no-such-finding'
  | 'trying-passphrase';

type Disabled = (state: AppState) => DisabledReason | null;

export const repositorySelected: Disabled = (state) =>
  selectedRepository(state) === null ? 'nothing-selected' : null;

export const reported: Disabled = (state) => (selectedReport(state) === null ? 'not-loaded' : null);

export const opens: Disabled = (state) => {
  if (state.focus === 'repositories') {
    return repositorySelected(state);
  }
  return rowUnderCursor(state)?.opens == null ? 'nothing-to-open' : null;
};

export const copyable: Disabled = (state) => {
  const wizard = wizardOf(state);
  if (wizard !== null) {
    return (state.wizards?.copyChoices(state).length ?? 0) === 0 ? 'nothing-to-copy' : null;
  }
  return copyableBelow(state);
};

const copyableBelow: Disabled = (state) =>
  (rowUnderCursor(state)?.copy.length ?? 0) === 0 && selectedRepository(state) === null
    ? 'nothing-to-copy'
    : null;

/** The Overview is read as a page. */
export const filterable: Disabled = (state) =>
  focusedList(state) === 'overview' ? 'nothing-to-filter' : null;

export const filtered: Disabled = (state) =>
  state.lists[focusedList(state)].filter === '' ? 'no-filter' : null;

export const markable: Disabled = (state) => {
  const row = rowUnderCursor(state);
  return row === null || row.inert || row.copy.length === 0 ? 'nothing-to-mark' : null;
};

export const hasDocument: Disabled = reported;

export const zoomed: Disabled = (state) => (state.zoomed ? null : 'not-zoomed');

export const notZoomed: Disabled = (state) => (state.zoomed ? 'zoomed-already' : null);

/** Whoever looks at everything already can only have the rest examined. */
export const notExamined: Disabled = (state) =>
  state.focus === 'checkup' && (state.job?.kind === 'examine-all' || examineAll(state).job === state.job)
    ? 'examined-already'
    : null;

/** What lies in the trust directory is found again each time; only what was added by hand can be forgotten. */
export const forgettable: Disabled = (state) => {
  const gun = selectedRepository(state);
  const items = state.repositories.status === 'ready' ? state.repositories.items : [];
  const origins = items.find((item) => item.gun === gun)?.origins;
  if (origins === undefined) {
    return 'nothing-selected';
  }
  return origins.every((origin) => origin === 'added') ? null : 'found-in-trust-directory';
};

export const notInSandbox: Disabled = (state) => (state.session.demo ? 'in-sandbox-already' : null);

/** Escape goes back as long as there is something to go back from. */
export const hasBack: Disabled = (state) => {
  const { filter, marks } = state.lists[focusedList(state)];
  const inside = state.focus === 'detail' || state.focus === 'checkup';
  const somethingOpen = state.overlays.length > 0 || state.zoomed || inside;
  return somethingOpen || filter !== '' || marks.size > 0 || state.job !== null ? null : 'nothing-to-leave';
};

/** Nothing is changed in read-only mode, neither on a server nor on this machine. */
export const changeable: Disabled = (state) => (state.settings.readOnly ? 'read-only' : null);

export const repositoryChangeable: Disabled = (state) => changeable(state) ?? repositorySelected(state);

/** What is there to be changed has to be known and to hold. */
export const repositoryLoaded: Disabled = (state) => {
  const report = selectedReport(state);
  const reason = repositoryChangeable(state);
  if (reason !== null || report === null) {
    return reason ?? 'not-loaded';
  }
  return report.trusted ? null : 'not-initialised';
};

export const hasSigners: Disabled = (state) =>
  repositoryLoaded(state) ?? (selectedReport(state)?.signers.length === 0 ? 'no-signers' : null);

export const hasDelegations: Disabled = (state) =>
  repositoryLoaded(state) ?? (selectedReport(state)?.delegations.length === 0 ? 'no-delegations' : null);

/** Copying keys to a file changes nothing, so that it works in read-only mode too. */
export const hasKeys: Disabled = ({ keys }) =>
  keys.status === 'ready' && keys.keys.length > 0 ? null : 'no-keys';

export const hasKeysToChange: Disabled = (state) => changeable(state) ?? hasKeys(state);

/** Something is wrong where the cursor is; what can be done about it is for the doctor to say. */
export const fixable: Disabled = (state) => {
  const wizard = wizardOf(state)?.wizard ?? null;
  if (wizard !== null) {
    return nextToFix(wizard) === null ? 'nothing-left-to-fix' : null;
  }
  const target = fixTarget(state);
  if (changeable(state) !== null || target === null) {
    return changeable(state) ?? 'nothing-selected';
  }
  if (!isReadyToFix(state, target)) {
    return 'not-loaded';
  }
  if (isHealthy(state, target)) {
    return 'nothing-wrong';
  }
  return isBeyondHelp(state, target) ? 'nothing-to-do' : null;
};

/** What the message means was found in the selected repository too. */
export const explainsFinding: Disabled = (state) =>
  explainedFinding(state) === null ? 'no-such-finding' : null;

export const hasUnfinished: Disabled = (state) =>
  changeable(state) ?? (state.unfinished.length === 0 ? 'nothing-unfinished' : null);

/** What is still being typed while a passphrase is tried belongs to the passphrase. */
export const notUnlocking: Disabled = (state) => {
  const phase = wizardOf(state)?.wizard.phase;
  return phase?.at === 'running' && phase.trying ? 'trying-passphrase' : null;
};
