import {
  buildReport,
  freshnessOf,
  type Gun,
  type KeyOwner,
  type KeyReport,
  type RepositoryFacts,
} from '../operations/index.ts';
import type { CommandContext } from './command.ts';
import type { Workspace } from './ports.ts';
import { readRepository } from './read-repository.ts';

/** The report of a repository whose trust was checked. */
export async function reportRepository(
  workspace: Workspace,
  gun: Gun,
  context: CommandContext,
): Promise<RepositoryFacts> {
  await readRepository(workspace, gun, context);
  const [refreshed, { keys }, { changes }] = await Promise.all([
    workspace.session.open(gun, { refresh: false, signal: context.io.signal }),
    workspace.keys.list(),
    workspace.changelist.read(gun),
  ]);
  return buildReport({
    refreshed,
    freshness: freshnessOf(refreshed),
    localKeys: keys,
    stagedChanges: changes.length,
    now: workspace.clock.now(),
  });
}

/** An owner as data: a person's name, or the role that the key stands for. */
export function ownerName(owner: KeyOwner | null): string | null {
  return owner === null ? null : 'name' in owner ? owner.name : owner.kind;
}

/** A key as the JSON documents show it. */
export function keyJson(key: KeyReport) {
  return {
    id: key.canonicalId,
    owner: ownerName(key.owner),
    onThisMachine: key.onThisMachine,
    algorithm: key.algorithm,
    certificateExpires: key.certificate?.notAfter.toISOString() ?? null,
  };
}

/** A key in a table: whose, which, and whether it can sign here. */
export function keyCell(key: KeyReport): string {
  const owner = ownerName(key.owner);
  const id = key.canonicalId.slice(0, 12);
  return `${owner === null ? id : `${owner} ${id}`}${key.onThisMachine ? ' (here)' : ''}`;
}
