import { shellLine } from '../../base/index.ts';
import type { Examination, Finding, RepositoryFacts, RoleReport } from '../../operations/index.ts';
import { type RoleName, signerNameOf } from '../../tuf/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { count, list } from '../words.ts';
import { wayForEach } from './further-signers.ts';
import { acceptedKeys, holderLabel, type KeyHolder, keyIdsOf, signersBeside } from './key-holders.ts';
import { notaryAdding } from './notary-adding.ts';
import { roleIn } from './role-in.ts';

/** Gives a role that lacks keys those of known signers, and signs what it holds again in the same publish. */
export function addSigners({ role: name }: Finding, { facts }: Examination): Remedy | null {
  const role = roleIn(facts, name);
  if (role === null || facts === null) {
    return null;
  }
  return {
    label: `Add keys to ${role.role}`,
    ways: [...removeSigner(role), ...signerWays(role, facts), ...lowerThreshold(role), byHand(role, facts)],
    judgement: `Whoever gets a key into ${role.role} may sign it from then on: who that is to be is for you to decide.`,
  };
}

/** One signer, where the keys of one are enough; else as many signers as it takes. */
function signerWays(role: RoleReport, facts: RepositoryFacts): readonly RemedyWay[] {
  const holders = signersBeside(role, facts);
  // Keys that are too weak count for nothing, although they are listed.
  const missing = Math.max(role.threshold - acceptedKeys(role, facts).length, 1);
  const enough = holders.filter(({ keys }) => keys.length >= missing);
  if (enough.length > 0) {
    return wayForEach(
      enough,
      (holder) => signerWay(role, holder, facts),
      shellLine(['trustdeck', 'delegation', 'add', facts.gun, role.role, '--key-id', 'KEYID', '--resign']),
    );
  }
  return keyIdsOf(holders).length < missing ? [] : [allTogether(role, holders, facts)];
}

/** Docker shows whatever is signed into a signer's role as signed by that signer, whose key it may be. */
function signerWay(role: RoleReport, holder: KeyHolder, facts: RepositoryFacts): RemedyWay {
  const signer = signerNameOf(role.role);
  const isStandIn = signer !== null && signer !== holder.name;
  return {
    id: holder.name,
    label: isStandIn ? `let ${holderLabel(holder)}, sign as ${signer}` : `add ${holderLabel(holder)}`,
    ...adding(role, [holder], facts),
    isLastResort: isStandIn,
  };
}

function allTogether(role: RoleReport, holders: readonly KeyHolder[], facts: RepositoryFacts): RemedyWay {
  return {
    id: 'all',
    label: `add ${list(holders.map(({ name }) => name))}, of whom ${role.threshold} have to sign`,
    ...adding(role, holders, facts),
  };
}

function adding(
  { role, paths }: RoleReport,
  holders: readonly KeyHolder[],
  { gun }: RepositoryFacts,
): Pick<RemedyWay, 'action' | 'commands'> {
  return {
    action: {
      kind: 'change',
      request: {
        kind: 'delegation-add',
        role,
        keys: [],
        keyIds: keyIdsOf(holders),
        // A role without paths can hold nothing, whoever signs it (facts 1.2).
        paths: paths?.length === 0 ? [''] : [],
        threshold: null,
        resign: true,
      },
    },
    commands: [notaryAdding(gun, role, holders)],
  };
}

/** Where there are keys, just not as many as have to sign: notary itself can only ever meet a threshold of 1. */
export function lowerThreshold(
  { role, keys, threshold }: RoleReport,
  to = keys.length,
): readonly RemedyWay[] {
  return to < 1 || to >= threshold
    ? []
    : [
        {
          id: 'threshold',
          label: `ask for ${count(to, 'signature')} instead of ${threshold}`,
          action: {
            kind: 'change',
            request: {
              kind: 'delegation-add',
              role,
              keys: [],
              keyIds: [],
              paths: [],
              threshold: to,
              resign: true,
            },
          },
          isLastResort: true,
        },
      ];
}

/** A signer without a key is one who has been taken out halfway. */
function removeSigner({ role, keys }: RoleReport): readonly RemedyWay[] {
  const signer = signerNameOf(role);
  return signer === null || keys.length > 0
    ? []
    : [
        {
          id: 'remove',
          label: `remove the signer ${signer}`,
          action: { kind: 'change', request: { kind: 'signer-remove', signer, resignAs: null } },
          isLastResort: true,
        },
      ];
}

function byHand({ role }: { readonly role: RoleName }, { gun }: RepositoryFacts): RemedyWay {
  return {
    id: 'key-file',
    label: 'add a key that somebody sends you',
    action: { kind: 'outside' },
    commands: [
      {
        tool: 'trustdeck',
        line: shellLine(['trustdeck', 'delegation', 'add', gun, role, 'KEY.pub', '--resign']),
      },
      { tool: 'notary', line: shellLine(['notary', 'delegation', 'add', gun, role, 'KEY.pub', '-p']) },
    ],
    steps: [
      'Get the public key of whoever is to sign, in a file.',
      'Add it with the key of the role above, and let its holder sign what the role holds.',
    ],
  };
}
