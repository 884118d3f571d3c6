import type { RoleReport } from '../../operations/index.ts';
import { parentRole, type RoleName, TARGETS } from '../../tuf/index.ts';
import { roleLabel } from './names.ts';

/** A delegation at its place in the drawn tree. */
export interface TreeNode {
  readonly role: RoleReport;
  /** What stands in front of its name: `├─ `, `│  └─ `. */
  readonly branch: string;
  /** What stands in front of the rows below it, so that the lines of the tree run through. */
  readonly stem: string;
  /** Its name below its parent in the tree. */
  readonly label: string;
}

/**
 * Delegations as a tree below targets, each before its children. One whose parent is not shown hangs from targets
 * under its whole name.
 */
export function delegationTree(roles: readonly RoleReport[]): readonly TreeNode[] {
  const shown = new Set(roles.map(({ role }) => role));
  const children = Map.groupBy(roles, ({ role }) => {
    const parent = parentRole(role);
    return parent !== null && shown.has(parent) ? parent : TARGETS;
  });
  return nodesBelow({ parent: TARGETS, indent: '', children });
}

interface Below {
  readonly parent: RoleName;
  readonly indent: string;
  readonly children: ReadonlyMap<RoleName, readonly RoleReport[]>;
}

function nodesBelow({ parent, indent, children }: Below): readonly TreeNode[] {
  const siblings = children.get(parent) ?? [];
  return siblings.flatMap((role, index) => {
    const isLast = index === siblings.length - 1;
    const inner = `${indent}${isLast ? '   ' : '│  '}`;
    const hasChildren = children.has(role.role);
    return [
      {
        role,
        branch: `${indent}${isLast ? '└─ ' : '├─ '}`,
        stem: `${inner}${hasChildren ? '│  ' : '   '}`,
        label: role.role.startsWith(`${parent}/`) ? role.role.slice(parent.length + 1) : roleLabel(role.role),
      },
      ...nodesBelow({ parent: role.role, indent: inner, children }),
    ];
  });
}
