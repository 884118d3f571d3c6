import { asRoleName, listTargets, type RoleName } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { readRepository } from '../read-repository.ts';
import { repositoryArgument } from '../repository-argument.ts';
import { table } from '../table.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `list REPO [--role R]...`: targets by name, each with the role that vouches for it. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  const roles = (invocation.options.role ?? []).map(roleOf);
  return withWorkspace(context, async (workspace) => {
    const gun = repositoryArgument(workspace, invocation);
    const listed = listTargets(await readRepository(workspace, gun, context), roles);
    const { output } = context;
    if (output.isJson) {
      output.json(
        listed.map(({ target: { name, sha256, length }, role }) => ({ name, sha256, length, role })),
      );
    } else if (listed.length === 0) {
      output.remark('No targets present in this repository.');
    } else {
      const rows = listed.map(({ target, role }) => [
        target.name,
        target.sha256 ?? '-',
        String(target.length),
        role,
      ]);
      output.lines(table(['NAME', 'DIGEST', 'SIZE (BYTES)', 'ROLE'], rows));
    }
    return 0;
  });
}

function roleOf(text: string): RoleName {
  const role = asRoleName(text);
  if (role === null) {
    throw new UsageError({
      message: `${text} is no role`,
      why: 'Roles are targets and what is below it, in lower case.',
      next: 'Give a role such as targets/releases.',
    });
  }
  return role;
}
