import { RELEASES, type RoleName, TARGETS, type Target, targetAllowed } from '../../../tuf/index.ts';
import { compareNatural } from '../../natural-order.ts';
import { isReleasing } from '../../reports/tags.ts';
import type { PlanEffect } from '../plan.ts';
import type { RolesView, RoleView } from './role-view.ts';

/** What becomes of tags for those who pull, and for those who look at who signed them: before against after. */
export function tagEffects(before: RolesView, after: RolesView): readonly PlanEffect[] {
  const [released, willBe] = [releasedTags(before), releasedTags(after)];
  const held = heldByReleasing(before);
  const names = [...released.keys()];
  const lost = names.filter((name) => !willBe.has(name));
  const other = names.filter((name) => willBe.has(name) && willBe.get(name) !== released.get(name));
  const again = [...willBe.keys()].filter((name) => !released.has(name) && held.has(name));
  const stay = names.length - lost.length - other.length;
  const signatures = signatureEffects(before, after);
  return [
    ...about(lost, (tags) => ({ kind: 'tags-no-longer-released', tags })),
    ...about(other, (tags) => ({ kind: 'tags-change-content', tags })),
    ...about(again, (tags) => ({ kind: 'tags-released-again', tags })),
    ...signatures,
    ...about(after.has(RELEASES) ? [] : unreleased(signatures, willBe), (tags) => ({
      kind: 'tags-not-released',
      tags,
    })),
    ...(stay > 0 ? [{ kind: 'tags-stay-released', count: stay } as const] : []),
  ];
}

/** Names of the tags that can be pulled, with the digest that is found: releases come before targets (facts 11.8). */
export function releasedTags(view: RolesView): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const role of [TARGETS, RELEASES]) {
    for (const target of usableTargets(view.get(role))) {
      found.set(target.name, digestOf(target));
    }
  }
  return found;
}

/** Tags that cannot be pulled any more although nobody took them out of the roles that release them. */
export function losesTagsUnasked(before: RolesView, after: RolesView): boolean {
  const willBe = releasedTags(after);
  const lost = [...releasedTags(before).keys()].filter((name) => !willBe.has(name));
  return lost.some((name) =>
    [TARGETS, RELEASES]
      .filter((role) => before.get(role)?.body?.targets.has(name))
      .some((role) => after.get(role)?.body?.targets.has(name) ?? true),
  );
}

/** Digest and name of what each signer vouches for, by the signer's name. */
export function vouchedFor(view: RolesView): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const signers = new Map<string, ReadonlyMap<string, string>>();
  for (const role of view.values()) {
    if (role.body !== null && !isReleasing(role.role)) {
      const tags = usableTargets(role).map((target) => [target.name, digestOf(target)] as const);
      signers.set(nameOf(role.role), new Map(tags));
    }
  }
  return signers;
}

function signatureEffects(before: RolesView, after: RolesView): readonly PlanEffect[] {
  const [vouched, willVouch] = [vouchedFor(before), vouchedFor(after)];
  const signers = [...new Set([...vouched.keys(), ...willVouch.keys()])];
  const none: ReadonlyMap<string, string> = new Map();
  return signers.flatMap((signer) => {
    const [had, has] = [vouched.get(signer) ?? none, willVouch.get(signer) ?? none];
    const gained = [...has].filter(([name, digest]) => had.get(name) !== digest).map(([name]) => name);
    const lost = [...had.keys()].filter((name) => !has.has(name));
    return [
      ...about(lost, (tags) => ({ kind: 'tags-lose-signature', tags, signer })),
      ...about(gained, (tags) => ({ kind: 'tags-gain-signature', tags, signer })),
    ];
  });
}

/** Tags that are signed from then on, and that a pull does not find all the same. */
function unreleased(
  effects: readonly PlanEffect[],
  released: ReadonlyMap<string, string>,
): readonly string[] {
  const signed = effects.flatMap((effect) => (effect.kind === 'tags-gain-signature' ? effect.tags : []));
  return [...new Set(signed)].filter((name) => !released.has(name));
}

/** Tags that a releasing role holds, be it usable or not. */
function heldByReleasing(view: RolesView): ReadonlySet<string> {
  const bodies = [TARGETS, RELEASES].map((role) => view.get(role)?.body);
  return new Set(bodies.flatMap((body) => [...(body?.targets.keys() ?? [])]));
}

/** What is outside a role's paths counts for nobody who looks it up (facts 1.2). */
export function usableTargets(view: RoleView | undefined): readonly Target[] {
  const targets = view?.trouble === null ? [...(view.body?.targets.values() ?? [])] : [];
  return targets.filter(({ name }) => targetAllowed(view?.covered ?? [], name));
}

function digestOf({ sha256, sha512 }: Target): string {
  return sha256 ?? `sha512:${sha512}`;
}

function nameOf(role: RoleName): string {
  return role.slice('targets/'.length);
}

function about(
  tags: readonly string[],
  effect: (tags: readonly string[]) => PlanEffect,
): readonly PlanEffect[] {
  return tags.length === 0 ? [] : [effect(tags.toSorted(compareNatural))];
}
