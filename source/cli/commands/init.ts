import type { TufKey } from '../../operations/index.ts';
import { type ChangeRun, repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { loadRootKey } from '../keys/load-root-key.ts';

/** `init REPO...`: the snapshot and timestamp keys are the server's, so that everybody who may sign can publish. */
export const { run } = changeCommand({
  kind: 'init',
  question: () => 'Publish?',
  ask: async (run) => ({
    request: { kind: 'init', rootKey: await rootKey(run), rootCertificate: await rootCertificate(run) },
    guns: repositories(run, run.invocation.positionals),
  }),
});

async function rootKey(run: ChangeRun): Promise<TufKey | null> {
  const { rootKey: file } = run.invocation.options;
  return file === undefined ? null : loadRootKey(file, run);
}

async function rootCertificate({ changes, invocation }: ChangeRun): Promise<string | null> {
  const { rootCert } = invocation.options;
  return rootCert === undefined ? null : changes.files.readText(rootCert);
}
