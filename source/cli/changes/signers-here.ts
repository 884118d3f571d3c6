import { compareNatural, type RepositoryPlan } from '../../operations/index.ts';
import type { ChangeRun } from './change-command.ts';

const RELEASES = 'targets/releases';

/** Signers other than `leaver` who can release in every one of the repositories with a key on this machine. */
export async function signersHere(
  plans: readonly RepositoryPlan[],
  leaver: string,
  { workspace }: ChangeRun,
): Promise<readonly string[]> {
  const here = new Set<string>((await workspace.keys.list()).keys.map(({ id }) => id));
  const inEach = plans.map((plan) => new Set(releasersOf(plan, here)));
  const [first = new Set<string>(), ...others] = inEach;
  return [...first]
    .filter((name) => name !== leaver && others.every((names) => names.has(name)))
    .toSorted(compareNatural);
}

function releasersOf({ base }: RepositoryPlan, here: ReadonlySet<string>): readonly string[] {
  const delegations = [...(base?.delegations.values() ?? [])];
  const releasing = new Set(
    delegations
      .filter(({ role }) => role === RELEASES)
      .flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId)),
  );
  return delegations.flatMap(({ role, keys }) => {
    const [, name, nested] = role.split('/');
    const canSign = keys.some(({ canonicalId }) => releasing.has(canonicalId) && here.has(canonicalId));
    return name !== undefined && nested === undefined && role !== RELEASES && canSign ? [name] : [];
  });
}
