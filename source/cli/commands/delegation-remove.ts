import { repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationKeyIds, delegationRole, typedPaths } from '../changes/typed-values.ts';

/** `delegation remove REPO ROLE [KEYID...]`: keys and paths out of a role; the role itself when neither is named. */
export const { run } = changeCommand({
  kind: 'delegation-remove',
  question: (request) =>
    request.kind === 'delegation-remove' && request.keys.length === 0 && request.paths.length === 0
      ? `Are you sure you want to remove all data for ${request.role}?`
      : 'Publish?',
  ask: async (run) => {
    const [repo = '', role = '', ...keys] = run.invocation.positionals;
    const guns = repositories(run, [repo]);
    return {
      request: {
        kind: 'delegation-remove',
        role: delegationRole(role),
        keys: await delegationKeyIds(run, keys, guns),
        paths: run.invocation.options.allPaths === true ? 'all' : typedPaths(run),
      },
      guns,
    };
  },
});
