import { asRoleName, type RoleName } from '../../operations/index.ts';
import { missing, repositories } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationRole, signerName } from '../changes/typed-values.ts';

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
    const { as } = run.invocation.options;
    const named = as === undefined ? null : signerName(as);
    return { request: { kind: 'witness', roles: [...new Set(roles.map(signedRole))], as: named }, guns };
  },
});

/** root, targets or a delegation: the others are made anew with every publish (facts 10.2). */
function signedRole(text: string): RoleName {
  return OWN_BASE_ROLES.has(text) ? (asRoleName(text) ?? delegationRole(text)) : delegationRole(text);
}

const OWN_BASE_ROLES: ReadonlySet<string> = new Set(['root', 'targets']);
