import { FINDING_CODES } from '../operations/index.ts';
import type { Check, MachineCheck } from './check.ts';
import { authenticationRequired } from './checks/authentication-required.ts';
import { cacheStale } from './checks/cache-stale.ts';
import { certificateExpired } from './checks/certificate-expired.ts';
import { certificateExpiring } from './checks/certificate-expiring.ts';
import { clockSkew } from './checks/clock-skew.ts';
import { delegationKeysBelowThreshold } from './checks/delegation-keys-below-threshold.ts';
import { delegationSignaturesBelowThreshold } from './checks/delegation-signatures-below-threshold.ts';
import { notAuthorised } from './checks/not-authorised.ts';
import { pendingChanges } from './checks/pending-changes.ts';
import { privateKeyPermissions } from './checks/private-key-permissions.ts';
import { privateKeyUnused } from './checks/private-key-unused.ts';
import { releasesKeyWithoutSigner } from './checks/releases-key-without-signer.ts';
import { releasesKeysBelowThreshold } from './checks/releases-keys-below-threshold.ts';
import { releasesMissing } from './checks/releases-missing.ts';
import { releasesSignaturesBelowThreshold } from './checks/releases-signatures-below-threshold.ts';
import { repositoryNotInitialised } from './checks/repository-not-initialised.ts';
import { repositoryNotTrusted } from './checks/repository-not-trusted.ts';
import { roleExpired } from './checks/role-expired.ts';
import { roleExpiring } from './checks/role-expiring.ts';
import { roleUnusable } from './checks/role-unusable.ts';
import { rollbackDetected } from './checks/rollback-detected.ts';
import { rootKeyMissing } from './checks/root-key-missing.ts';
import { rootKeyNotBackedUp } from './checks/root-key-not-backed-up.ts';
import { rotationUnfinished } from './checks/rotation-unfinished.ts';
import { serverFailure } from './checks/server-failure.ts';
import { serverNotConfigured } from './checks/server-not-configured.ts';
import { serverUnreachable } from './checks/server-unreachable.ts';
import { signerNotInReleases } from './checks/signer-not-in-releases.ts';
import { snapshotKeyLocal } from './checks/snapshot-key-local.ts';
import { tagDisagrees } from './checks/tag-disagrees.ts';
import { tlsUntrusted } from './checks/tls-untrusted.ts';
import { weakKey } from './checks/weak-key.ts';

/** Every check of a repository. */
export const CHECKS: readonly Check[] = [
  serverNotConfigured,
  tlsUntrusted,
  serverUnreachable,
  authenticationRequired,
  notAuthorised,
  serverFailure,
  clockSkew,
  rollbackDetected,
  cacheStale,
  repositoryNotTrusted,
  repositoryNotInitialised,
  certificateExpired,
  roleExpired,
  roleExpiring,
  certificateExpiring,
  rootKeyMissing,
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
export const MACHINE_CHECKS: readonly MachineCheck[] = [
  privateKeyPermissions,
  rootKeyNotBackedUp,
  privateKeyUnused,
];

/** Place of each code in the order of what to do first. */
export const RANKS: ReadonlyMap<string, number> = new Map(FINDING_CODES.map((code, rank) => [code, rank]));
