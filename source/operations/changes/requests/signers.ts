import {
  type Edit,
  type KeyId,
  RELEASES,
  type RoleName,
  type Target,
  type TufKey,
  targetAllowed,
} from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import { attempt } from '../planning/attempt.ts';
import { signersIn } from '../planning/effects.ts';
import type { Planning } from '../planning/planning.ts';
import { existingSigner, isSharedKey, requireAccepted, signerRole } from '../planning/signers.ts';
import { inOnePublish, type RequestOf, requireState, type Solution } from '../planning/solution.ts';
import { releasedTags, vouchedFor } from '../planning/tag-effects.ts';
import { initialEdits } from './init.ts';

/** Both roles of docker's convention in one publish; in a new repository together with all that begins it. */
export function solveSignerAdd(planning: Planning, { signer, keys }: RequestOf<'signer-add'>): Solution {
  const role = signerRole(signer);
  if (keys.length === 0) {
    throw new OperationError('keys-required', { role });
  }
  requireAccepted(keys);
  const isNew = planning.input.state === null;
  const edits = [addKeys(planning, role, keys), addKeys(planning, RELEASES, keys)];
  const start = isNew ? initialEdits(planning, { rootKey: null, rootCertificate: null }) : [];
  return inOnePublish(attempt(planning, [...start, ...edits], { preferred: idsOf(keys) }));
}

/** Adds keys; the paths of a role that is there stay what somebody made them. */
function addKeys({ before }: Planning, role: RoleName, keys: readonly TufKey[]): Edit {
  const paths = before.get(role)?.paths.length ? [] : [''];
  return { kind: 'add-delegation', role, keys, paths };
}

/** Out of both roles: the key in releases is what lets somebody release (facts 11.4). */
export function solveSignerRemove(planning: Planning, request: RequestOf<'signer-remove'>): Solution {
  const { signer, resignAs } = request;
  const { before } = requireKnown(planning);
  const role = existingSigner(planning, signer);
  const gone = (before.get(role)?.keys ?? [])
    .map(({ canonicalId }) => canonicalId)
    .filter((keyId) => !isSharedKey(planning, signer, keyId));
  const edits: readonly Edit[] = [
    ...(before.has(RELEASES) ? [{ kind: 'remove-keys', role: RELEASES, keyIds: gone } as const] : []),
    { kind: 'remove-delegation', role },
  ];
  const successor = resignAs === null ? null : successorOf(planning, signer, resignAs);
  const resign = successor === null ? [] : handedOn(planning, signer, successor);
  return inOnePublish(attempt(planning, [...edits, ...resign], { preferred: successor?.keyIds ?? [] }));
}

function requireKnown(planning: Planning): Planning {
  requireState(planning);
  return planning;
}

interface Successor {
  readonly name: string;
  readonly role: RoleName;
  readonly keyIds: readonly KeyId[];
}

function successorOf(planning: Planning, signer: string, name: string): Successor {
  const { before, input } = planning;
  if (name === signer) {
    const signers = signersIn(before).filter((other) => other !== signer);
    throw new OperationError('signer-not-found', { gun: input.gun, signer: name, signers });
  }
  const role = existingSigner(planning, name);
  return { name, role, keyIds: idsOf(before.get(role)?.keys ?? []) };
}

/** Released tags that only the leaver vouches for, and releases itself, to be signed by somebody who stays. */
function handedOn({ before }: Planning, signer: string, { role }: Successor): readonly Edit[] {
  const released = releasedTags(before);
  const vouched = vouchedFor(before);
  const others = [...vouched].filter(([name]) => name !== signer).map(([, tags]) => tags);
  const covered = before.get(role)?.covered ?? [];
  const edits = [...(vouched.get(signer) ?? [])]
    .filter(([name, digest]) => released.get(name) === digest && targetAllowed(covered, name))
    .filter(([name, digest]) => !others.some((tags) => tags.get(name) === digest))
    .flatMap(([name]): readonly Edit[] => {
      const target: Target | undefined = before.get(`targets/${signer}` as RoleName)?.body?.targets.get(name);
      return target === undefined ? [] : [{ kind: 'put-target', role, target }];
    });
  const hasReleases = before.get(RELEASES)?.body != null;
  return [...edits, ...(hasReleases ? [{ kind: 'resign', role: RELEASES } as const] : [])];
}

export function idsOf(keys: readonly TufKey[]): readonly KeyId[] {
  return keys.map(({ canonicalId }) => canonicalId);
}
