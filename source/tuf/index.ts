export {
  buildRoot,
  buildSnapshot,
  buildTargets,
  buildTimestamp,
  type FileListContent,
  type RootContent,
  type SignedPart,
  type TargetsContent,
} from './build-documents.ts';
export { type CanonicalBytes, canonicalJson, servedForm } from './canonical-json.ts';
export { describeKey, type KeyDescription } from './describe-key.ts';
export type * from './draft.ts';
export { draftChanges, draftNewRepository } from './draft-changes.ts';
export { DraftError, type DraftProblem, type DraftProblemCode, type DraftProblems } from './draft-problem.ts';
export type * from './edit.ts';
export { checkFileMeta, fileMetaOf } from './file-meta.ts';
export { isFixedPoint } from './fixed-point.ts';
export { isGivenUp } from './given-up.ts';
export { formatExpiry } from './go-time.ts';
export { asGun, type Gun } from './gun.ts';
export { asKeyId, type KeyId, type TufKey } from './key.ts';
export { canonicalKeyIdOf, keyIdOf, makeTufKey, readTufKey, tufKeyJson } from './key-id.ts';
export { UPDATE_LIMITS, type UpdateLimits } from './limits.ts';
export type * from './metadata.ts';
export { parseRoot, parseSnapshot, parseTargets, parseTimestamp } from './parse.ts';
export { restrictPaths, targetAllowed } from './paths.ts';
export {
  type CertificateRefusal,
  type FieldProblem,
  TufError,
  type TufProblem,
  type TufProblemCode,
  type TufProblems,
} from './problem.ts';
export {
  asRoleName,
  type BaseRole,
  isBaseRole,
  isDelegation,
  isDirectChild,
  parentRole,
  RELEASES,
  ROOT,
  type RoleName,
  SNAPSHOT,
  signerNameOf,
  TARGETS,
  TIMESTAMP,
} from './role-name.ts';
export type * from './role-state.ts';
export { checkRoot, type TrustedRoot } from './root-check.ts';
export { sameTarget } from './same-content.ts';
export { type Signer, signDocument } from './sign-document.ts';
export { type SignerOf, signDraft } from './sign-draft.ts';
export type { TargetRefusal } from './signable.ts';
export { editsOfStagedChange, type StagedChangeContent } from './staged-edits.ts';
export { type JsonLimits, type JsonResult, parseStrictJson } from './strict-json.ts';
export type { JsonRefusal } from './strict-json-scanner.ts';
export { TRUST_ON_FIRST_USE, type TrustPinning } from './trust-pinning.ts';
export type * from './update.ts';
export { updateChain } from './update-chain.ts';
export { expiryOf } from './update-chain-reading.ts';
export { baseSigners, delegationSigners, type RoleSigners } from './update-chain-signers.ts';
export { type SignatureEvidence, type SigningRule, verifySignatures } from './verify.ts';
