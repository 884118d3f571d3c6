import { type DraftDocument, delegationSigners, type TargetsBody } from '../../../tuf/index.ts';
import type { PlannedRole } from '../plan.ts';
import type { Attempt } from './attempt.ts';
import { comparisonsOf } from './comparisons.ts';
import { isVouchedForAnew } from './content-effects.ts';
import type { NameKey } from './planned-keys.ts';
import type { Planning } from './planning.ts';

interface Showing {
  readonly planning: Planning;
  readonly tried: Attempt;
  readonly nameKey: NameKey;
}

/** All that a role will hold, and what that differs from, where signing it vouches for what was signed before; else nothing. */
export function contentOf(
  drafted: DraftDocument | undefined,
  body: TargetsBody | null,
  { planning, tried, nameKey }: Showing,
): Pick<PlannedRole, 'content' | 'comparisons'> {
  if (drafted === undefined || body === null || !isVouchedForAnew(drafted, planning.input.request)) {
    return {};
  }
  const targets = [...body.targets.values()];
  const { roles } = body.delegations;
  return {
    content: {
      targets: targets.map(({ name, length, sha256, sha512 }) => ({ name, length, sha256, sha512 })),
      delegations: roles.map((delegation) => ({
        role: delegation.name,
        keys: delegationSigners(body, delegation).keys.map(nameKey),
        threshold: delegation.threshold,
        paths: delegation.paths,
      })),
    },
    comparisons: comparisonsOf(planning, drafted.role, tried.after),
  };
}
