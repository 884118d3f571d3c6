import { repositories } from '../changes/change-command.ts';
import { publicKeys } from '../changes/public-keys.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationKeyIds, delegationRole, typedPaths, wholeNumber } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';

/** `delegation add REPO ROLE [FILE...]`: keys and paths into a role, which is made when there is none. */
export const { run } = changeCommand({
  kind: 'delegation-add',
  question: () => 'Publish?',
  ask: async (run) => {
    const [repo = '', role = '', ...files] = run.invocation.positionals;
    const { threshold, keyId = [], resign = false } = run.invocation.options;
    const paths = typedPaths(run);
    if (files.length + keyId.length + paths.length === 0 && threshold === undefined && !resign) {
      throw new UsageError({
        message: `Nothing to add to ${role}`,
        why: 'Neither a key nor paths nor a threshold is named.',
        next: 'Name files with public keys or certificates, --key-id, --paths, --all-paths or --threshold.',
      });
    }
    const guns = repositories(run, [repo]);
    return {
      request: {
        kind: 'delegation-add',
        role: delegationRole(role),
        keys: await publicKeys(run, files),
        keyIds: await delegationKeyIds(run, keyId, guns),
        paths,
        threshold: threshold === undefined ? null : wholeNumber(threshold, 'threshold'),
        resign,
      },
      guns,
    };
  },
});
