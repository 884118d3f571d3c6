import {
  type KeyId,
  RELEASES,
  type RepositoryState,
  ROOT,
  type RoleName,
  signerNameOf,
  type TufKey,
} from '../../../tuf/index.ts';
import type { PlanEffect, PlanRisk } from '../plan.ts';
import type { Attempt } from './attempt.ts';
import { contentEffects, vouchedForBy } from './content-effects.ts';
import type { NameKey } from './planned-keys.ts';
import type { Planning } from './planning.ts';
import { canonicalIds, type RolesView } from './role-view.ts';
import { losesTagsUnasked, tagEffects } from './tag-effects.ts';

/**
 * What a change means for people, drawn from the repository before and after it and from nothing that the request
 * says: an effect cannot claim what the documents do not do.
 */
export function effectsOf(planning: Planning, tried: Attempt, nameKey: NameKey): readonly PlanEffect[] {
  const { before, input } = planning;
  const { after } = tried;
  const staged = input.request.kind === 'publish' ? 0 : input.staged.length;
  return [
    ...(input.state === null ? [{ kind: 'repository-created' } as const] : []),
    ...brokenEffects(tried),
    ...signerEffects(before, after),
    ...tagEffects(before, after),
    ...mendedEffects(before, after),
    ...keptKeys(before, after, nameKey),
    ...usedElsewhere(planning, tried, nameKey),
    ...contentEffects(planning, tried, nameKey),
    ...tried.draft.revived.map((role) => ({ kind: 'old-content-returns', role }) as const),
    ...(tried.rootRenewed ? [{ kind: 'root-renewed' } as const] : []),
    ...(staged > 0 ? [{ kind: 'staged-changes-kept', count: staged } as const] : []),
  ];
}

/** What has to be agreed to, by what the effects and the two states say. */
export function risksOf(
  { before, input: { request } }: Planning,
  { after, draft }: Attempt,
  effects: readonly PlanEffect[],
): readonly PlanRisk[] {
  const kinds = new Set(effects.map(({ kind }) => kind));
  const losesReleases = before.get(RELEASES)?.trouble === null && !after.has(RELEASES);
  const [rootBefore, rootAfter] = [before.get(ROOT), after.get(ROOT)];
  // Whoever asks for it with a witness is shown who signed it before; nobody else expects to vouch for what a key has
  // signed that was taken away, perhaps because it was stolen.
  const asked = vouchedForBy(request);
  const adopts = draft.documents.some(({ role, adopted }) => adopted && !asked.includes(role));
  const risks: readonly (readonly [PlanRisk, boolean])[] = [
    ['releases-unusable', kinds.has('releases-unusable') || losesReleases || losesTagsUnasked(before, after)],
    ['role-unusable', kinds.has('role-unusable')],
    ['root-rotation', rootBefore !== undefined && !sameKeys(rootBefore.keys, rootAfter?.keys ?? [])],
    ['unverified-content', kinds.has('content-unverified') || adopts],
    ['last-signer', signersIn(before).length > 0 && signersIn(after).length === 0],
  ];
  return risks.filter(([, applies]) => applies).map(([risk]) => risk);
}

function brokenEffects({ broken }: Attempt): readonly PlanEffect[] {
  return broken.flatMap(({ role, trouble }): readonly PlanEffect[] => {
    if (trouble === 'parent') {
      return [];
    }
    const why = trouble === 'no-keys' ? 'no-keys' : 'not-signed';
    return [role === RELEASES ? { kind: 'releases-unusable', why } : { kind: 'role-unusable', role, why }];
  });
}

function mendedEffects(before: RolesView, after: RolesView): readonly PlanEffect[] {
  return [...after.values()]
    .filter(({ role, trouble }) => {
      const was = before.get(role)?.trouble ?? null;
      return trouble === null && was !== null && was !== 'not-published';
    })
    .map(({ role }) => ({ kind: 'role-usable-again', role }));
}

function signerEffects(before: RolesView, after: RolesView): readonly PlanEffect[] {
  const [were, are] = [signersIn(before), signersIn(after)];
  return [
    ...are
      .filter((name) => !were.includes(name))
      .map((signer) => ({ kind: 'signer-added', signer }) as const),
    ...were
      .filter((name) => !are.includes(name))
      .map((signer) => ({ kind: 'signer-removed', signer }) as const),
  ];
}

export function signersIn(view: RolesView): readonly string[] {
  return [...view.keys()].map(signerNameOf).filter((name) => name !== null);
}

/** Keys that a signer lost and that stay in releases, since another signer has them too. */
function keptKeys(before: RolesView, after: RolesView, nameKey: NameKey): readonly PlanEffect[] {
  const inReleases = canonicalIds(after.get(RELEASES)?.keys ?? []);
  return signersIn(before).flatMap((name) => {
    const role = `targets/${name}` as RoleName;
    const left = canonicalIds(after.get(role)?.keys ?? []);
    return (before.get(role)?.keys ?? [])
      .filter(({ canonicalId }) => !left.has(canonicalId) && inReleases.has(canonicalId))
      .flatMap((key): readonly PlanEffect[] => {
        const signer = signersIn(after).find((other) => holds(after, other, key.canonicalId));
        return signer === undefined ? [] : [{ kind: 'key-kept', key: nameKey(key), signer }];
      });
  });
}

/** Whether a signer's own role has the key. */
export function holds(view: RolesView, signer: string, keyId: KeyId): boolean {
  return canonicalIds(view.get(`targets/${signer}` as RoleName)?.keys ?? []).has(keyId);
}

/** Keys that count nowhere in this repository any more, and still do in others. */
function usedElsewhere(
  { before, input }: Planning,
  { after }: Attempt,
  nameKey: NameKey,
): readonly PlanEffect[] {
  const left = canonicalIds([...after.values()].flatMap(({ keys }) => keys));
  const retired = new Map(
    [...before.values()]
      .flatMap(({ keys }) => keys)
      .filter(({ canonicalId }) => !left.has(canonicalId))
      .map((key) => [key.canonicalId, key]),
  );
  return [...retired.values()].flatMap((key): readonly PlanEffect[] => {
    const repositories = input.others
      .filter((other) => other.gun !== input.gun && names(other, key))
      .map(({ gun }) => gun);
    return repositories.length === 0 ? [] : [{ kind: 'key-still-used', key: nameKey(key), repositories }];
  });
}

function names({ root, targets, delegations }: RepositoryState, key: TufKey): boolean {
  return [root, targets, ...delegations.values()].some(({ keys }) =>
    keys.some(({ canonicalId }) => canonicalId === key.canonicalId),
  );
}

function sameKeys(left: readonly TufKey[], right: readonly TufKey[]): boolean {
  const ids = new Set(right.map(({ id }) => id));
  return left.length === right.length && left.every(({ id }) => ids.has(id));
}
