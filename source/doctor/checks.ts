import { FINDING_CODES } from '../operations/index.ts';
import type { Check, MachineCheck } from './check.ts';
import { delegationKeysBelowThreshold } from './checks/delegation-keys-below-threshold.ts';
import { delegationSignaturesBelowThreshold } from './checks/delegation-signatures-below-threshold.ts';
import { pendingChanges } from './checks/pending-changes.ts';
import { releasesKeyWithoutSigner } from './checks/releases-key-without-signer.ts';
import { releasesKeysBelowThreshold } from './checks/releases-keys-below-threshold.ts';
import { releasesMissing } from './checks/releases-missing.ts';
import { releasesSignaturesBelowThreshold } from './checks/releases-signatures-below-threshold.ts';
import { roleUnusable } from './checks/role-unusable.ts';
import { rotationUnfinished } from './checks/rotation-unfinished.ts';
import { signerNotInReleases } from './checks/signer-not-in-releases.ts';
import { snapshotKeyLocal } from './checks/snapshot-key-local.ts';
import { tagDisagrees } from './checks/tag-disagrees.ts';
import { weakKey } from './checks/weak-key.ts';

/** Every check of a repository. */
export const CHECKS: readonly Check[] = [
  weakKey,
  releasesKeysBelowThreshold,
  releasesSignaturesBelowThreshold,
  delegationKeysBelowThreshold,
  delegationSignaturesBelowThreshold,
  roleUnusable,
  tagDisagrees,
  releasesMissing,
  signerNotInReleases,
  releasesKeyWithoutSigner,
  snapshotKeyLocal,
  pendingChanges,
  rotationUnfinished,
];

/** Every check of this machine. */
export const MACHINE_CHECKS: readonly MachineCheck[] = [];

/** Place of each code in the order of what to do first. */
export const RANKS: ReadonlyMap<string, number> = new Map(FINDING_CODES.map((code, rank) => [code, rank]));
