import { expect } from 'vitest';
import { inOrder } from '../../support/inspection.ts';
import type { RealClients } from '../../support/real-clients.ts';
import { parseDelegationTable, parseTargetTable } from '../../support/tables.ts';

/** Digests by role and tag: `targets/releases v1`. */
export type SignedTags = ReadonlyMap<string, string>;

/** What `docker trust` and `notary` say of a repository. */
export interface RealView {
  readonly tags: SignedTags;
  /** Names of the tags that a pull finds. */
  readonly released: readonly string[];
}

/**
 * The real tools find nothing to complain about, on a machine that has never seen the repository: notary lists it
 * without a warning and publishes an empty change, docker inspects it, and both name the same tags.
 */
export async function confirmHealthy(clients: RealClients, gun: string): Promise<RealView> {
  const reader = await clients.colleague('reader');
  await reader.forget(gun);
  const view = await readWithoutComplaint(reader, gun);
  expect(complaints(await clients.mustNotary(['publish', gun])), 'notary publish').toBe('');
  return view;
}

async function readWithoutComplaint(reader: RealClients, gun: string): Promise<RealView> {
  const delegations = await reader.mustNotary(['delegation', 'list', gun]);
  expect(complaints(delegations), 'notary delegation list').toBe('');
  const inspect = await reader.mustDocker(['inspect', gun]);
  expect(complaints(inspect), 'docker trust inspect').toBe('');
  const tags = await tagsByRole(reader, gun, ['targets', ...roles(delegations.stdout)]);
  const [inspection] = inOrder(inspect.stdout) as readonly Inspection[];
  const released = (inspection?.SignedTags ?? []).map(({ SignedTag }) => SignedTag);
  for (const { SignedTag, Digest } of inspection?.SignedTags ?? []) {
    const listed = tags.get(`targets/releases ${SignedTag}`) ?? tags.get(`targets ${SignedTag}`);
    expect(listed, `${SignedTag} by notary and docker`).toBe(Digest);
  }
  return { tags, released: released.toSorted() };
}

/** The tags of each role alone; notary leaves out what it warns of, so nothing may be missing silently. */
export async function tagsByRole(
  reader: RealClients,
  gun: string,
  from: readonly string[],
): Promise<SignedTags> {
  const tags = new Map<string, string>();
  for (const role of from) {
    const list = await reader.mustNotary(['list', gun, '-r', role]);
    for (const row of parseTargetTable(list.stdout)) {
      tags.set(`${row.role} ${row.name}`, row.sha256);
    }
  }
  return tags;
}

function roles(stdout: string): readonly string[] {
  return parseDelegationTable(stdout).map(({ role }) => role);
}

/** What a tool has to complain about, without the times of log lines. */
export function complaints({ stderr, stdout }: { readonly stderr: string; readonly stdout: string }): string {
  const warned = stdout.split('\n').filter((line) => /level=(?:warning|error)|fatal/.test(line));
  return [stderr.replaceAll(/^time=\S+ /gm, '').trim(), ...warned].filter((text) => text !== '').join('\n');
}

interface Inspection {
  readonly SignedTags: readonly { readonly SignedTag: string; readonly Digest: string }[];
}
