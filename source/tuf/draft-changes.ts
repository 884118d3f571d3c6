import { applyEdits } from './apply-edits.ts';
import type { DraftOptions, RepositoryDraft } from './draft.ts';
import { type DraftBase, draftBaseOf } from './draft-base.ts';
import { rootDocuments, targetsDocuments } from './draft-documents.ts';
import { DraftWork } from './draft-work.ts';
import type { Edit } from './edit.ts';
import type { Gun } from './gun.ts';
import type { TargetsBody } from './metadata.ts';
import { type RoleName, TARGETS } from './role-name.ts';
import type { RepositoryState } from './role-state.ts';
import { baseSigners } from './update-chain-signers.ts';

/**
 * Applies edits, in order, to a repository: what is to be signed, and by whom. Whether `state` is trusted and fresh is
 * for the caller to see. Throws `DraftError` with the first edit that cannot be, or `TufError` with
 * what keeps root or targets from being gone on from.
 */
export function draftChanges(
  state: RepositoryState,
  edits: readonly Edit[],
  options: DraftOptions,
): RepositoryDraft {
  return draft(draftBaseOf(state), edits, options);
}

/**
 * Drafts the first version of a repository; `edits` give keys to all four base roles. Throws as `draftChanges`, and
 * with `edit-base-keys-missing` when they do not.
 */
export function draftNewRepository(gun: Gun, edits: readonly Edit[], options: DraftOptions): RepositoryDraft {
  return draft({ gun, root: null, snapshot: null, roles: new Map() }, edits, options);
}

function draft(base: DraftBase, edits: readonly Edit[], options: DraftOptions): RepositoryDraft {
  const work = new DraftWork(base);
  applyEdits(work, edits);
  work.root.requireKeys();
  const documents = [...rootDocuments(work, options), ...targetsDocuments(work, options)];
  const changed = new Set(documents.map(({ role }) => role));
  const roles = work.roles();
  const left = new Set(roles);
  const withDocument = roles.filter((role) => changed.has(role) || base.roles.get(role)?.document);
  const anew = roles.filter((role) => work.isListed(role) && !base.roles.has(role));
  return {
    gun: base.gun,
    now: options.now,
    root: work.root.body,
    targets: work.body(TARGETS) ?? NOTHING,
    delegations: new Map(
      withDocument
        .filter((role) => role !== TARGETS)
        .map((role): [RoleName, TargetsBody] => [
          role,
          work.body(role) ?? base.roles.get(role)?.document?.body ?? NOTHING,
        ]),
    ),
    documents,
    removed: [...base.roles.keys()].filter((role) => !left.has(role)),
    revived: anew.filter((role) => !changed.has(role)),
    unknownVersions: documents
      .filter(({ role, from }) => from === null && work.isListed(role))
      .map(({ role }) => role),
    snapshot: base.snapshot,
    isNew: base.root === null,
    snapshotKeys: baseSigners(work.root.body, 'snapshot').keys,
  };
}

const NOTHING: TargetsBody = { targets: new Map(), delegations: { keys: new Map(), roles: [] } };
