import type {
  ChangeRequest,
  Examination,
  Finding,
  KeyReport,
  RepositoryFacts,
  RoleReport,
  UnfinishedRotation,
} from '../../operations/index.ts';
import {
  type BaseRole,
  isBaseRole,
  type KeyId,
  RELEASES,
  type RoleName,
  SNAPSHOT,
  signerNameOf,
  TIMESTAMP,
} from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { shortId } from '../evidence.ts';
import { list } from '../words.ts';
import { acceptedKeys } from './key-holders.ts';
import { keyMadeFirst } from './new-key.ts';
import { roleIn } from './role-in.ts';

/** The second half of a rotation: the keys that nothing rests on any more go. */
export function finishRotation({ role }: Finding, { facts }: Examination): Remedy | null {
  const rotation = facts?.unfinishedRotations.find((one) => one.role === role);
  if (rotation === undefined) {
    return null;
  }
  const { signer, newKey, oldKeys } = rotation;
  const old = list(oldKeys.map(shortId));
  // A purge says all by IDs; a rotation names a file of the new key, which is on somebody else's machine.
  const request: ChangeRequest = countsElsewhere(rotation, facts)
    ? { kind: 'signer-rotate', signer, newKey, oldKeys, keepOld: false }
    : { kind: 'delegation-purge', keys: oldKeys };
  return {
    label: `Finish the rotation of ${signer}'s key`,
    ways: [
      {
        id: 'finish',
        label: `take out ${old}; ${shortId(newKey.canonicalId)} stays`,
        action: { kind: 'change', request },
      },
    ],
    judgement: `Whether ${signer} may go on signing with ${old} is for you to decide.`,
  };
}

/** An old key of the signer is a key of others too, who keep it. */
function countsElsewhere({ role, oldKeys }: UnfinishedRotation, facts: RepositoryFacts | null): boolean {
  const old = new Set<string>(oldKeys);
  return (facts?.delegations ?? []).some(
    (one) =>
      one.role !== role && one.role !== RELEASES && one.keys.some(({ canonicalId }) => old.has(canonicalId)),
  );
}

/** A key that counts in the place of one that does not; an idle one can go without. */
export function replaceWeakKey({ role: name, subjects }: Finding, { facts }: Examination): Remedy | null {
  const role = roleIn(facts, name);
  const named = new Set(subjects);
  const weak = (role?.keys ?? []).filter(({ canonicalId }) => named.has(canonicalId));
  if (facts === null || role === null || weak.length === 0) {
    return null;
  }
  const told = list(weak.map(({ canonicalId }) => shortId(canonicalId)));
  return isBaseRole(role.role)
    ? {
        label: `Rotate the ${role.role} key`,
        ways: baseWays(role.role, role.keys),
        judgement: `The ${role.role} key of the repository is replaced by a new one: that is for you to decide.`,
      }
    : {
        label: `Replace the weak key in ${role.role}`,
        ways: delegationWays(role, weak, facts),
        judgement: `Whether ${told} is replaced, and by which key, is for its holder and you to decide.`,
      };
}

function delegationWays(
  role: RoleReport,
  weak: readonly KeyReport[],
  facts: RepositoryFacts,
): readonly RemedyWay[] {
  const signer = signerNameOf(role.role);
  const keyIds = weak.map(({ canonicalId }) => canonicalId);
  const rotation: readonly RemedyWay[] =
    signer === null
      ? []
      : [
          {
            id: 'rotate',
            label: `rotate ${signer} to a new key`,
            action: { kind: 'rotate-signer', signer, oldKeys: keyIds },
            steps: keyMadeFirst(signer),
          },
        ];
  const removal =
    weak.length < role.keys.length ? keyRemoval(role.role, signer, keyIds) : roleRemoval(role.role, signer);
  const isIdle = acceptedKeys(role, facts).length >= role.threshold;
  return isIdle ? [removal, ...rotation] : [...rotation, { ...removal, isLastResort: true }];
}

/** A signer's key goes out of releases too. */
function keyRemoval(role: RoleName, signer: string | null, keys: readonly KeyId[]): RemedyWay {
  const request: ChangeRequest =
    signer === null
      ? { kind: 'delegation-remove', role, keys, paths: [] }
      : { kind: 'delegation-purge', keys };
  return {
    id: 'remove',
    label: `take out ${list(keys.map(shortId))}`,
    action: { kind: 'change', request },
  };
}

/** Without a key left the role would be of no more use: it goes as a whole. */
function roleRemoval(role: RoleName, signer: string | null): RemedyWay {
  return signer === null
    ? {
        id: 'remove',
        label: `remove ${role}`,
        action: { kind: 'change', request: { kind: 'delegation-remove', role, keys: [], paths: [] } },
      }
    : {
        id: 'remove',
        label: `remove the signer ${signer}`,
        action: { kind: 'change', request: { kind: 'signer-remove', signer, resignAs: null } },
      };
}

function baseWays(role: BaseRole, keys: readonly KeyReport[]): readonly RemedyWay[] {
  if (role !== SNAPSHOT && role !== TIMESTAMP) {
    return [rotation(role, false)];
  }
  const isHere = role === SNAPSHOT && keys.some(({ onThisMachine }) => onThisMachine);
  const server = rotation(role, true);
  return isHere ? [server, rotation(role, false)] : [server];
}

function rotation(role: BaseRole, serverManaged: boolean): RemedyWay {
  return {
    id: serverManaged ? 'server' : 'new-key',
    label: serverManaged ? 'to a key that the server makes and keeps' : 'to a new key, made here',
    action: { kind: 'change', request: { kind: 'key-rotate', role, serverManaged, newKey: null } },
  };
}
