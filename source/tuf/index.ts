export { describeKey, type KeyDescription } from './describe-key.ts';
export { asGun, type Gun } from './gun.ts';
export { asKeyId, type KeyId, type KnownKeyType, type TufKey } from './key.ts';
export { UPDATE_LIMITS, type UpdateLimits } from './limits.ts';
export type * from './metadata.ts';
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
  BASE_ROLES,
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
  signerRole,
  TARGETS,
  TIMESTAMP,
} from './role-name.ts';
export type * from './role-state.ts';
export { TRUST_ON_FIRST_USE, type TrustPinning } from './trust-pinning.ts';
export type * from './update.ts';
