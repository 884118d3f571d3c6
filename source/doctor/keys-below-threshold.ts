import type { Examination, Finding } from '../operations/index.ts';
import type { Check, CheckWords } from './check.ts';
import { notLoaded, type TroubledRole, troubledRoles } from './delegation-trouble.ts';
import { keysEvidence, signaturesEvidence, versionEvidence } from './evidence.ts';
import { finding } from './finding.ts';
import { addSigners } from './remedies/add-signers.ts';
import { printedEvidence } from './server-trouble.ts';
import { count, shortRole } from './words.ts';

interface Kind {
  readonly code: Extract<Check['code'], `${string}-keys-below-threshold`>;
  /** Which delegations the check is about. */
  readonly covers: (role: TroubledRole['role']) => boolean;
  readonly words: CheckWords;
}

/** A delegation that lists fewer keys than it needs signatures: whatever is signed, it can never be used. */
export function keysBelowThreshold({ code, covers, words }: Kind): Check {
  const check: Check = {
    code,
    level: 'error',
    words,
    find: (examination) =>
      troubledRoles(examination, 'keys')
        .filter(({ role }) => covers(role))
        .map((troubled) => findingOf(check, troubled)),
    remedy: (found: Finding, examination: Examination) => addSigners(found, examination),
  };
  return check;
}

function findingOf(check: Check, { role, facts }: TroubledRole): Finding {
  const { threshold, keys } = role;
  const missing = facts.state.delegations.get(role.role)?.missingKeys ?? [];
  return finding(check, {
    role: role.role,
    short: shortRole(role.role),
    summary: `${role.role} needs ${count(threshold, 'signature')} but lists ${count(keys.length, 'key')}`,
    evidence: [
      ...(keys.length === 0 ? [] : keysEvidence(role)),
      ...missing.map((keyId) => ({
        text: `${role.role} names the key ${keyId} without giving it`,
        role: role.role,
        keyId,
      })),
      ...versionEvidence(role),
      ...signaturesEvidence(role, facts),
      ...printedEvidence([
        `role ${role.role} has fewer keys than its threshold of ${threshold}; it will not be usable until keys are added to it`,
        notLoaded(role),
      ]),
    ],
  });
}
