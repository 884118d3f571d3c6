import { describeRole, type RepositoryState, type RoleReport, writtenPaths } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { keyCell, keyJson, reportRepository } from '../report-repository.ts';
import { repositoryArgument } from '../repository-argument.ts';
import { table } from '../table.ts';
import { date } from '../time-words.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `delegation list REPO`: every delegation that is reachable, usable or not. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const gun = repositoryArgument(workspace, invocation);
    const { delegations, state } = await reportRepository(workspace, gun, context);
    const { output } = context;
    if (output.isJson) {
      output.json(delegations.map((role) => delegationJson(role, state)));
    } else if (delegations.length === 0) {
      output.remark('No delegations present in this repository.');
    } else {
      const header = ['ROLE', 'PATHS', 'KEYS', 'SIGNATURES', 'STATE', 'EXPIRES'];
      output.lines(
        table(
          header,
          delegations.map((role) => delegationRow(role, state)),
        ),
      );
    }
    return 0;
  });
}

function delegationJson(role: RoleReport, state: RepositoryState) {
  return {
    role: role.role,
    paths: writtenPaths(state, role.role),
    effectivePaths: role.paths ?? [],
    threshold: role.threshold,
    keys: role.keys.map(keyJson),
    validSignatures: role.validSignatures,
    usable: role.usable,
    reason: reasonOf(role),
    expires: role.expires?.toISOString() ?? null,
  };
}

function delegationRow(role: RoleReport, state: RepositoryState): readonly string[] {
  return [
    role.role,
    pathsCell(writtenPaths(state, role.role), role.paths ?? []),
    role.keys.map(keyCell).join(', ') || '(none)',
    `${role.validSignatures} of ${role.threshold}`,
    role.usable ? 'usable' : (reasonOf(role) ?? 'not usable'),
    role.expires === null ? '-' : date(role.expires),
  ];
}

function pathsCell(written: readonly string[], effective: readonly string[]): string {
  const cells = written.map((path) => {
    const text = path === '' ? '"" <all paths>' : path;
    return effective.includes(path) ? text : `${text} (not within its parent's)`;
  });
  return cells.join(', ') || '(none)';
}

function reasonOf(role: RoleReport): string | null {
  const words = describeRole(role);
  return words === null ? null : `${words.message}: ${words.why}`;
}
