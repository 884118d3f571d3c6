import { buildSnapshot, fileMetaJson } from './build-documents.ts';
import type { DraftDocument, RepositoryDraft, SignedFile } from './draft.ts';
import { expiryOfNew } from './draft-documents.ts';
import { DraftError } from './draft-problem.ts';
import { fileMetaOf } from './file-meta.ts';
import { formatExpiry } from './go-time.ts';
import { SNAPSHOT } from './role-name.ts';
import { baseSigners } from './update-chain-signers.ts';
import { writtenMeta } from './written-targets.ts';

/**
 * The snapshot for whoever holds its key: what the one before lists, with these files, and without delegations that
 * are gone. Throws `DraftError` with `version-unknown` when there is one before that could not be read.
 */
export function draftSnapshot(draft: RepositoryDraft, files: readonly SignedFile[]): DraftDocument {
  const { snapshot, isNew, root, now, removed } = draft;
  if (snapshot === null && !isNew) {
    throw new DraftError({ code: 'version-unknown', role: SNAPSHOT });
  }
  const meta = new Map(Object.entries(snapshot === null ? {} : writtenMeta(snapshot)));
  for (const role of removed) {
    meta.delete(role);
  }
  for (const { role, bytes } of files) {
    meta.set(role, fileMetaJson(fileMetaOf(bytes)));
  }
  const from = snapshot?.version ?? null;
  const version = (from ?? 0) + 1;
  const expires = expiryOfNew(SNAPSHOT, now);
  const part = buildSnapshot({ version, expires: formatExpiry(expires), meta: new Map() });
  const { keys, threshold } = baseSigners(root, 'snapshot');
  return {
    role: SNAPSHOT,
    from,
    version,
    expires,
    signed: { ...part, meta: Object.fromEntries(meta) },
    rules: [{ role: SNAPSHOT, keys, threshold }],
    adopted: false,
  };
}
