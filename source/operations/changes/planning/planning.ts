import { utf8 } from '../../../base/index.ts';
import {
  draftChanges,
  draftNewRepository,
  type Edit,
  makeTufKey,
  type RepositoryDraft,
  ROOT,
  type TufKey,
} from '../../../tuf/index.ts';
import type { PlanInput } from '../change-ports.ts';
import type { PlannedEdit } from '../plan.ts';
import { type KeysHere, keysHere } from './keys-here.ts';
import type { RolesView } from './role-view.ts';
import { viewBefore } from './view-before.ts';

/** One repository's planning: what is known, and who can sign here. */
export interface Planning {
  readonly input: PlanInput;
  readonly keys: KeysHere;
  readonly before: RolesView;
}

export function startPlanning(input: PlanInput): Planning {
  return { input, keys: keysHere(input), before: viewBefore(input.state) };
}

/** Applies edits; keys that will only be known while the plan is carried out have stand-ins. */
export function draftEdits({ input }: Planning, edits: readonly PlannedEdit[]): RepositoryDraft {
  const { state, gun, now, knownVersions = new Map() } = input;
  const plain = edits.map(plainEdit);
  return state === null
    ? draftNewRepository(gun, plain, { now })
    : draftChanges(state, plain, { now, knownVersions });
}

function plainEdit(edit: PlannedEdit): Edit {
  switch (edit.kind) {
    case 'certify-root-key':
      return { kind: 'set-base-keys', role: ROOT, keys: [edit.key] };
    case 'use-server-key':
      return { kind: 'set-base-keys', role: edit.role, keys: [serverKey(edit.role)] };
    default:
      return edit;
  }
}

const SERVER_KEY = 'server-managed';

/** Stands for a key that the server has yet to name. */
function serverKey(role: 'snapshot' | 'timestamp'): TufKey {
  return makeTufKey(SERVER_KEY, utf8(role));
}

/** A key that only the server knows yet: its ID means nothing to anybody. */
export function isServerStandIn({ keyType }: TufKey): boolean {
  return keyType === SERVER_KEY;
}
