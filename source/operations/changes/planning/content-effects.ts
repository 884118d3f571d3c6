import {
  type DraftDocument,
  type RepositoryState,
  type RoleName,
  type RoleState,
  type TufKey,
  verifySignatures,
} from '../../../tuf/index.ts';
import type { ChangeRequest } from '../change-request.ts';
import type { PlanEffect } from '../plan.ts';
import type { Attempt } from './attempt.ts';
import type { NameKey } from './planned-keys.ts';
import type { Planning } from './planning.ts';
import { targetsState } from './view-before.ts';

/**
 * Who signed content that will be signed again without enough valid signatures now, or because that was asked for:
 * nobody is to vouch for something without being told where it comes from.
 */
export function contentEffects(planning: Planning, tried: Attempt, nameKey: NameKey): readonly PlanEffect[] {
  const { input } = planning;
  return tried.draft.documents
    .filter((document) => isVouchedForAnew(document, input.request))
    .flatMap(({ role, adopted }): readonly PlanEffect[] => {
      const state = role === 'root' ? input.state?.root : targetsState(input.state, role);
      const keys = state === undefined ? [] : formerSigners(role, state.document, knownKeys(planning, role));
      if (keys.length > 0) {
        return [{ kind: 'content-signed-before-by', role, keys: keys.map(nameKey) }];
      }
      return adopted ? [{ kind: 'content-unverified', role }] : [];
    });
}

/** Whether signing a document says of its content what nobody who may has said, or says it again because that was asked for. */
export function isVouchedForAnew({ role, from, adopted }: DraftDocument, request: ChangeRequest): boolean {
  return from !== null && (adopted || vouchedForBy(request).includes(role));
}

/** The roles whose content somebody asks to sign as it is, knowing that they vouch for it. */
export function vouchedForBy(request: ChangeRequest): readonly RoleName[] {
  if (request.kind === 'delegation-add') {
    return request.resign ? [request.role] : [];
  }
  return request.kind === 'witness' ? request.roles : [];
}

/** Keys with a good signature over the content, whether or not they still count for the role. */
export function formerSigners(
  role: RoleName,
  document: RoleState['document'],
  known: readonly TufKey[],
): readonly TufKey[] {
  if (document === null) {
    return [];
  }
  const { verdicts } = verifySignatures(document, { role, keys: known, threshold: 1 });
  const valid = new Set(verdicts.filter((verdict) => verdict.valid).map(({ keyId }) => keyId));
  return known.filter(({ id }) => valid.has(id));
}

/** Every key that this repository or another one names, or that older versions named for the role. */
export function knownKeys({ input }: Planning, role: RoleName): readonly TufKey[] {
  const { state, others, formerKeys = [] } = input;
  const states = [...(state === null ? [] : [state]), ...others];
  const former = formerKeys.filter((one) => one.role === role).map(({ key }) => key);
  return [...new Map([...former, ...states.flatMap(keysIn)].map((key) => [key.id, key])).values()];
}

function keysIn({ root, targets, delegations }: RepositoryState): readonly TufKey[] {
  const parents = [targets, ...delegations.values()];
  return [
    ...(root.document?.body.keys.values() ?? []),
    ...parents.flatMap(({ document }) => [...(document?.body.delegations.keys.values() ?? [])]),
  ];
}
