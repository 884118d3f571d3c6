import { COMMANDS, type CommandEntry, type CommandId } from '../keymap/commands.ts';
import { listKeys, listRepositories } from './answers.ts';
import { goBack } from './back.ts';
import { openCheckup } from './checkup.ts';
import { cancelQuestion, chooseInOverlay, confirmQuestion, submitPrompt } from './choose.ts';
import { messageEdited, openExplain, showExplainedFinding } from './explaining.ts';
import { refreshAll } from './loading.ts';
import { openCopyMenu, toggleAllMarks, toggleMark } from './marks.ts';
import { focusOn, movePanel, moveTab, openRow, scroll, showMetadata, stepRole } from './navigate.ts';
import { focusedList, selectedRepository, topOverlay } from './selectors.ts';
import type { AppState, FieldState, PromptKind } from './state.ts';
import {
  claimId,
  popOverlay,
  pushOverlay,
  type Step,
  step,
  still,
  swapOverlay,
  toast,
  withList,
} from './step.ts';
import { interrupt, WIZARD_HANDLERS } from './wizard-commands.ts';

/** Runs a command, or says why it cannot be used just now. */
export function runCommand(state: AppState, id: CommandId): Step {
  const entry: CommandEntry = COMMANDS[id];
  const reason = entry.disabled?.(state) ?? null;
  return reason === null ? HANDLERS[id](state) : toast(state, state.settings.messages.app.disabled[reason]);
}

const HANDLERS: Readonly<Record<CommandId, (state: AppState) => Step>> = {
  up: (state) => scroll(state, { by: 'row', count: -1 }),
  down: (state) => scroll(state, { by: 'row', count: 1 }),
  'menu-up': (state) => scroll(state, { by: 'row', count: -1 }),
  'menu-down': (state) => scroll(state, { by: 'row', count: 1 }),
  top: (state) => scroll(state, { to: 'top' }),
  bottom: (state) => scroll(state, { to: 'bottom' }),
  'page-up': (state) => scroll(state, { by: 'pages', count: -1 }),
  'page-down': (state) => scroll(state, { by: 'pages', count: 1 }),
  'half-page-up': (state) => scroll(state, { by: 'pages', count: -0.5 }),
  'half-page-down': (state) => scroll(state, { by: 'pages', count: 0.5 }),
  open: openRow,
  choose: (state) => chooseInOverlay(state, runCommand),
  submit: submitPrompt,
  'keep-filter': (state) => still(popOverlay(state)),
  back: goBack,
  close: (state) => still(popOverlay(state)),
  yes: confirmQuestion,
  no: cancelQuestion,
  'panel-repositories': (state) => still(focusOn(state, 'repositories')),
  'panel-signers': (state) => still(focusOn(state, 'signers')),
  'panel-keys': (state) => still(focusOn(state, 'keys')),
  doctor: (state) => still(focusOn({ ...state, tab: 'doctor' }, 'detail')),
  'doctor-all': openCheckup,
  'panel-detail': (state) => still(focusOn(state, 'detail')),
  'next-panel': (state) => still(movePanel(state, 1)),
  'previous-panel': (state) => still(movePanel(state, -1)),
  'next-tab': (state) => still(moveTab(state, 1)),
  'previous-tab': (state) => still(moveTab(state, -1)),
  filter: openFilter,
  'next-match': (state) => scroll(state, { by: 'row', count: 1 }),
  'previous-match': (state) => scroll(state, { by: 'row', count: -1 }),
  mark: toggleMark,
  'mark-all': toggleAllMarks,
  copy: openCopyMenu,
  metadata: showMetadata,
  'next-role': (state) => still(stepRole(state, 1)),
  'previous-role': (state) => still(stepRole(state, -1)),
  summary: (state) => still(pushOverlay(state, { kind: 'summary' })),
  activity: (state) => still(focusOn({ ...state, tab: 'activity' }, 'detail')),
  'explain-message': openExplain,
  'explanation-finding': showExplainedFinding,
  'zoom-in': (state) => still({ ...state, zoomed: true }),
  'zoom-out': (state) => still({ ...state, zoomed: false }),
  refresh,
  'refresh-all': refreshEverything,
  'add-repository': (state) => openPrompt(state, 'add-repository'),
  'forget-repository': askToForget,
  'connect-server': (state) => openPrompt(state, 'connect-server'),
  'open-trust-directory': (state) => openPrompt(state, 'open-trust-directory'),
  'explore-sandbox': exploreSandbox,
  palette: openPalette,
  help: (state) => still(pushOverlay(state, { kind: 'help', top: 0 })),
  redraw: (state) => step(state, { kind: 'redraw' }),
  suspend: (state) => step(state, { kind: 'suspend' }),
  quit,
  interrupt,
  ...WIZARD_HANDLERS,
};

function openFilter(state: AppState): Step {
  const list = focusedList(state);
  const before = state.lists[list].filter;
  const { field, state: next } = newField(state, before);
  return still(pushOverlay(next, { kind: 'filter', list, before, field }));
}

function openPalette(state: AppState): Step {
  const { field, state: next } = newField(state, '');
  return still(pushOverlay(next, { kind: 'palette', field, index: 0 }));
}

function newField(state: AppState, text: string): { readonly field: FieldState; readonly state: AppState } {
  const { id, state: claimed } = claimId(state);
  return { field: { id, text, cursor: text.length, epoch: 0 }, state: claimed };
}

/** The field that has the keys was edited: lists narrow while somebody types. */
export function edited(state: AppState, field: FieldState): Step {
  const overlay = topOverlay(state);
  switch (overlay?.kind) {
    case 'filter': {
      const narrowed = withList(state, overlay.list, { filter: field.text, top: 0, detached: false });
      return still(swapOverlay(narrowed, { ...overlay, field }));
    }
    case 'palette': {
      const index = field.text === overlay.field.text ? overlay.index : 0;
      return still(swapOverlay(state, { ...overlay, field, index }));
    }
    case 'prompt':
      return overlay.running === null
        ? still(swapOverlay(state, { ...overlay, field, failure: null }))
        : still(state);
    case 'explain':
      return messageEdited(state, overlay, field);
    case 'wizard':
      return state.wizards?.edited(state, field) ?? still(state);
    default:
      return still(state);
  }
}

/** Refreshes the marked repositories, or the selected one. */
function refresh(state: AppState): Step {
  const items = state.repositories.status === 'ready' ? state.repositories.items : [];
  const { marks } = state.lists.repositories;
  const marked = items.filter(({ gun }) => marks.has(gun)).map(({ gun }) => gun);
  const selected = selectedRepository(state);
  if (state.focus === 'repositories' && marked.length > 0) {
    return startRefresh(state, marked);
  }
  return selected === null ? still(state) : refreshAll(state, [selected]);
}

function refreshEverything(state: AppState): Step {
  const relisted = listRepositories(state);
  const keyed = listKeys(relisted.state);
  const opened = [...state.loads.keys()];
  const started = opened.length === 0 ? still(keyed.state) : startRefresh(keyed.state, opened);
  return { state: started.state, effects: [...relisted.effects, ...keyed.effects, ...started.effects] };
}

function startRefresh(state: AppState, guns: Parameters<typeof refreshAll>[1]): Step {
  const { id, state: claimed } = claimId(state);
  return refreshAll({ ...claimed, job: { kind: 'refresh-all', id, total: guns.length } }, guns);
}

function openPrompt(state: AppState, prompt: PromptKind): Step {
  const { field, state: next } = newField(state, '');
  return still(pushOverlay(next, { kind: 'prompt', prompt, field, failure: null, running: null }));
}

function askToForget(state: AppState): Step {
  const gun = selectedRepository(state);
  return gun === null
    ? still(state)
    : still(pushOverlay(state, { kind: 'confirm', question: { kind: 'forget-repository', gun } }));
}

function exploreSandbox(state: AppState): Step {
  if (state.job !== null) {
    return still(state);
  }
  const { id, state: claimed } = claimId(state);
  return step({ ...claimed, job: { kind: 'open-sandbox', id, total: 0 } }, { kind: 'open-sandbox', id });
}

function quit(state: AppState): Step {
  return state.job === null || state.job.kind === 'examine-all'
    ? step({ ...state, quitting: true }, { kind: 'exit', code: 0 })
    : still(pushOverlay(state, { kind: 'confirm', question: { kind: 'quit' } }));
}
