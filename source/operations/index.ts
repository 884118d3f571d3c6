export type { Gun, KeyId, RepositoryState, RoleName, RoleState, TufKey } from '../tuf/index.ts';
export { asGun, asKeyId, asRoleName } from '../tuf/index.ts';
export { ActivityLog, type StartedActivity } from './activity-log.ts';
export { type ChangeServices, changeServices } from './app-changes.ts';
export {
  type ActivityEntry,
  type AppServices,
  type KnownRepository,
  type RepositoryOrigin,
  ServiceFailure,
  type SessionInfo,
} from './app-services.ts';
export { readCachedRepository } from './cached-repository.ts';
export type * from './changes/change-ports.ts';
export type * from './changes/change-request.ts';
export { executeChange, planChange, planFrom, planResumed } from './changes/changes.ts';
export { createKeyring, type KeyringOptions } from './changes/create-keyring.ts';
export type * from './changes/execute.ts';
export { fileJournal, type RunFiles } from './changes/journal/file-journal.ts';
export type * from './changes/journal-port.ts';
export type * from './changes/key-ports.ts';
export { createKeyWork, type KeyWorkPorts } from './changes/key-work/create-key-work.ts';
export type * from './changes/key-work.ts';
export type * from './changes/keyring.ts';
export { passphraseProblem } from './changes/passphrase-rule.ts';
export type * from './changes/plan.ts';
export { type ConnectionOutcome, type ConnectionState, Connections } from './connections.ts';
export { type AppPorts, createAppServices } from './create-app-services.ts';
export {
  type Diagnosis,
  diagnose,
  diagnoseMachine,
  type ExaminationPorts,
  type MachinePorts,
  openExamination,
} from './diagnose.ts';
export type * from './doctor-port.ts';
export type { ErrorReport } from './error-report.ts';
export { reportError } from './error-words.ts';
export { OperationError, type OperationProblemCode, type OperationProblems } from './errors.ts';
export { type FailureKind, failureKind, isAbort } from './failure-kind.ts';
export * from './findings.ts';
export { freshnessOf } from './freshness.ts';
export { inParallel, type Settled } from './in-parallel.ts';
export { type DockerInspection, type DockerKeyHolder, inspectRepository } from './inspect.ts';
export { keyInventory } from './key-inventory.ts';
export { listLocalRepositories, listRepositories, type RepositoryListing } from './list-repositories.ts';
export { type ListedTarget, listTargets } from './list-targets.ts';
export { compareNatural } from './natural-order.ts';
export { Outages } from './outages.ts';
export { passphraseVariables } from './passphrase-variables.ts';
export type * from './ports.ts';
export { type Refreshed, refreshRepository, requireTrusted } from './refresh.ts';
export type * from './report.ts';
export { buildReport } from './reports/build-report.ts';
export { certificateExpiry, roleExpiry } from './reports/expiry.ts';
export { unfinishedRotations } from './reports/unfinished-rotations.ts';
export { sameDocuments } from './same-documents.ts';
export { createSession, type Session, type SessionPorts } from './session.ts';
export { describeUnusableDelegations } from './unusable-delegations.ts';
export { type VerifiedTag, verifyTag } from './verify-tag.ts';
export {
  describeEffect,
  describeNewPlan,
  describePlan,
  describeRetiredKey,
  describeRisk,
} from './words/plan-words.ts';
export { describeRole, describeSignature, describeSignatures } from './words/signature-words.ts';
export { describeProblem } from './words/tuf-words.ts';
export { writtenPaths } from './written-paths.ts';
