import type { RepositoryState, RoleName } from '../tuf/index.ts';
import { compareNatural } from './natural-order.ts';
import { isReleasing } from './reports/tags.ts';
import { walkUsableRoles } from './walk-roles.ts';

/** A repository as `docker trust inspect` prints it: the members, their order and their names are docker's. */
export interface DockerInspection {
  readonly Name: string;
  readonly SignedTags: readonly {
    readonly SignedTag: string;
    readonly Digest: string;
    readonly Signers: readonly string[];
  }[];
  readonly Signers: readonly DockerKeyHolder[];
  readonly AdministrativeKeys: readonly DockerKeyHolder[];
}

export interface DockerKeyHolder {
  readonly Name: string;
  /** Left out when there are none, as Go's `omitempty` does. */
  readonly Keys?: readonly { readonly ID: string }[];
}

/** Docker's name for a tag that no signer's own role holds. */
const REPOSITORY_ADMIN = 'Repo Admin';

export interface InspectOptions {
  /** The repository as it was asked for. */
  readonly name: string;
  /** Only this tag; null for all. */
  readonly tag: string | null;
}

/** What docker says about a verified repository (facts 11.7). Roles that are not usable are left out, as docker does. */
export function inspectRepository(state: RepositoryState, { name, tag }: InspectOptions): DockerInspection {
  return {
    Name: name,
    SignedTags: signedTags(state, tag),
    Signers: signers(state),
    AdministrativeKeys: [
      keyHolder('Root', state.root.document?.body.roles.root.keyIds),
      keyHolder('Repository', state.root.document?.body.roles.targets.keyIds),
    ],
  };
}

interface SignedTag {
  readonly SignedTag: string;
  readonly Digest: string;
  readonly Signers: string[];
}

/** One row for each tag and digest in a releasing role; whoever else holds the same pair has signed it. */
function signedTags(state: RepositoryState, tag: string | null): SignedTag[] {
  const roles = [...walkUsableRoles(state, tag === null ? {} : { target: tag })];
  const rows = new Map<string, SignedTag>();
  for (const { document } of roles.filter(({ role }) => isReleasing(role))) {
    for (const { name, sha256 } of selectTargets(document.body.targets, tag)) {
      rows.set(pairKey(name, sha256), { SignedTag: name, Digest: sha256 ?? '', Signers: [] });
    }
  }
  for (const { role, document } of roles.filter((walked) => !isReleasing(walked.role))) {
    for (const { name, sha256 } of selectTargets(document.body.targets, tag)) {
      rows.get(pairKey(name, sha256))?.Signers.push(signerName(role));
    }
  }
  for (const { Signers } of rows.values()) {
    if (Signers.length === 0) {
      Signers.push(REPOSITORY_ADMIN);
    }
  }
  return [...rows.values()].sort((left, right) => compareNatural(left.SignedTag, right.SignedTag));
}

function* selectTargets<Value>(targets: ReadonlyMap<string, Value>, tag: string | null): Generator<Value> {
  if (tag === null) {
    yield* targets.values();
    return;
  }
  const target = targets.get(tag);
  if (target !== undefined) {
    yield target;
  }
}

/** The digest first: its length is fixed, so that no tag can be mistaken for another pair. */
function pairKey(tag: string, sha256: string | null): string {
  return `${sha256 ?? '-'} ${tag}`;
}

/**
 * Every delegation that a usable role lists, but for releases, with canonical key IDs, by name descending. Docker
 * shows no signers at all when a listed key is missing, and so do we.
 */
function signers(state: RepositoryState): DockerKeyHolder[] {
  const holders = new Map<string, DockerKeyHolder>();
  for (const { document } of walkUsableRoles(state)) {
    const { roles, keys } = document.body.delegations;
    for (const delegation of roles) {
      const canonical = delegation.keyIds.flatMap((keyId) => keys.get(keyId)?.canonicalId ?? []);
      if (canonical.length < delegation.keyIds.length) {
        return [];
      }
      if (!isReleasing(delegation.name)) {
        const name = signerName(delegation.name);
        holders.set(name, keyHolder(name, canonical));
      }
    }
  }
  return [...holders.values()].sort((left, right) => (left.Name < right.Name ? 1 : -1));
}

function keyHolder(Name: string, keyIds: readonly string[] = []): DockerKeyHolder {
  return keyIds.length === 0 ? { Name } : { Name, Keys: keyIds.map((ID) => ({ ID })) };
}

function signerName(role: RoleName): string {
  return role.slice('targets/'.length);
}
