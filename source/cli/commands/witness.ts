import { asRoleName, type RoleName } from '../../operations/index.ts';
import { missing, repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationRole } from '../changes/typed-values.ts';

/** `witness REPO ROLE...`: what a role holds is shown, with who signed it before, and signed again. */
export const { run } = changeCommand({
  kind: 'witness',
  question: () => 'Sign this content again, and publish it?',
  ask: async (run) => {
    const [repo = '', ...roles] = run.invocation.positionals;
    const guns = repositories(run, [repo]);
    if (roles.length === 0) {
      throw missing('role');
    }
    return { request: { kind: 'witness', roles: [...new Set(roles.map(signedRole))] }, guns };
  },
});

/** targets or a delegation: only these hold content (facts 10.2). */
function signedRole(text: string): RoleName {
  return text === 'targets' ? (asRoleName(text) ?? delegationRole(text)) : delegationRole(text);
}
