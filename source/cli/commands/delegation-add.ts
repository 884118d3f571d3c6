import { repositories } from '../changes/change-command.ts';
import { publicKeys } from '../changes/public-keys.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationRole, typedPaths, wholeNumber } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';

/** `delegation add REPO ROLE [FILE...]`: keys and paths into a role, which is made when there is none. */
export const { run } = changeCommand({
  kind: 'delegation-add',
  question: () => 'Publish?',
  ask: async (run) => {
    const [repo = '', role = '', ...files] = run.invocation.positionals;
    const { threshold } = run.invocation.options;
    const paths = typedPaths(run);
    if (files.length === 0 && paths.length === 0 && threshold === undefined) {
      throw new UsageError({
        message: `Nothing to add to ${role}`,
        why: 'Neither a key nor paths nor a threshold is named.',
        next: 'Name files with public keys or certificates, --paths, --all-paths or --threshold.',
      });
    }
    return {
      request: {
        kind: 'delegation-add',
        role: delegationRole(role),
        keys: await publicKeys(run, files),
        paths,
        threshold: threshold === undefined ? null : wholeNumber(threshold, 'threshold'),
      },
      guns: repositories(run, [repo]),
    };
  },
});
