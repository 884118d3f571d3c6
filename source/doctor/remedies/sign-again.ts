import { shellLine } from '../../base/index.ts';
import type { Examination, Finding, RepositoryFacts, RoleReport } from '../../operations/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';
import { count, list } from '../words.ts';
import { addSigners, lowerThreshold } from './add-signers.ts';
import { wayForEach } from './further-signers.ts';
import { acceptedKeys, holderLabel, holdersIn, isHere, type KeyHolder } from './key-holders.ts';
import { roleIn } from './role-in.ts';
import { unvouched } from './vouched.ts';

/** Signs what a role holds again with keys that count; whose, is chosen where several could. */
export function signAgain(found: Finding, examination: Examination): Remedy | null {
  const { facts } = examination;
  const role = roleIn(facts, found.role);
  if (role === null || facts === null) {
    return null;
  }
  const holders = holdersIn(role, facts);
  if (holders.length === 0) {
    // Its keys are too weak to sign anything, which is told by itself.
    return addSigners(found, examination);
  }
  const able = holders.filter(({ keys }) => keys.length >= role.threshold);
  const ways =
    able.length > 0
      ? wayForEach(
          able,
          (holder) => signWay(role, holder),
          shellLine(['trustdeck', 'witness', facts.gun, role.role, '--as', 'SIGNER']),
        )
      : [together(role, holders)];
  const lower = fewerSignatures(role, facts);
  return {
    label: `Re-sign ${role.role}`,
    ways: [...ways, ...lower],
    judgement:
      judgementOf(role, facts, able) ??
      (lower.length > 0 ? 'Whether fewer signatures are enough is for you to decide.' : null),
  };
}

function signWay({ role }: RoleReport, holder: KeyHolder): RemedyWay {
  return {
    id: holder.name,
    label: `${holder.signer === null ? 'with' : 'as'} ${holderLabel(holder)}`,
    action: { kind: 'change', request: { kind: 'witness', roles: [role], as: holder.signer } },
  };
}

/** No client of Notary adds a signature to those that are there: who signs has to have all that are needed (facts 10.1). */
function together({ role, threshold }: RoleReport, holders: readonly KeyHolder[]): RemedyWay {
  return {
    id: 'together',
    label: `with ${threshold} keys of ${list(holders.map(({ name }) => name))}, all on one machine`,
    action: { kind: 'change', request: { kind: 'witness', roles: [role], as: null } },
    steps: [
      `${role} needs ${threshold} signatures in one publish: load as many of these private keys on one machine.`,
    ],
  };
}

/** Down to what can be met here, or else by one person. */
function fewerSignatures(role: RoleReport, facts: RepositoryFacts): readonly RemedyWay[] {
  const here = acceptedKeys(role, facts).filter(({ onThisMachine }) => onThisMachine).length;
  return lowerThreshold(role, Math.max(here, 1));
}

function judgementOf(role: RoleReport, facts: RepositoryFacts, able: readonly KeyHolder[]): string | null {
  const unseen = unvouched(role, facts);
  if (unseen === null) {
    return `Whoever signs ${role.role} vouches for everything in it, delegations too: look at it first.`;
  }
  if (unseen > 0) {
    return `Whoever signs ${role.role} vouches for ${count(unseen, 'tag')} in it that nobody else who may release vouches for now: look at ${unseen === 1 ? 'it' : 'them'} first.`;
  }
  return able.filter(isHere).length > 1 ? 'Several signers could sign: who does is for you to decide.' : null;
}
