import type { Gun } from './gun.ts';
import type { TufKey } from './key.ts';
import type { RootDocument } from './metadata.ts';
import { TufError, type TufProblem } from './problem.ts';
import { ROOT } from './role-name.ts';
import type { SignatureVerdict } from './role-state.ts';
import { checkRootKeys, type RootKey } from './root-certificates.ts';
import type { TrustPinning } from './trust-pinning.ts';
import { pinnedKeys } from './trust-pinning-check.ts';
import {
  attempt,
  expiryOf,
  type FailedReading,
  type FoundFile,
  type VerifiedReading,
} from './update-chain-reading.ts';
import { type SignatureEvidence, verifySignatures } from './verify.ts';

/** A root that verified and has at most expired: the anchor of what follows. */
export interface TrustedRoot extends VerifiedReading<RootDocument> {
  readonly document: RootDocument;
  /** The keys that can vouch for the next root: leaf certificates for the GUN, whatever their dates. */
  readonly vouching: readonly TufKey[];
}

export interface RootCheckOptions {
  readonly gun: Gun;
  readonly now: Date;
  readonly source: FoundFile['source'];
  /** The root before it, whose keys have to have signed this one too; null for the first. */
  readonly predecessor: TrustedRoot | null;
  /** What the configuration says about first roots; null where an earlier root is all that decides. */
  readonly pinning: TrustPinning | null;
}

export type RootVerdict =
  | { readonly trusted: TrustedRoot; readonly refusal: null }
  | { readonly trusted: null; readonly refusal: TufProblem; readonly reading: FailedReading<RootDocument> };

/**
 * Decides about a root in Notary's order (facts 5.3): certificates for the GUN, signatures by the root before it,
 * pin, signatures by itself. Dates, of the document or of its certificates, make it unusable without refusing it:
 * it can still vouch for its successor, and what stands behind it can be shown.
 */
export function checkRoot(document: RootDocument, options: RootCheckOptions): RootVerdict {
  const keys = checkRootKeys(document, options.gun, options.now);
  const vouching = keys.filter(({ refusal }) => refusal === null);
  const own = signaturesOf(document, vouching);
  const evidence = {
    document,
    source: options.source,
    signatures: own.verdicts.map((verdict) => namingCertificate(verdict, keys)),
    validSignatures: own.valid,
  };
  const { value: problems, problem: refusal } = attempt(() =>
    decide({ ...options, document, keys, vouching, own }),
  );
  return refusal === null
    ? {
        trusted: { ...evidence, problems, verified: true, vouching: vouching.map(({ key }) => key) },
        refusal,
      }
    : { trusted: null, refusal, reading: { ...evidence, problems: [refusal], verified: false } };
}

/** The root behind a verdict; throws `TufError` with the refusal when there is none. */
export function requireTrusted(verdict: RootVerdict): TrustedRoot {
  if (verdict.refusal !== null) {
    throw new TufError(verdict.refusal);
  }
  return verdict.trusted;
}

interface Decision extends RootCheckOptions {
  readonly document: RootDocument;
  readonly keys: readonly RootKey[];
  readonly vouching: readonly RootKey[];
  readonly own: SignatureEvidence;
}

/** What makes a trusted root unusable at this moment; throws `TufError` when it is not to be trusted at all. */
function decide(decision: Decision): readonly TufProblem[] {
  const { document, keys, vouching, own, predecessor, pinning, gun, now } = decision;
  if (vouching.length === 0) {
    throw new TufError(certificatesInvalid(keys));
  }
  // Arbitrary root: whoever controls the server must not be able to install a root of their own.
  if (predecessor !== null && !isSignedByPrevious(document, predecessor)) {
    const [from, to] = [predecessor.document.version, document.version];
    throw new TufError({ code: 'root-not-signed-by-previous', role: ROOT, from, to });
  }
  const allowed =
    pinning === null
      ? vouching
      : pinnedKeys({ gun, now, pinning, keys: vouching, known: predecessor !== null });
  const unsigned = allowed.length === vouching.length ? own.problem : signaturesOf(document, allowed).problem;
  if (unsigned !== null) {
    throw new TufError(unsigned);
  }
  const current = allowed.filter(({ outOfDate }) => outOfDate === null);
  const ranOut = current.length < allowed.length && signaturesOf(document, current).problem !== null;
  return [ranOut ? certificatesInvalid(keys) : null, expiryOf(document, ROOT, now)].filter(
    (problem) => problem !== null,
  );
}

function signaturesOf(document: RootDocument, keys: readonly RootKey[]): SignatureEvidence {
  const { threshold } = document.body.roles.root;
  return verifySignatures(document, { keys: keys.map(({ key }) => key), threshold, role: ROOT });
}

function isSignedByPrevious(document: RootDocument, previous: TrustedRoot): boolean {
  const { threshold } = previous.document.body.roles.root;
  return verifySignatures(document, { keys: previous.vouching, threshold, role: ROOT }).problem === null;
}

/** A signature by a key of the role whose certificate was refused says so, instead of that the key is unknown. */
function namingCertificate(verdict: SignatureVerdict, keys: readonly RootKey[]): SignatureVerdict {
  const refused = keys.some(({ key, refusal }) => refusal !== null && key.id === verdict.keyId);
  return refused ? { ...verdict, refusal: 'certificate-refused' } : verdict;
}

function certificatesInvalid(keys: readonly RootKey[]): TufProblem {
  return {
    code: 'root-certificates-invalid',
    role: ROOT,
    refused: keys.flatMap(({ key, refusal, outOfDate }) => {
      const reason = refusal ?? outOfDate;
      return reason === null ? [] : [{ keyId: key.id, reason }];
    }),
  };
}
