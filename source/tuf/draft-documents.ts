import { buildRoot, buildTargets, type SignedPart } from './build-documents.ts';
import type { DraftDocument, DraftOptions } from './draft.ts';
import { currentDocument, isVouchedFor, publishedVersion } from './draft-base.ts';
import type { DraftWork } from './draft-work.ts';
import { formatExpiry } from './go-time.ts';
import type { TargetsBody } from './metadata.ts';
import { parentRole, ROOT, type RoleName, TARGETS } from './role-name.ts';
import { extraRootRoles } from './root-roles.ts';
import { sameRootBody, sameTargetsBody } from './same-content.ts';
import { baseSigners, delegationSigners } from './update-chain-signers.ts';
import type { SigningRule } from './verify.ts';
import { writtenTargets } from './written-targets.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ROOT_DAYS = 10 * 365;
const TARGETS_DAYS = 3 * 365;

/** When a version that is made now expires (facts 4.4). */
export function expiryOfNew(role: RoleName, now: Date): Date {
  const days = role === ROOT ? ROOT_DAYS : TARGETS_DAYS;
  return new Date(now.getTime() + days * DAY_MS);
}

/** The new version of the root; none when the edits leave it as it is. */
export function rootDocuments({ root }: DraftWork, { now }: DraftOptions): readonly DraftDocument[] {
  const { base, body } = root;
  if (base !== null && !root.resigned && sameRootBody(base.body, body)) {
    return [];
  }
  const from = base?.version ?? null;
  const version = (from ?? 0) + 1;
  const expires = expiryOfNew(ROOT, now);
  const signed = buildRoot({
    version,
    expires: formatExpiry(expires),
    consistentSnapshot: body.consistentSnapshot,
    keys: [...body.keys.values()],
    roles: body.roles,
    extraRoles: extraRootRoles(base),
  });
  // Whoever trusts the root before takes another one only from its keys (section 5.3 of TUF).
  const bodies = base !== null && root.hasOtherKeys(ROOT) ? [body, base.body] : [body];
  const rules = bodies.map((each) => ({ role: ROOT, ...rule(baseSigners(each, ROOT)) }));
  return [{ role: ROOT, from, version, expires, signed, rules, adopted: false }];
}

/** The new versions of targets and of delegations, parents before children; only those that change. */
export function targetsDocuments(work: DraftWork, options: DraftOptions): readonly DraftDocument[] {
  return work
    .roles()
    .filter((role) => isToBeSigned(work, role))
    .map((role) => targetsDocument(work, role, options));
}

function isToBeSigned(work: DraftWork, role: RoleName): boolean {
  const body = work.body(role);
  if (body === null) {
    return role === TARGETS;
  }
  const state = work.base.roles.get(role);
  const isSame = sameTargetsBody(currentDocument(state)?.body ?? NOTHING, body);
  return !isSame || work.resigned.has(role) || (role === TARGETS && work.root.hasOtherKeys('targets'));
}

const NOTHING: TargetsBody = { targets: new Map(), delegations: { keys: new Map(), roles: [] } };

function targetsDocument(
  work: DraftWork,
  role: RoleName,
  { now, knownVersions }: DraftOptions,
): DraftDocument {
  const state = work.base.roles.get(role);
  const { targets, delegations } = work.body(role) ?? NOTHING;
  const published = Math.max(publishedVersion(state) ?? 0, knownVersions?.get(role) ?? 0);
  const version = published + 1;
  const expires = expiryOfNew(role, now);
  const base = buildTargets({
    version,
    expires: formatExpiry(expires),
    targets: [],
    delegations: { keys: [...delegations.keys.values()], roles: delegations.roles },
  });
  const signed: SignedPart = { ...base, targets: writtenTargets(targets, currentDocument(state)) };
  return {
    role,
    from: published === 0 ? null : published,
    version,
    expires,
    signed,
    rules: [{ role, ...rule(signersOf(work, role)) }],
    adopted: currentDocument(state) !== null && !isVouchedFor(state),
  };
}

function signersOf(work: DraftWork, role: RoleName) {
  const parent = parentRole(role);
  const body = parent === null ? null : work.body(parent);
  const delegation = work.delegation(role);
  return body === null || delegation === null
    ? baseSigners(work.root.body, 'targets')
    : delegationSigners(body, delegation);
}

function rule({ keys, threshold }: Omit<SigningRule, 'role'>): Omit<SigningRule, 'role'> {
  return { keys, threshold };
}
