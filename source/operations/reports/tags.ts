import { RELEASES, type RepositoryState, type RoleName, TARGETS, type Target } from '../../tuf/index.ts';
import { compareNatural } from '../natural-order.ts';
import type { TagEntry, TagReport } from '../report.ts';
import { coversTarget, walkUsableRoles } from '../walk-roles.ts';

/**
 * Every tag that any usable role holds, in natural order; what a role holds outside its paths counts for nobody who
 * looks it up (facts 1.2). As docker reads it, a tag is released when `targets/releases` or `targets` holds it, in this
 * order of precedence (facts 11.8), and signed by those whose own role holds the same digest.
 */
export function tagReports(state: RepositoryState): readonly TagReport[] {
  const entries = new Map<string, TagEntry[]>();
  for (const { role, document } of walkUsableRoles(state)) {
    for (const target of document.body.targets.values()) {
      if (!coversTarget(state, role, target.name)) {
        continue;
      }
      const known = entries.get(target.name);
      if (known === undefined) {
        entries.set(target.name, [entryOf(role, target)]);
      } else {
        known.push(entryOf(role, target));
      }
    }
  }
  return [...entries.keys()].sort(compareNatural).map((name) => tagReport(name, entries.get(name) ?? []));
}

export function isReleasing(role: RoleName): boolean {
  return role === TARGETS || role === RELEASES;
}

function tagReport(name: string, entries: readonly TagEntry[]): TagReport {
  const released =
    entries.find(({ role }) => role === RELEASES) ?? entries.find(({ role }) => role === TARGETS) ?? null;
  if (released === null) {
    return { name, digest: null, length: null, signers: [], state: 'not-released', entries };
  }
  const signers: string[] = [];
  let agreed = true;
  for (const entry of entries) {
    if (!sameContent(entry, released)) {
      agreed = false;
    } else if (!isReleasing(entry.role)) {
      signers.push(entry.role.slice('targets/'.length));
    }
  }
  return {
    name,
    digest: released.sha256,
    length: released.length,
    signers,
    state: agreed ? 'released' : 'disputed',
    entries,
  };
}

function sameContent(left: TagEntry, right: TagEntry): boolean {
  return (
    left === right || (left.sha256 === right.sha256 && (left.sha256 !== null || left.sha512 === right.sha512))
  );
}

function entryOf(role: RoleName, { length, sha256, sha512 }: Target): TagEntry {
  return { role, length, sha256, sha512 };
}
