import type { Explanation, Finding } from '../../operations/index.ts';
import type { Action } from './action.ts';
import { isSameFinding } from './fix-target.ts';
import { rowsOf } from './rows.ts';
import { selectedReport, topOverlay } from './selectors.ts';
import type { AppState, FieldState, Overlay } from './state.ts';
import { claimId, popOverlay, pushOverlay, type Step, step, still, swapOverlay, withList } from './step.ts';

export type ExplainOverlay = Extract<Overlay, { readonly kind: 'explain' }>;

/** Stands for a line break in the field, which has one line. */
export const LINE_BREAK = '⏎';

export function openExplain(state: AppState): Step {
  const { id, state: claimed } = claimId(state);
  const field = { id, text: '', cursor: 0, epoch: 0 };
  return still(
    pushOverlay(claimed, { kind: 'explain', field, running: null, results: null, index: 0, top: 0 }),
  );
}

/** Each edit asks anew; the effect waits a moment, so that nothing is asked in the middle of a word. */
export function messageEdited(state: AppState, overlay: ExplainOverlay, field: FieldState): Step {
  if (field.text === overlay.field.text) {
    return still(swapOverlay(state, { ...overlay, field }));
  }
  const cancelled = overlay.running === null ? [] : ([{ kind: 'cancel', id: overlay.running }] as const);
  const text = field.text.replaceAll(LINE_BREAK, '\n').trim();
  if (text === '') {
    return step(swapOverlay(state, { ...overlay, field, running: null, results: null }), ...cancelled);
  }
  const { id, state: claimed } = claimId(state);
  return step(swapOverlay(claimed, { ...overlay, field, running: id }), ...cancelled, {
    kind: 'explain',
    id,
    text,
  });
}

export function explained(
  state: AppState,
  { id, results }: Extract<Action, { readonly type: 'explained' }>,
): Step {
  return still({
    ...state,
    overlays: state.overlays.map((overlay) =>
      overlay.kind === 'explain' && overlay.running === id
        ? { ...overlay, running: null, results, index: 0, top: 0 }
        : overlay,
    ),
  });
}

/** The explanation that the cursor is on; null while there is none. */
export function chosenExplanation({ results, index }: ExplainOverlay): Explanation | null {
  return results?.[index] ?? null;
}

/** What the doctor has found in the selected repository that the message comes from; null while results are awaited. */
export function explainedFinding(state: AppState): Finding | null {
  const overlay = topOverlay(state);
  if (overlay?.kind !== 'explain' || overlay.running !== null) {
    return null;
  }
  const codes = chosenExplanation(overlay)?.codes ?? [];
  return selectedReport(state)?.health.findings.find(({ code }) => codes.includes(code)) ?? null;
}

/** Enter: to the Doctor tab, with the cursor on the finding. */
export function showExplainedFinding(state: AppState): Step {
  const finding = explainedFinding(state);
  if (finding === null) {
    return still(state);
  }
  const tab = 'doctor';
  const opened = withList({ ...popOverlay(state), tab, focus: 'detail' }, tab, { filter: '' });
  const rows = rowsOf(opened, tab);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows.at(index);
    if (!row.inert && row.finding !== null && isSameFinding(row.finding.finding, finding)) {
      return still(withList(opened, tab, { selected: row.id, index, detached: false }));
    }
  }
  return still(opened);
}
