import type { SignedPart } from './build-documents.ts';
import type { DraftDocument, RepositoryDraft, SignedFile } from './draft.ts';
import { DraftError } from './draft-problem.ts';
import { draftSnapshot } from './draft-snapshot.ts';
import { isFixedPoint } from './fixed-point.ts';
import type { TufKey } from './key.ts';
import { parseRoot, parseSnapshot, parseTargets } from './parse.ts';
import { TufError } from './problem.ts';
import { ROOT, type RoleName, SNAPSHOT } from './role-name.ts';
import { checkRoot, requireTrusted } from './root-check.ts';
import { type Signer, signDocument } from './sign-document.ts';
import { distinctKeys, readKey, type SigningRule, verifySignatures } from './verify.ts';

/** The signer of a key, plain or in a certificate, for one role; null when its private half is not at hand for that. */
export type SignerOf = (key: TufKey, role: RoleName) => Signer | null;

/**
 * Signs a draft with every key at hand that may sign (facts 10.1): its documents, and the snapshot when one of the
 * keys for that is among them; otherwise the server signs that, as it always does the timestamp. What comes out has
 * been read again and verified. Throws `DraftError` with `signatures-missing` when somebody else has to sign, with
 * `version-unknown` or `document-unstorable`, and `TufError` with what would make a file be refused by everybody.
 */
export function signDraft(draft: RepositoryDraft, signerOf: SignerOf): readonly SignedFile[] {
  const [unknown] = draft.unknownVersions;
  if (unknown !== undefined) {
    throw new DraftError({ code: 'version-unknown', role: unknown });
  }
  const files = draft.documents.map((document) => signed(document, draft, signerOf));
  const isHeldHere = draft.snapshotKeys.some((key) => usableSigner(key, SNAPSHOT, signerOf) !== null);
  return files.length > 0 && isHeldHere
    ? [...files, signed(draftSnapshot(draft, files), draft, signerOf)]
    : files;
}

function signed(document: DraftDocument, draft: RepositoryDraft, signerOf: SignerOf): SignedFile {
  const { role, rules } = document;
  const signers = signersFor(rules, signerOf);
  const bytes = write(role, document.signed, signers);
  check(document, bytes, draft);
  return { role, bytes };
}

/** One for each key ID, in the order of the rules. Throws when they would not be enough for one of these. */
function signersFor(rules: readonly SigningRule[], signerOf: SignerOf): readonly Signer[] {
  const signers = new Map<string, Signer>();
  for (const { role, keys, threshold } of rules) {
    const atHand = keys.filter((key) => {
      const signer = signers.get(key.id) ?? usableSigner(key, role, signerOf);
      if (signer !== null) {
        signers.set(key.id, signer);
      }
      return signer !== null;
    });
    const found = distinctKeys(atHand);
    if (found < Math.max(threshold, 1)) {
      const keyIds = keys.filter((key) => !atHand.includes(key)).map(({ canonicalId }) => canonicalId);
      throw new DraftError({ code: 'signatures-missing', role, needed: threshold, found, keyIds });
    }
  }
  return [...signers.values()];
}

/** Signs under the ID that documents give the key. A key that no reader would accept is no signer. */
function usableSigner(key: TufKey, role: RoleName, signerOf: SignerOf): Signer | null {
  const { computedId, result } = readKey(key);
  const signer = result.ok && computedId === key.id ? signerOf(key, role) : null;
  return signer === null ? null : { key, sign: (message) => signer.sign(message) };
}

function write(role: RoleName, part: SignedPart, signers: readonly Signer[]): Uint8Array {
  try {
    return signDocument(part, signers);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new DraftError({ code: 'document-unstorable', role }, { cause: error });
    }
    throw error;
  }
}

/** Reads a file as everybody else will, so that nothing is published that they would refuse. */
function check({ role, version, rules }: DraftDocument, bytes: Uint8Array, draft: RepositoryDraft): void {
  const document = parserOf(role)(bytes);
  for (const rule of rules) {
    const { problem } = verifySignatures(document, rule);
    if (problem !== null) {
      throw new TufError(problem);
    }
  }
  if (document.version !== version || !isFixedPoint(role, bytes)) {
    throw new DraftError({ code: 'document-unstorable', role });
  }
  if (role === ROOT) {
    checkCertificates(bytes, draft);
  }
}

/** A root whose certificates are not for the GUN, or ran out, would lock everybody out of the repository. */
function checkCertificates(bytes: Uint8Array, { gun, now }: RepositoryDraft): void {
  const verdict = checkRoot(parseRoot(bytes), {
    gun,
    now,
    source: 'server',
    predecessor: null,
    pinning: null,
  });
  const [problem] = requireTrusted(verdict).problems;
  if (problem !== undefined) {
    throw new TufError(problem);
  }
}

function parserOf(role: RoleName) {
  switch (role) {
    case ROOT:
      return parseRoot;
    case SNAPSHOT:
      return parseSnapshot;
    default:
      return (bytes: Uint8Array) => parseTargets(role, bytes);
  }
}
