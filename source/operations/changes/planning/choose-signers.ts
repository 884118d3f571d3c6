import { compareUtf8 } from '../../../base/index.ts';
import {
  type KeyId,
  type RepositoryDraft,
  type RoleName,
  type SigningRule,
  SNAPSHOT,
  type TufKey,
} from '../../../tuf/index.ts';
import type { KeysHere } from './keys-here.ts';
import { canonicalIds } from './role-view.ts';

/** Who signs one document here, and which of its rules that does not meet. */
export interface RoleSigning {
  readonly role: RoleName;
  readonly keys: readonly TufKey[];
  readonly unmet: readonly SigningRule[];
}

export interface SignerChoice {
  readonly keys: KeysHere;
  /** Canonical IDs of the keys that sign a role before others, where they may. */
  readonly preferredIn: (role: RoleName) => ReadonlySet<KeyId>;
}

/**
 * Chooses for each document as many keys as its rules ask for and no more, since each may cost a passphrase. The
 * snapshot is among the roles when its key is here.
 */
export function chooseSigners(
  draft: RepositoryDraft,
  choice: SignerChoice,
): ReadonlyMap<RoleName, RoleSigning> {
  const chosen = new Set<KeyId>();
  const documents = [...draft.documents, ...ownSnapshot(draft, choice.keys)];
  const signings = new Map<RoleName, RoleSigning>();
  // Those with the least choice first: whoever has to sign one document can sign others as well.
  for (const { role, rules } of documents.toSorted((left, right) => choiceIn(left) - choiceIn(right))) {
    const preferred = choice.preferredIn(role);
    signings.set(role, signingOf(role, rules, { keys: choice.keys, preferred, chosen }));
  }
  return new Map(
    documents.flatMap(({ role }) => {
      const signing = signings.get(role);
      return signing === undefined ? [] : [[role, signing] as const];
    }),
  );

  function choiceIn({ rules }: SignedByRules): number {
    const able = rules.map(({ keys }) => canonicalIds(keys.filter((key) => choice.keys.canSign(key))).size);
    return Math.min(...able.map((size, index) => size - (rules[index]?.threshold ?? 0)));
  }
}

interface SignedByRules {
  readonly role: RoleName;
  readonly rules: readonly SigningRule[];
}

/** The snapshot, where its key is here; else the server signs it. */
function ownSnapshot(
  { documents, snapshotKeys, root }: RepositoryDraft,
  keys: KeysHere,
): readonly SignedByRules[] {
  const isOurs = documents.length > 0 && snapshotKeys.some((key) => keys.canSign(key));
  const { threshold } = root.roles.snapshot;
  return isOurs ? [{ role: SNAPSHOT, rules: [{ role: SNAPSHOT, keys: snapshotKeys, threshold }] }] : [];
}

/** Whether signatures made here are enough for a rule. */
export function canMeet(keys: KeysHere, rule: Pick<SigningRule, 'keys' | 'threshold'>): boolean {
  return canonicalIds(rule.keys.filter((key) => keys.canSign(key))).size >= Math.max(rule.threshold, 1);
}

interface Choosing {
  readonly keys: KeysHere;
  readonly preferred: ReadonlySet<KeyId>;
  /** Unlocked for other documents anyway; grows. */
  readonly chosen: Set<KeyId>;
}

function signingOf(role: RoleName, rules: readonly SigningRule[], choosing: Choosing): RoleSigning {
  const taken = new Map<KeyId, TufKey>();
  for (const rule of rules) {
    const have = rule.keys.filter(({ canonicalId }) => taken.has(canonicalId));
    const needed = rule.threshold - canonicalIds(have).size;
    for (const key of bestOf(rule, choosing, taken).slice(0, Math.max(needed, 0))) {
      taken.set(key.canonicalId, key);
      choosing.chosen.add(key.canonicalId);
    }
  }
  return { role, keys: [...taken.values()], unmet: rules.filter((rule) => !canMeet(choosing.keys, rule)) };
}

/** The keys that can sign here and do not yet, each public key once, those that cost least first. */
function bestOf(rule: SigningRule, choosing: Choosing, taken: ReadonlyMap<KeyId, TufKey>): readonly TufKey[] {
  const able = new Map(
    rule.keys
      .filter((key) => choosing.keys.canSign(key) && !taken.has(key.canonicalId))
      .map((key) => [key.canonicalId, key]),
  );
  return [...able.values()].sort(
    (left, right) =>
      cost(left, choosing) - cost(right, choosing) || compareUtf8(left.canonicalId, right.canonicalId),
  );
}

/** New keys need no passphrase; then those meant to sign, those unlocked anyway, and those without encryption. */
function cost({ canonicalId }: TufKey, { keys, preferred, chosen }: Choosing): number {
  const ranks = [
    keys.fresh.has(canonicalId),
    preferred.has(canonicalId),
    chosen.has(canonicalId),
    keys.local.get(canonicalId)?.encrypted === false,
  ];
  const rank = ranks.indexOf(true);
  return rank === -1 ? ranks.length : rank;
}
