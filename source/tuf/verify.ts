import { toBase64 } from '../base/index.ts';
import {
  type PublicKeyHandle,
  type PublicKeyResult,
  readPublicKey,
  type SignatureFault,
  verifySignature,
} from '../crypto/index.ts';
import type { KeyId, TufKey } from './key.ts';
import { keyIdOf } from './key-id.ts';
import type { MetadataDocument, Signature } from './metadata.ts';
import type { TufProblem } from './problem.ts';
import type { RoleName } from './role-name.ts';
import type { SignatureRefusal, SignatureVerdict } from './role-state.ts';

/** Who has to sign a role. */
export interface SigningRule {
  readonly role: RoleName;
  readonly keys: readonly TufKey[];
  readonly threshold: number;
}

export interface SignatureEvidence {
  /** One for each signature, in the order of the document. */
  readonly verdicts: readonly SignatureVerdict[];
  /** Distinct public keys with a valid signature. */
  readonly valid: number;
  /** Why the signatures are not enough; null when they are. */
  readonly problem: TufProblem | null;
}

type SignedDocument = Pick<MetadataDocument<unknown>, 'signatures' | 'signedBytes'>;

/** What a key is good for; reading one costs more than verifying with it. */
interface ReadKey {
  readonly computedId: KeyId;
  readonly result: PublicKeyResult;
}

interface KnownFault {
  readonly key: PublicKeyHandle;
  readonly signedBytes: Uint8Array;
  readonly fault: SignatureFault | null;
}

const faults = new WeakMap<Signature, KnownFault>();
const readKeys = new WeakMap<TufKey, ReadKey>();
const readContents = new Map<string, ReadKey>();
/** Some megabytes at most, and those only while thousands of keys are looked at. */
const MOST_CONTENTS = 2000;

/**
 * Verifies the signatures of a document (facts 2.4). Signatures of other keys are ignored, as in Notary. Unlike
 * there, what counts towards the threshold are distinct public keys and not key IDs: one key with two certificates,
 * or plain and in a certificate, has two IDs and still is one signer.
 */
export function verifySignatures(document: SignedDocument, rule: SigningRule): SignatureEvidence {
  const keys = new Map<string, TufKey>(rule.keys.map((key) => [key.id, key]));
  const signers = new Set<string>();
  const verdicts = document.signatures.map((signature) => {
    const refusal = judge(signature, { document, key: keys.get(signature.keyId), signers });
    return { keyId: signature.keyId, method: signature.method, valid: refusal === null, refusal };
  });
  const valid = signers.size;
  return { verdicts, valid, problem: problemOf({ document, rule, valid }) };
}

interface Judgement {
  readonly document: SignedDocument;
  readonly key: TufKey | undefined;
  /** Fingerprints of the keys that have signed so far; a valid signature adds its own. */
  readonly signers: Set<string>;
}

function judge(signature: Signature, { document, key, signers }: Judgement): SignatureRefusal | null {
  if (key === undefined) {
    return 'key-not-in-role';
  }
  const { computedId, result } = readKey(key);
  if (!result.ok) {
    return result.reason;
  }
  if (computedId !== key.id) {
    return 'malformed-key';
  }
  const { fingerprint } = result.key;
  if (signers.has(fingerprint)) {
    return 'repeated-key';
  }
  const fault = faultOf(signature, document, result.key);
  if (fault === null) {
    signers.add(fingerprint);
  }
  return fault;
}

/** Verifies a signature over a document with a key once: the same document is met in several steps and updates. */
function faultOf(
  signature: Signature,
  { signedBytes }: SignedDocument,
  key: PublicKeyHandle,
): SignatureFault | null {
  const known = faults.get(signature);
  if (known?.key === key && known.signedBytes === signedBytes) {
    return known.fault;
  }
  const { method, signature: bytes } = signature;
  const fault = verifySignature({ key, method, message: signedBytes, signature: bytes });
  faults.set(signature, { key, signedBytes, fault });
  return fault;
}

interface Outcome {
  readonly document: SignedDocument;
  readonly rule: SigningRule;
  readonly valid: number;
}

function problemOf({ document, rule, valid }: Outcome): TufProblem | null {
  const { role, threshold } = rule;
  if (document.signatures.length === 0) {
    return { code: 'no-signatures', role };
  }
  const keys = distinctKeys(rule.keys);
  if (keys < threshold) {
    return { code: 'keys-below-threshold', role, keys, threshold };
  }
  // A key under the ID of another one could borrow that one's place: Notary refuses the whole document, and so do we.
  const signing = new Set(document.signatures.map(({ keyId }) => keyId));
  const misnamed = rule.keys.find((key) => signing.has(key.id) && readKey(key).computedId !== key.id);
  if (misnamed !== undefined) {
    return { code: 'key-id-mismatch', role, keyId: misnamed.id, computed: readKey(misnamed).computedId };
  }
  // A threshold below 1 would make a document valid that nobody signed.
  return valid < Math.max(threshold, 1)
    ? { code: 'signatures-below-threshold', role, valid, threshold }
    : null;
}

/**
 * How many different public keys there are: one key under two IDs is one signer. Keys that cannot be read count by
 * their ID: they are there, even if they can never sign.
 */
export function distinctKeys(keys: readonly TufKey[]): number {
  const identities = keys.map((key) => {
    const { result } = readKey(key);
    return result.ok ? result.key.fingerprint : key.id;
  });
  return new Set<string>(identities).size;
}

/** Reads a key once. */
export function readKey(key: TufKey): ReadKey {
  const known = readKeys.get(key);
  if (known !== undefined) {
    return known;
  }
  const read = readContent(key);
  readKeys.set(key, read);
  return read;
}

/** A repository names its keys again with every version of a document: by their content they are read once. */
function readContent({ keyType, publicBytes }: TufKey): ReadKey {
  const content = `${keyType} ${toBase64(publicBytes)}`;
  const known = readContents.get(content);
  if (known !== undefined) {
    return known;
  }
  const read = { computedId: keyIdOf(keyType, publicBytes), result: readPublicKey(keyType, publicBytes) };
  if (readContents.size >= MOST_CONTENTS) {
    readContents.clear();
  }
  readContents.set(content, read);
  return read;
}
