import { expect } from 'vitest';
import { inOrder } from '../../support/inspection.ts';
import { digestOf, type RealClients } from '../../support/real-clients.ts';
import { type DelegationRow, parseDelegationTable, parseTargetTable } from '../../support/tables.ts';
import { type DelegationJson, trustdeckJson } from '../../support/trustdeck.ts';
import { mustTrustdeck } from './command.ts';
import type { Team } from './team.ts';

/** What everybody has to read, as `docker trust inspect` names it. */
export interface Expected {
  /** Canonical IDs of each signer's keys. */
  readonly signers: Readonly<Record<string, readonly string[]>>;
  /** Released tags, and who signed each; `Repo Admin` where no signer's own role has it. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

interface Inspection {
  readonly Signers: readonly { readonly Name: string; readonly Keys?: readonly { readonly ID: string }[] }[];
  readonly SignedTags: readonly {
    readonly SignedTag: string;
    readonly Digest: string;
    readonly Signers: readonly string[];
  }[];
}

/**
 * Docker, notary and trustdeck read the same: on machines that never saw the repository, and on machines that go on
 * from what they cached before the change. Notary warns of nothing, unless `warns` says that it has reason to.
 */
export async function expectAgreement(
  team: Team,
  gun: string,
  expected: Expected,
  warns = false,
): Promise<void> {
  const [fresh, freshWithUs, behind, behindWithUs] = [
    await readWithTheirs(team.fresh, gun),
    await readWithOurs(team.freshWithUs, gun),
    await readWithTheirs(team.behind, gun),
    inOrder(await inspectWithOurs(team.behindWithUs, gun)),
  ];
  const { warnings, ...withoutWarnings } = fresh;
  expect(warnings).toEqual(warns ? expect.stringContaining('level=warning') : '');
  expect(summary(fresh.inspection)).toEqual(sorted(expected));
  expect(behind).toEqual(fresh);
  expect(freshWithUs).toEqual(withoutWarnings);
  expect(behindWithUs).toEqual(fresh.inspection);
}

async function readWithTheirs(clients: RealClients, gun: string) {
  const inspect = await clients.mustDocker(['inspect', gun]);
  const list = await clients.mustNotary(['list', gun]);
  const delegations = await clients.mustNotary(['delegation', 'list', gun]);
  return {
    inspection: inOrder(inspect.stdout),
    targets: parseTargetTable(list.stdout),
    delegations: byRole(parseDelegationTable(delegations.stdout)),
    warnings: (list.stderr + delegations.stderr).replaceAll(/^time=\S+ /gm, ''),
  };
}

async function readWithOurs(clients: RealClients, gun: string) {
  const inspection = inOrder(await inspectWithOurs(clients, gun));
  const targets = await trustdeckJson(clients, ['list', gun]);
  const delegations = await trustdeckJson<readonly DelegationJson[]>(clients, ['delegation', 'list', gun]);
  const rows = delegations.map(({ role, paths, threshold, keys }) => ({
    ...{ role, paths, threshold },
    keyIds: keys.map(({ id }) => id),
  }));
  return { inspection, targets, delegations: byRole(rows) };
}

async function inspectWithOurs(clients: RealClients, gun: string): Promise<string> {
  return (await mustTrustdeck(clients, ['inspect', gun, '--json'])).stdout;
}

/** What docker says of one repository, in the terms of `Expected`. */
function summary(inspection: unknown): Expected {
  const [found] = inspection as readonly Inspection[];
  for (const { SignedTag, Digest } of found?.SignedTags ?? []) {
    expect(Digest, SignedTag).toBe(digestOf(SignedTag));
  }
  return sorted({
    signers: Object.fromEntries(
      (found?.Signers ?? []).map(({ Name, Keys }) => [Name, (Keys ?? []).map(({ ID }) => ID)]),
    ),
    tags: Object.fromEntries((found?.SignedTags ?? []).map(({ SignedTag, Signers }) => [SignedTag, Signers])),
  });
}

function sorted({ signers, tags }: Expected): Expected {
  const each = (record: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(record).map(([name, values]) => [name, values.toSorted()]));
  return { signers: each(signers), tags: each(tags) };
}

/** Keys and paths of a role have no order. */
function byRole(rows: readonly DelegationRow[]): readonly DelegationRow[] {
  return rows
    .map((row) => ({ ...row, keyIds: row.keyIds.toSorted(), paths: row.paths.toSorted() }))
    .toSorted((left, right) => (left.role < right.role ? -1 : 1));
}
