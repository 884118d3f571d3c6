import { randomUUID } from 'node:crypto';
import { systemClock, systemTimer } from './base/index.ts';
import {
  type ChangePorts,
  type ChangeTools,
  createKeyring,
  createKeyWork,
  fileJournal,
  type KeyId,
  type UserFiles,
} from './operations/index.ts';
import type { TrustDir } from './trust-dir/index.ts';
import { userFiles } from './user-files.ts';

export interface OpenedChangeTools extends ChangeTools {
  readonly files: UserFiles;
}

/** Everything that changes need, over the adapters that reading has opened. `folder` is where relative paths begin. */
export function openChangeTools(
  { session, remotes }: Pick<ChangePorts, 'session' | 'remotes'>,
  { cache, changelist, vault, runs, backups }: TrustDir,
  folder: string,
): OpenedChangeTools {
  const clock = systemClock;
  const keyring = createKeyring({ vault, clock, timer: systemTimer });
  const files = userFiles(folder);
  const keyPaths = new Map<KeyId, string>();
  return {
    ports: {
      session,
      remotes,
      cache,
      changelist,
      vault,
      keyring,
      journal: fileJournal(runs),
      clock,
      keyPaths,
      newRunId: randomUUID,
    },
    keyWork: createKeyWork({ vault, keyring, files, backups, clock, keyPaths }),
    files,
  };
}
