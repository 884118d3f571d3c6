import { RELEASES, signerNameOf } from '../../tuf/index.ts';
import type { RoleReport, SignerReport } from '../report.ts';

/** The signers of a repository: one per delegation directly below `targets`, as docker reads them. */
export function signerReports(delegations: readonly RoleReport[]): readonly SignerReport[] {
  const releasing = new Set(
    delegations.find(({ role }) => role === RELEASES)?.keys.map((key) => key.canonicalId),
  );
  return delegations.flatMap((role) => {
    const name = signerNameOf(role.role);
    return name === null
      ? []
      : {
          name,
          role: role.role,
          keys: role.keys,
          inReleases: role.keys.some((key) => releasing.has(key.canonicalId)),
          restricted: role.paths !== null && !role.paths.includes(''),
          usable: role.usable,
          tags: role.targets,
        };
  });
}
