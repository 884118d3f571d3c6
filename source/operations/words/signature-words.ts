import type { SignatureRefusal } from '../../tuf/index.ts';
import type { KeyOwner, RoleReport, SignatureReport } from '../report.ts';
import { describeProblem } from './tuf-words.ts';
import { few, short, type Words } from './words.ts';

/** Who signed, and the words that lead on to what is wrong with the key: `ben 6526be0032bf`, `whose key`. */
interface Signatory {
  readonly by: string;
  readonly whose: string;
  readonly isKnown: boolean;
}

const REFUSALS: Readonly<Record<SignatureRefusal, (signatory: Signatory) => string>> = {
  'key-not-in-role': ({ by, whose, isKnown }) =>
    `signed by ${by}, ${whose} is ${isKnown ? 'no longer' : 'not'} in this role`,
  'unknown-key-type': ({ by }) => `signed by ${by} with an unknown type of key`,
  'unknown-method': ({ by }) => `signed by ${by} with an unknown method`,
  'method-mismatch': ({ by }) => `signed by ${by} with a method that does not go with the key`,
  'malformed-signature': ({ by }) => `signed by ${by} with a damaged signature`,
  'wrong-signature': ({ by }) => `signed by ${by}, but not this content`,
  'weak-key': ({ by, whose }) => `signed by ${by}, ${whose} is too weak`,
  'malformed-key': ({ by, whose }) => `signed by ${by}, ${whose} cannot be read`,
  'certificate-refused': ({ by }) => `signed by ${by} with a certificate that does not count`,
  'repeated-key': ({ by }) => `signed by ${by} once more, which counts once`,
};

/** Problems that the signatures explain. */
const ABOUT_SIGNATURES: ReadonlySet<string> = new Set(['keys-below-threshold', 'signatures-below-threshold']);
const MOST_SIGNATURES = 3;

/** Who signed a role and why that does not count, as part of a sentence; null when every signature counts. */
export function describeSignatures(signatures: readonly SignatureReport[]): string | null {
  const refused = signatures.flatMap((signature) => describeSignature(signature) ?? []);
  return refused.length === 0 ? null : few(refused, MOST_SIGNATURES);
}

/** The same of one signature, with key IDs as its surroundings shorten them; null when it counts. */
export function describeSignature(signature: SignatureReport, shorten = short): string | null {
  return signature.refusal === null ? null : REFUSALS[signature.refusal](signatory(signature, shorten));
}

/** Why a role is not usable, with who signed it where that is the trouble; null when nothing is wrong with it. */
export function describeRole({
  problems: [problem],
  signatures,
}: Pick<RoleReport, 'problems' | 'signatures'>): Words | null {
  if (problem === undefined) {
    return null;
  }
  const words = describeProblem(problem);
  const evidence = ABOUT_SIGNATURES.has(problem.code) ? describeSignatures(signatures) : null;
  return evidence === null ? words : { ...words, why: `${words.why} It is ${evidence}.` };
}

function signatory({ owner, keyId }: SignatureReport, shorten: (id: string) => string): Signatory {
  const name = nameOf(owner);
  return name === null
    ? { by: `the ${kindOf(owner)} key ${shorten(keyId)}`, whose: 'which', isKnown: owner !== null }
    : { by: `${name} ${shorten(keyId)}`, whose: 'whose key', isKnown: true };
}

function nameOf(owner: KeyOwner | null): string | null {
  return owner !== null && 'name' in owner ? owner.name : null;
}

function kindOf(owner: KeyOwner | null): string {
  return owner === null ? 'unknown' : owner.kind;
}
