export type { BackupRecord } from './backup-record.ts';
export type { StagedChange, StagedChanges } from './changelist.ts';
export {
  TrustDirError,
  type TrustDirProblemCode,
  type TrustDirProblems,
} from './errors.ts';
export { exclusively } from './exclusively.ts';
export type { KeyList, LocalKey, UnreadableKey } from './key-store.ts';
export type {
  KeyAlgorithmChoice,
  KeyFileHeaders,
  KeyVault,
  PemKey,
  SaveOptions,
  UnlockedKey,
} from './key-vault-types.ts';
export { type Machine, thisMachine } from './machine.ts';
export type { CachedMetadata } from './metadata-cache.ts';
export type { RunFile, RunFiles } from './run-files.ts';
export { openTrustDir, type TrustDir } from './trust-dir.ts';
